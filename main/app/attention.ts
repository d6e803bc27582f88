import { isActive, jobStates } from '../../core/job'
import type { QueueSummary } from '../../core/queue'

/** What the desktop shall show of the queue. */
export interface Attention {
  /** 0..1 for the task bar; `null`: no bar. */
  readonly progress: number | null
  readonly paused: boolean
  /** Whether the computer shall stay awake. */
  readonly awake: boolean
}

/** How a run of the queue ended, for a notification. */
export interface RunResult {
  readonly done: number
  readonly failed: number
  readonly blocked: number
}

type Counts = QueueSummary['counts']

/** Follows the queue's numbers from run to run: a run begins when jobs wait, and ends when none does any more. */
export class RunWatch {
  /** The counts when the run began; `null`: none is on. */
  #before: Counts | null = null

  constructor(
    readonly onAttention: (attention: Attention) => void,
    readonly onEnd: (result: RunResult) => void,
  ) {}

  /** Takes note of the numbers as they are now. */
  update({ counts, running, active }: Pick<QueueSummary, 'counts' | 'running' | 'active'>): void {
    const open = openIn(counts)
    if (open > 0) this.#before ??= counts
    if (this.#before === null || open === 0) {
      this.onAttention({ progress: null, paused: false, awake: false })
      if (this.#before) this.#end(difference(counts, this.#before))
      return
    }
    const finished = Math.max(0, finishedIn(counts) - finishedIn(this.#before))
    this.onAttention({ progress: finished / (finished + open), paused: !running, awake: running || active > 0 })
  }

  /** A run in which nothing came out, for its jobs were taken off, is not worth a word. */
  #end(result: RunResult): void {
    this.#before = null
    if (result.done + result.failed > 0) this.onEnd(result)
  }
}

function openIn(counts: Counts): number {
  return jobStates.reduce((sum, state) => sum + (state === 'queued' || isActive(state) ? counts[state] : 0), 0)
}

function finishedIn(counts: Counts): number {
  return counts.done + counts.failed + counts.cancelled + counts.blocked
}

function difference(now: Counts, before: Counts): RunResult {
  const more = (state: 'done' | 'failed') => Math.max(0, now[state] - before[state])
  return { done: more('done'), failed: more('failed'), blocked: now.blocked }
}
