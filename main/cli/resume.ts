import { isFinished } from '../../core/job'
import type { Context } from './context'
import { endOf } from './end-of'
import type { ResumeFlags } from './flags'
import { jobLine } from './lines'
import { Report } from './report'
import { runJobs } from './run-jobs'
import { withQueue } from './workshop'

/** `resume`: goes on with everything the queue still holds. */
export async function resume(flags: ResumeFlags, context: Context): Promise<number> {
  const report = new Report(context.terminal, flags.json === true)
  const opened = Date.now()
  return endOf(report, flags, context, () =>
    withQueue(context, flags, async (queue) => {
      const { jobs } = queue.snapshot()
      // Opening the queue may find that an interrupted job was finished after all.
      const found = jobs.filter(({ state, finishedAt }) => state === 'done' && (finishedAt ?? 0) >= opened)
      for (const job of found) report.job(jobLine(job))
      const waiting = jobs.filter(({ state }) => !isFinished(state))
      for (const job of waiting) report.tally.add(jobLine(job))
      await runJobs(
        queue,
        waiting.map(({ id }) => id),
        report,
        { signal: context.signal },
      )
    }),
  )
}
