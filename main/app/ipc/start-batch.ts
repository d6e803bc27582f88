import { AppError } from '../../../core/errors'
import type { RequestOutput } from '../../../core/ipc/contract'
import { isActive, isForTheUser, type JobState } from '../../../core/job'
import type { LibraryPhoto } from '../../../core/library'
import type { EngineId } from '../../../core/limits'
import type { UserPreset } from '../../../core/presets'
import { type JobView, nothingStarted, type StartResult } from '../../../core/queue'
import { doors, isDoor } from '../../../core/service/doors'
import type { AppSettings } from '../../../core/settings'
import type { Library } from '../../library/library'
import type { PhotoToExpand, Queue } from '../../queue/types'
import type { Checked } from './answer'

/** What Start needs of the queue. */
export type StartQueue = Pick<Queue, 'addBatch' | 'setRunning' | 'summary' | 'snapshot' | 'holdBatch'>

interface Rooms {
  readonly library: Pick<Library, 'recheck' | 'photos'>
  readonly queue: StartQueue
}

/**
 * Looks at the photos once more, adds them as a batch, and lets it run. Photos that cannot be read stay out, and so do
 * those that the queue has already.
 * @throws {AppError} `no-consent` before anything else is done
 */
export async function startBatch(
  { library, queue }: Rooms,
  { consents, money }: Pick<AppSettings, 'consents' | 'money'>,
  { photos, settings, again }: Checked<'queue:start'>,
  presets: readonly UserPreset[],
): Promise<RequestOutput<'queue:start'>> {
  requireConsent(settings.engine, consents)
  await library.recheck(photos)
  const readable = photosToExpand(library, photos)
  const budget = isDoor(settings.engine) ? money.budgetPerBatch : null
  const added = await queue.addBatch(readable, settings, { again, leaveWaiting: true, budget, presets })
  return {
    ...nothingStarted,
    ...(added.batchId !== null && (await goOnWith(queue, added.batchId))),
    batchId: added.batchId,
    jobs: added.jobs.length,
    skipped: added.skipped.length,
    refused: added.refused.map(({ source, error }) => ({ source, error })),
    ownOutputs: added.ownOutputs.length,
    nameTaken: added.nameTaken.length,
    waiting: added.waiting,
  }
}

/**
 * Lets a new batch run. Where sending was stopped it stays so until somebody says otherwise; what needs no sending is
 * taken up all the same. Where the queue was paused, what it kept and what may take units is put on hold: that was no
 * word on it.
 */
async function goOnWith(queue: StartQueue, batchId: string): Promise<Pick<StartResult, 'held' | 'resumed'>> {
  const { held, resumed } = nothingStarted
  const { mode } = queue.summary()
  if (mode === 'fetching') return { held, resumed }
  const kept = mode === 'paused' ? keptByPause(queue, batchId) : []
  const paid = kept.filter(({ engine }) => isDoor(engine))
  const batches = [...new Set(paid.map((job) => job.batchId))]
  for (const id of batches) await queue.holdBatch(id, true)
  await queue.setRunning(true)
  return { held: { batches, jobs: paid.length }, resumed: kept.length - paid.length }
}

/** What is further goes on while the queue is paused, too, unless something is left to be sent. */
const beforeSending: readonly JobState[] = ['queued', 'preparing', 'submitting']

/** The jobs of other batches that would be taken up, or send more, as soon as the queue goes on. */
function keptByPause(queue: StartQueue, batchId: string): readonly JobView[] {
  const { jobs, batches } = queue.snapshot()
  const left = new Set(batches.filter(({ id, held }) => !held && id !== batchId).map(({ id }) => id))
  const { doors } = queue.summary()
  // A request that is larger than the slots allow is several; further passes are, too.
  const isSplit = ({ engine, n }: JobView) => doors.some(({ door, slots }) => door === engine && n > slots.limit)
  const sendsMore = (job: JobView) => isActive(job.state) && ((job.pass?.index ?? 1) < job.passes || isSplit(job))
  const isKept = (job: JobView) =>
    job.state === 'blocked' ? !isForTheUser(job.reason) : beforeSending.includes(job.state) || sendsMore(job)
  return jobs.filter((job) => left.has(job.batchId) && isKept(job))
}

/** @throws {AppError} `no-consent` when the engine sends photos away and nobody has agreed to that */
export function requireConsent(engine: EngineId, consents: AppSettings['consents']): void {
  if (!isDoor(engine) || consents.includes(engine)) return
  throw new AppError(
    'no-consent',
    `${doors[engine].name} would receive the photos, and nobody has agreed to that yet. Agree first, or choose the local engine.`,
  )
}

/** The photos that can be read, as the queue wants them. */
export function photosToExpand(
  library: Pick<Library, 'photos'>,
  photos: Checked<'queue:start'>['photos'],
): readonly PhotoToExpand[] {
  return library.photos(photos).flatMap((photo) => toExpand(photo) ?? [])
}

function toExpand(photo: LibraryPhoto): PhotoToExpand | null {
  const { path, root, header, bytes, modifiedMs, target, moreTargets, prompt, link } = photo
  return header && { source: path, root, header, stamp: { bytes, modifiedMs }, target, moreTargets, prompt, link }
}
