import { isFinished, type JobState } from '../../core/job'
import type { LibraryPhoto, OwnChange } from '../../core/library'
import { type JobView, type PauseWay, type Priority, priorities } from '../../core/queue'
import type { ReportFormat } from '../../core/report'
import { isDoor } from '../../core/service/doors'
import type { BatchSettings } from '../../core/settings'
import { sameTargets, targetsOf } from '../../core/targets'
import { say } from '../format/words'
import { ask, changeOwn, updateBatch } from './actions'
import type { App } from './app'
import { listJobs } from './job-list'
import { notify } from './notices'
import { emptySelection } from './selection'

/** The jobs that something done to one of them is meant for: all that are selected if it is one of those, else it alone. */
export function jobsMeant(app: App, id: string): readonly string[] {
  const { ids } = app.queueView.getState().selection
  return ids.has(id) ? [...ids] : [id]
}

function viewsOf(app: App, ids: readonly string[]): readonly JobView[] {
  const { jobs } = app.queue.getState()
  return ids.flatMap((id) => jobs.get(id) ?? [])
}

/**
 * Whether a job's photo is another by now than the one that was planned: tried again it fails again, for its plan is that
 * of the old one. Started anew it is planned anew.
 */
export function isOutdated({ state, error }: Pick<JobView, 'state' | 'error'>): boolean {
  return state === 'failed' && error?.code === 'photo-changed'
}

/** Whether trying a job again may come to something. */
export function mayRetry(job: Pick<JobView, 'state' | 'reason' | 'error'>): boolean {
  const { state, reason } = job
  // What a pilot held back goes on with the user's word on the pilot, and not otherwise.
  if (state === 'blocked') return reason !== 'pilot'
  return state === 'cancelled' || (state === 'failed' && !isOutdated(job))
}

/** What can be done about some jobs. */
export interface JobChoices {
  readonly retry: readonly string[]
  readonly cancel: readonly string[]
  readonly clear: readonly string[]
  readonly remove: readonly string[]
  readonly move: readonly string[]
  /** Their priority, if they share one and wait; `null`: they do not, or nothing would come of it. */
  readonly priority: Priority | 'mixed' | null
}

export function choicesFor(app: App, ids: readonly string[]): JobChoices {
  const jobs = viewsOf(app, ids)
  const those = (test: (job: JobView) => boolean) => jobs.filter(test).map(({ id }) => id)
  const waiting = jobs.filter(({ state }) => state === 'queued' || state === 'blocked')
  const [first] = waiting
  const shared = first !== undefined && waiting.every(({ priority }) => priority === first.priority)
  return {
    retry: those(mayRetry),
    cancel: those(({ state }) => !isFinished(state)),
    clear: those(({ state }) => isFinished(state)),
    remove: those(({ state }) => isFinished(state)),
    move: those(({ state }) => state === 'queued'),
    priority: first === undefined ? null : shared ? first.priority : 'mixed',
  }
}

/** Jobs that are on the list and in one of these states. */
export function idsIn(app: App, states: readonly JobState[]): string[] {
  return [...app.queue.getState().jobs.values()]
    .filter(({ state, cleared }) => !cleared && states.includes(state))
    .map(({ id }) => id)
}

export const retryJobs = (app: App, ids: readonly string[]) => void ask(app.bridge.queue.retry({ jobs: [...ids] }))
export const cancelJobs = (app: App, ids: readonly string[]) => void ask(app.bridge.queue.cancel({ jobs: [...ids] }))
export const removeJobs = (app: App, ids: readonly string[]) => void ask(app.bridge.queue.remove({ jobs: [...ids] }))
export const pauseQueue = (app: App, way: PauseWay) => void ask(app.bridge.queue.pause({ way }))
export const holdBatch = (app: App, batch: string, held: boolean) =>
  void ask(app.bridge.queue.holdBatch({ batch, held }))

/** Takes finished jobs off the list. Can be undone. */
export function clearJobs(app: App, ids: readonly string[]): Promise<void> {
  return app.history.changing(clear(app, ids))
}

async function clear(app: App, ids: readonly string[]): Promise<void> {
  const jobs = viewsOf(app, ids).flatMap(({ id, cleared }) => (cleared ? [] : [id]))
  if (jobs.length === 0) return
  const set = async (cleared: boolean) => (await ask(app.bridge.queue.clear({ jobs, cleared }))) !== null
  if (!(await set(true))) return
  app.history.record({
    label: 'clear',
    undo: async () => (viewsOf(app, jobs).length === 0 ? 'gone' : set(false)),
    redo: () => set(true),
  })
}

/** Puts waiting jobs, in their order, before another; `null`: at the end. Can be undone. */
export function moveJobs(app: App, ids: readonly string[], before: string | null): Promise<void> {
  return app.history.changing(move(app, ids, before))
}

async function move(app: App, ids: readonly string[], before: string | null): Promise<void> {
  const jobs = [...ids]
  const moved = await ask(app.bridge.queue.move({ jobs, before }))
  if (moved === null || moved.value.length === 0) return
  let places = moved.value
  app.history.record({
    label: 'order',
    undo: async () => (await ask(app.bridge.queue.place({ places: [...places] }))) !== null,
    redo: async () => {
      const again = await ask(app.bridge.queue.move({ jobs, before }))
      if (again !== null) places = again.value
      return again !== null
    },
  })
}

