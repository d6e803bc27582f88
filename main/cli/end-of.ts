import { AppError } from '../../core/errors'
import type { Context } from './context'
import { exitCodes } from './exit-codes'
import type { QueueFlags } from './flags'
import type { Report } from './report'
import { stateDir } from './workshop'

/**
 * Runs to the end or until Ctrl-C, and then sums up.
 * @returns the exit code
 * @throws {AppError} what kept it from running at all
 */
export async function endOf(report: Report, flags: QueueFlags, context: Context, run: () => Promise<void>) {
  const { signal, env } = context
  try {
    await run()
  } catch (error) {
    const stopped = signal.aborted && error instanceof AppError && error.code === 'cancelled'
    if (!stopped && report.tally.photos > 0) report.summary()
    if (!stopped) throw error
  }
  const { failed, blocked } = report.summary()
  if (signal.aborted) {
    report.note(`Interrupted. What is left stays in the queue: resume --state ${JSON.stringify(stateDir(flags, env))}`)
    return exitCodes.interrupted
  }
  return failed + blocked > 0 ? exitCodes.incomplete : exitCodes.done
}
