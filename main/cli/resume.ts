import { AppError } from '../../core/errors'
import { isFinished } from '../../core/job'
import type { JobView } from '../../core/queue'
import { type DoorId, doorIds } from '../../core/service/doors'
import { receiverText } from './access'
import type { Context } from './context'
import { endOf } from './end-of'
import type { ResumeFlags } from './flags'
import { jobLine } from './lines'
import { fetchMissing } from './links'
import { Report } from './report'
import { followJobs, runJobs } from './run-jobs'
import { withQueue } from './workshop'

/** `resume`: goes on with everything the queue still holds. */
export async function resume(flags: ResumeFlags, context: Context): Promise<number> {
  const { signal } = context
  const report = new Report(context.terminal, flags.json === true)
  const opened = Date.now()
  return endOf(report, flags, context, () =>
    withQueue(context, flags, null, async ({ queue, links }) => {
      const { jobs } = queue.snapshot()
      const waiting = jobs.filter(({ state }) => !isFinished(state))
      const doors = doorsOf(waiting, flags)
      // Opening the queue may find that an interrupted job was finished after all.
      const found = jobs.filter(({ state, finishedAt }) => state === 'done' && (finishedAt ?? 0) >= opened)
      for (const job of found) report.job(jobLine(job))
      for (const job of waiting) report.tally.add(jobLine(job))
      const ids = waiting.map(({ id }) => id)
      followJobs(queue, ids, report)
      if (flags.budget !== undefined) await queue.setBudget('all', flags.budget)
      await queue.settleUnknown('all', flags.unknown)
      if (waiting.length === 0) return
      await fetchMissing(waiting, links, report, signal)
      for (const door of doors) report.note(receiverText(door, flags))
      await runJobs(queue, { signal })
    }),
  )
}

/**
 * The doors that jobs go to.
 * @throws {AppError} `bad-request` when one endpoint is given for two of them
 */
function doorsOf(jobs: readonly JobView[], { endpoint }: ResumeFlags): readonly DoorId[] {
  const engines = new Set(jobs.map(({ engine }) => engine))
  const doors = doorIds.filter((door) => engines.has(door))
  if (endpoint === undefined || doors.length < 2) return doors
  const message = `The queue has jobs for ${doors.join(' and ')}, and --endpoint can be only one of theirs. Leave it out.`
  throw new AppError('bad-request', message)
}
