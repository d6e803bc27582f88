import type { JobLine } from '../../core/cli-schema'
import type { JobView } from '../../core/queue'
import type { NameTaken, SkippedPhoto } from '../queue/types'

/** A job as it is now. */
export function jobLine(job: JobView): JobLine {
  return {
    event: 'job',
    id: job.id,
    source: nameOf(job),
    state: job.state === 'done' && job.skipped ? 'skipped' : job.state,
    ...(job.reason && { reason: job.reason }),
    ...(job.pass && { pass: job.pass }),
    outputs: job.outputs.map(({ adopted: _adopted, ...output }) => output),
    units: job.units,
    ...(job.state === 'done' && job.notes.length > 0 && { notes: job.notes.map(({ message }) => message) }),
    ...(job.error && { error: { ...job.error, message: job.error.message.replaceAll(job.source, () => nameOf(job)) } }),
  }
}

/** What the user gave: the link, where the photo is a link's copy. */
function nameOf({ link, source }: JobView): string {
  return link ?? source
}

/** A photo whose outputs were there already. */
export function skippedLine({ id, source, outputs }: SkippedPhoto): JobLine {
  return { event: 'job', id, source, state: 'skipped', outputs: [...outputs], units: 0 }
}

/** A photo that was left out because a name is taken. */
export function nameTakenLine({ id, source, path }: NameTaken): JobLine {
  return { event: 'job', id, source, state: 'skipped', outputs: [], units: 0, taken: path }
}

/** A photo that never became a job. */
export function failedLine(photo: { readonly id: string; readonly source: string; readonly error: JobLine['error'] }) {
  const { id, source, error } = photo
  return { event: 'job', id, source, state: 'failed', outputs: [], units: 0, ...(error && { error }) } satisfies JobLine
}
