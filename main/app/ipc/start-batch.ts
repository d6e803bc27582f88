import { AppError } from '../../../core/errors'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { LibraryPhoto } from '../../../core/library'
import type { EngineId } from '../../../core/limits'
import type { UserPreset } from '../../../core/presets'
import { doors, isDoor } from '../../../core/service/doors'
import type { AppSettings } from '../../../core/settings'
import type { Library } from '../../library/library'
import type { PhotoToExpand, Queue } from '../../queue/types'
import type { Checked } from './answer'

interface Rooms {
  readonly library: Pick<Library, 'recheck' | 'photos'>
  readonly queue: Pick<Queue, 'addBatch' | 'setRunning' | 'summary'>
}

/**
 * Looks at the photos once more, adds them as a batch, and lets the queue run. Photos that cannot be read stay out.
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
  const added = await queue.addBatch(readable, settings, { again, budget, presets })
  // Where sending was stopped it stays so until somebody says otherwise; what needs no sending is taken up all the same.
  if (queue.summary().mode !== 'fetching') await queue.setRunning(true)
  return {
    batchId: added.batchId,
    jobs: added.jobs.length,
    skipped: added.skipped.length,
    refused: added.refused.map(({ source, error }) => ({ source, message: error.message })),
    ownOutputs: added.ownOutputs.length,
    nameTaken: added.nameTaken.length,
  }
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