/** Puts jobs before all others that wait with the same priority. */
export function moveToFront(app: App, ids: readonly string[]): void {
  const moving = new Set(ids)
  const first = [...app.queue.getState().jobs.values()]
    .filter(({ id, state }) => state === 'queued' && !moving.has(id))
    .reduce<JobView | null>((least, job) => (least === null || job.position < least.position ? job : least), null)
  const inOrder = listJobs(viewsOf(app, ids), 'waiting')
  if (first !== null && inOrder.length > 0) void moveJobs(app, inOrder, first.id)
}

/** A batch's jobs that wait come before all others of their priority. */
export function moveBatchToFront(app: App, batch: string): void {
  const jobs = [...app.queue.getState().jobs.values()].filter(({ batchId }) => batchId === batch)
  moveToFront(
    app,
    jobs.map(({ id }) => id),
  )
}

/** Changes what is taken up first. Can be undone. */
export function setPriority(app: App, ids: readonly string[], priority: Priority): Promise<void> {
  return app.history.changing(prioritise(app, ids, priority))
}

async function prioritise(app: App, ids: readonly string[], priority: Priority): Promise<void> {
  const changing = viewsOf(app, ids).filter((job) => job.priority !== priority && !isFinished(job.state))
  const jobs = changing.map(({ id }) => id)
  if (jobs.length === 0) return
  const before = priorities.map((old) => ({
    old,
    those: changing.filter((job) => job.priority === old).map(({ id }) => id),
  }))
  const set = async () => (await ask(app.bridge.queue.setPriority({ jobs, priority }))) !== null
  if (!(await set())) return
  app.history.record({
    label: 'priority',
    undo: async () => {
      for (const { old, those } of before) {
        if (those.length === 0) continue
        if ((await ask(app.bridge.queue.setPriority({ jobs: those, priority: old }))) === null) return false
      }
      return true
    },
    redo: set,
  })
}

/** Writes a report where the system's dialog says, and says so. */
export async function exportReport(app: App, batch: string | null, format: ReportFormat): Promise<void> {
  const written = await ask(app.bridge.queue.exportReport({ batch, format }))
  if (written === null || written.value.file === null) return
  notify({
    kind: 'info',
    title: say('work.report.written', { count: written.value.jobs }),
    body: [written.value.file],
  })
}

/** Makes a batch's settings those of the next, and selects its photos in the library, as far as they are there. */
export async function runAgain(app: App, batch: string): Promise<void> {
  const jobs = [...app.queue.getState().jobs.values()].filter(({ batchId }) => batchId === batch)
  const sources = new Set(jobs.map(({ source }) => source))
  const started = await ask(app.bridge.queue.batchSettings({ batch }))
  if (!started?.value) return
  const settings = settingsToResume(started.value, app.settings.getState().settings.batch)
  if (await updateBatch(app, settings)) selectSources(app, sources, 'again')
}

/**
 * The same for one job alone, with the photo as it is now: what it was to become is given to the photo, and stays with
 * it. Nothing is bought before the user has seen what it takes, and pressed Start.
 */
export async function startAnew(app: App, job: Pick<JobView, 'id' | 'batchId' | 'source'>): Promise<void> {
  const started = await ask(app.bridge.queue.batchSettings({ batch: job.batchId, job: job.id }))
  if (!started?.value) return
  const now = app.settings.getState().settings.batch
  const settings = settingsToResume(started.value, now)
  const photo = [...app.library.getState().photos.values()].find(({ path }) => path === job.source)
  const { target, moreTargets, prompt } = photo === undefined ? settings : now
  if (!(await updateBatch(app, { ...settings, target, moreTargets, prompt }))) return
  if (photo === undefined || (await changeOwn(app, 'settings', [ownToBe(photo, settings, now)]))) {
    selectSources(app, new Set([job.source]), 'anew')
  }
}

/** What a photo lacks to be made with one target and a prompt, where the batch's are others. */
function ownToBe(photo: LibraryPhoto, { target, prompt }: BatchSettings, batch: BatchSettings): OwnChange {
  return {
    ids: [photo.id],
    ...(!sameTargets(targetsOf(photo, batch), [target]) && { target, moreTargets: [] }),
    ...((photo.prompt ?? batch.prompt) !== prompt && { prompt }),
  }
}

/**
 * A batch's settings as those of the next. What becomes of taken names was that Start's own answer, and what only
 * concerns paid engines was left out of it by the local one: of both the user's present choice stays.
 */
export function settingsToResume(started: BatchSettings, now: BatchSettings): BatchSettings {
  const settings = { ...started, output: { ...started.output, conflict: now.output.conflict } }
  return isDoor(started.engine) ? settings : { ...settings, pilot: now.pilot, sendLinks: now.sendLinks }
}

function selectSources(app: App, sources: ReadonlySet<string>, words: 'again' | 'anew'): void {
  const photos = [...app.library.getState().photos.values()].filter(({ path }) => sources.has(path))
  const [first] = photos
  app.view.showPhotos('all')
  const ids = new Set(photos.map(({ id }) => id))
  app.view.setState({ selection: { ...emptySelection, ids, focus: first?.id ?? null, anchor: first?.id ?? null } })
  const there = new Set(photos.map(({ path }) => path))
  const missing = [...sources].filter((path) => !there.has(path))
  notify({
    kind: 'info',
    title: say(`work.${words}.ready`),
    body: [
      missing.length === 0
        ? say(`work.${words}.selected`, { count: photos.length })
        : say(`work.${words}.missing`, { count: missing.length }),
    ],
    ...(missing.length > 0 && {
      action: {
        label: say(`work.${words}.add`),
        run: () => void ask(app.bridge.library.add({ paths: missing })),
      },
    }),
  })
}
