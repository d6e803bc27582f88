import { initialProgress, type JobState, jobStates } from '../../../core/job'
import type { LibraryPhoto, LibrarySnapshot } from '../../../core/library'
import { defaultLocalPainting } from '../../../core/local-painting'
import type { BatchView, JobView, QueueSnapshot, QueueSummary } from '../../../core/queue'
import { defaultTarget } from '../../../core/settings'
import { shapeKey } from '../../../renderer/state/queue-store'

export { defaultTarget }

/** A photo of the library, 3000 × 2000 px unless told. */
export function photo(id: string, change: Partial<LibraryPhoto> = {}): LibraryPhoto {
  const name = change.name ?? `${id}.jpg`
  return {
    id,
    path: `/shoot/${name}`,
    root: '/shoot',
    name,
    bytes: 1000,
    modifiedMs: 0,
    header: {
      format: 'jpeg',
      size: { width: 3000, height: 2000 },
      orientation: 1,
      bitDepth: 8,
      channels: 3,
      hasAlpha: false,
      space: 'srgb',
      hasProfile: true,
      pages: 1,
    },
    error: null,
    target: null,
    moreTargets: [],
    prompt: null,
    link: null,
    ...change,
  }
}

/** A file that is none. */
export function unreadable(id: string): LibraryPhoto {
  return photo(id, { header: null, error: { code: 'file-empty', message: `${id}.jpg is empty.` } })
}

export function librarySnapshot(revision: number, photos: readonly LibraryPhoto[]): LibrarySnapshot {
  return { revision, photos: [...photos], importing: null }
}

export function job(id: string, state: JobState, change: Partial<JobView> = {}): JobView {
  const outputs = state === 'done' ? [{ path: `/shoot/outframe/${id}_16x9.jpg`, variation: 1 }] : []
  return {
    ...initialProgress,
    outputs,
    id,
    batchId: 'batch',
    source: `/shoot/${id}.jpg`,
    engine: 'local',
    local: defaultLocalPainting,
    link: null,
    prompt: '',
    shape: '16x9',
    shapeKind: 'ratio',
    n: 1,
    photo: { width: 3000, height: 2000 },
    canvas: { width: 3556, height: 2000 },
    original: { left: 278, top: 0 },
    outputSize: { width: 3556, height: 2000 },
    passes: 1,
    position: 0,
    priority: 'normal',
    cleared: false,
    fraction: 0,
    waiting: null,
    state,
    ...change,
  }
}

/** The latest jobs as the queue's store has them: by source, and by source and shape. */
export function latestOf(jobs: readonly JobView[]): ReadonlyMap<string, JobView> {
  return new Map(
    jobs.flatMap((each) => [[each.source, each] as const, [shapeKey(each.source, each.shape), each] as const]),
  )
}

export function batch(id: string, createdAt = 0, change: Partial<BatchView> = {}): BatchView {
  return {
    id,
    createdAt,
    engine: 'local',
    jobs: 1,
    skipped: 0,
    units: 0,
    budget: null,
    pilot: null,
    held: false,
    photos: 1,
    ...change,
  }
}

export function summary(change: Partial<QueueSummary> = {}): QueueSummary {
  const counts = Object.fromEntries(jobStates.map((state) => [state, 0])) as QueueSummary['counts']
  return {
    running: true,
    mode: change.running === false ? 'paused' : 'running',
    counts,
    etaMs: null,
    active: 0,
    parallel: 2,
    units: 0,
    unitsToday: 0,
    doors: [],
    unknownCharges: 0,
    recovered: null,
    ...change,
  }
}

export function queueSnapshot(
  revision: number,
  jobs: readonly JobView[],
  batches: readonly BatchView[] = [batch('batch')],
): QueueSnapshot {
  return { revision, jobs: [...jobs], batches: [...batches], summary: summary() }
}
