import { AppError } from '../../../core/errors'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { LibraryPhoto } from '../../../core/library'
import type { PhotoToExpand } from '../../queue/types'
import type { Context } from '../context'
import { openFile, reveal } from '../reveal'
import type { Services } from '../services'
import type { Checked } from './answer'
import type { HandlersOf } from './handle'

export function queueHandlers(context: Context): HandlersOf<'queue' | 'gallery'> {
  const queue = async () => (await context.services()).queue
  const output = async ({ job, variation }: Checked<'gallery:reveal'>): Promise<string> => {
    const found = (await queue()).job(job)?.outputs.find((candidate) => candidate.variation === variation)
    if (!found) throw new AppError('not-found', 'This result is not in the queue any more.')
    return found.path
  }
  return {
    'queue:snapshot': async () => (await context.services()).queueFeed.snapshot(),
    'queue:start': async (batch) => start(await context.services(), batch),
    'queue:set-running': async ({ running }) => (await queue()).setRunning(running),
    'queue:cancel': async ({ jobs }) => (await queue()).cancel(jobs),
    'queue:retry': async ({ jobs }) => (await queue()).retry(jobs),
    'queue:remove': async ({ jobs }) => (await queue()).remove(jobs),
    'queue:move': async ({ jobs, before }) => (await queue()).move(jobs, before),
    'queue:dismiss-recovery': async () => (await queue()).dismissRecovery(),
    'gallery:reveal': async (result) => reveal(await output(result)),
    'gallery:open': async (result) => openFile(await output(result)),
  }
}

/** Looks at the photos once more, adds them as a batch, and lets the queue run. Photos that cannot be read stay out. */
async function start(
  { library, queue }: Services,
  { photos, settings, again }: Checked<'queue:start'>,
): Promise<RequestOutput<'queue:start'>> {
  await library.recheck(photos)
  const readable = library.photos(photos).flatMap((photo) => toExpand(photo) ?? [])
  const { batchId, jobs, skipped, refused, ownOutputs } = await queue.addBatch(readable, settings, { again })
  await queue.setRunning(true)
  return {
    batchId,
    jobs: jobs.length,
    skipped: skipped.length,
    refused: refused.map(({ source, error }) => ({ source, message: error.message })),
    ownOutputs: ownOutputs.length,
  }
}

function toExpand({ path, root, header, bytes, modifiedMs, target }: LibraryPhoto): PhotoToExpand | null {
  return header && { source: path, root, header, stamp: { bytes, modifiedMs }, target }
}
