import { isActive, type JobState, jobStates } from '../../core/job'
import type { QueueSummary } from '../../core/queue'

/** What the desktop shall show of the queue. */
export interface Attention {
  /** 0..1 for the task bar; `null`: no bar. */
  readonly progress: number | null
  readonly paused: boolean
  /** Whether there is work for which the computer shall stay awake. */
  readonly awake: boolean
  /** Jobs that wait or are under way, for the badge. */
  readonly open: number
}

type Counts = QueueSummary['counts']

/** Follows the queue's numbers from run to run: a run begins when jobs wait, and ends when none does any more. */
export class RunWatch {
  /** The counts when the run began; `null`: none is on. */
  #before: Counts | null = null

  constructor(readonly onAttention: (attention: Attention) => void) {}

  /** Takes note of the numbers as they are now. */
  update({ counts, running, active }: Pick<QueueSummary, 'counts' | 'running' | 'active'>): void {
    const open = openIn(counts)
    if (open > 0) this.#before ??= counts
    else this.#before = null
    if (this.#before === null) {
      this.onAttention({ progress: null, paused: false, awake: false, open })
      return
    }
    const finished = Math.max(0, finishedIn(counts) - finishedIn(this.#before))
    this.onAttention({ progress: finished / (finished + open), paused: !running, awake: running || active > 0, open })
  }
}

/** Whether something is yet to come of a job by itself. */
export function isOpen(state: JobState): boolean {
  return state === 'queued' || isActive(state)
}

function openIn(counts: Counts): number {
  return jobStates.reduce((sum, state) => sum + (isOpen(state) ? counts[state] : 0), 0)
}

function finishedIn(counts: Counts): number {
  return counts.done + counts.failed + counts.cancelled + counts.blocked
}
