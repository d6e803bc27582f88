import type { StatusLine } from '../../core/cli-schema'
import { jobStates } from '../../core/job'
import { readQueueStatus } from '../queue/status'
import type { Context } from './context'
import { exitCodes } from './exit-codes'
import type { StatusFlags } from './flags'
import { counted, shown } from './words'
import { stateDir } from './workshop'

/** `status`: says what the queue holds. Only reads, also while another process works on it. */
export async function status(flags: StatusFlags, { terminal, env }: Context): Promise<number> {
  const line = await readQueueStatus(stateDir(flags, env))
  terminal.out(flags.json ? JSON.stringify(line) : textOf(line))
  return exitCodes.done
}

function textOf({ state, owned, counts, blocked, batches, units }: StatusLine): string {
  const reasons = Object.entries(blocked).map(([reason, jobs]) => `${jobs} ${reason}`)
  return [
    `State folder ${shown(state)}${owned ? ' (a process is working on it)' : ''}`,
    countsText(counts) || 'The queue is empty.',
    ...(reasons.length > 0 ? [`Blocked: ${reasons.join(', ')}`] : []),
    ...(units > 0 ? [`${counted(units, 'unit')} spent`] : []),
    ...batches.map(
      (batch) => `${new Date(batch.createdAt).toLocaleString()}  ${batch.engine}  ${countsText(batch.counts)}`,
    ),
  ].join('\n')
}

function countsText(counts: StatusLine['counts']): string {
  return jobStates
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${state}`)
    .join(', ')
}
