import { type Backoff, backoffMs } from './backoff'
import { type Durations, nextQuestionAge, rememberDuration } from './poll-timing'

/** What a question about a task came to. */
export type PollResult =
  /** Told, and not ended yet. */
  | 'running'
  /** No clear answer: asked again at growing intervals. */
  | 'trouble'
  /** The route of the question is missing: asked again, more and more seldom, for as long as renders live. */
  | 'no-route'

interface Polled {
  readonly id: string
  /** When it was accepted; ms, as all times here. */
  readonly acceptedAt: number
  readonly nextAt: number
  /** A question is under way. */
  readonly asking: boolean
  /** Questions without a clear answer in a row. */
  readonly failures: number
  readonly hintedAt: number
  /** The last question, and how many there were. */
  readonly askedAt: number
  readonly asked: number
}

const troubleWait: Backoff = { baseMs: 1000, maxMs: 60_000 }
const noRouteWait: Backoff = { baseMs: 30_000, maxMs: 60 * 60_000 }

/** Hints about one task are heeded at most so often, ms: anybody can send them. */
const hintGap = 1000

/**
 * When to ask after which task: one clock for all of them. It only keeps times; whoever owns it sleeps until `nextAt`,
 * asks after what `take` gives, and says what came of it.
 */
export class PollSchedule {
  readonly #tasks = new Map<string, Polled>()
  #durations: Durations = []
  #pausedUntil = Number.NEGATIVE_INFINITY

  /** @param random 0 <= x < 1, spreads what failed together */
  constructor(readonly random: () => number) {}

  /** A task that was accepted, just now or before the program was started. */
  add(id: string, accepted: number, now: number): void {
    // The clock may have been put back since.
    const acceptedAt = Math.min(accepted, now)
    this.#tasks.set(id, {
      id,
      acceptedAt,
      // One that is past its usual time (it was accepted in an earlier run) is asked after at once.
      nextAt: Math.max(now, acceptedAt + nextQuestionAge(0, 0, this.#durations)),
      asking: false,
      failures: 0,
      hintedAt: Number.NEGATIVE_INFINITY,
      askedAt: Number.NEGATIVE_INFINITY,
      asked: 0,
    })
  }

  /** Forgets a task. With `tookMs`, what it took, the next ones are asked after at better times. */
  remove(id: string, tookMs?: number): void {
    this.#tasks.delete(id)
    if (tookMs !== undefined) this.#durations = rememberDuration(this.#durations, tookMs)
  }

  /** When the next question is due; `null`: there is none. */
  nextAt(): number | null {
    const waiting = [...this.#tasks.values()].filter(({ asking }) => !asking)
    if (waiting.length === 0) return null
    return Math.max(this.#pausedUntil, Math.min(...waiting.map(({ nextAt }) => nextAt)))
  }

  /** Tasks to ask after now, those due the longest first; they are under way until `answered`. */
  take(now: number, most = Number.POSITIVE_INFINITY): readonly string[] {
    if (now < this.#pausedUntil) return []
    const due = [...this.#tasks.values()].filter(({ asking, nextAt }) => !asking && nextAt <= now)
    const taken = due.sort((a, b) => a.nextAt - b.nextAt).slice(0, most)
    for (const task of taken) this.#tasks.set(task.id, { ...task, asking: true, askedAt: now, asked: task.asked + 1 })
    return taken.map(({ id }) => id)
  }

  /** What came of a question; a task that has ended is removed instead. */
  answered(id: string, result: PollResult, now: number, retryAfterMs: number | null = null): void {
    const task = this.#tasks.get(id)
    if (!task) return
    const failures = result === 'running' ? 0 : task.failures + 1
    // A hint that came while the question was under way: the answer may be older than what it hinted at.
    const nextAt = task.hintedAt > task.askedAt ? now : this.#nextAt(task, result, failures, now, retryAfterMs)
    this.#tasks.set(id, { ...task, asking: false, failures, nextAt: Math.max(now, nextAt) })
  }

  #nextAt(task: Polled, result: PollResult, failures: number, now: number, retryAfterMs: number | null): number {
    if (result === 'running') {
      return task.acceptedAt + nextQuestionAge(task.asked, Math.max(0, now - task.acceptedAt), this.#durations)
    }
    const wait = backoffMs(result === 'trouble' ? troubleWait : noRouteWait, failures, this.random())
    return now + Math.max(retryAfterMs ?? 0, wait)
  }

  /** Somebody says that a task has changed: it is asked after now, and nothing else is believed. */
  hint(id: string, now: number): void {
    const task = this.#tasks.get(id)
    if (!task || now - task.hintedAt < hintGap) return
    this.#tasks.set(id, { ...task, hintedAt: now, nextAt: Math.min(task.nextAt, now) })
  }

  /** Asks nothing before that time: the service said to slow down, or there is no network. */
  pauseUntil(at: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, at)
  }

  /** Ends a pause early: the network is back. */
  resume(): void {
    this.#pausedUntil = Number.NEGATIVE_INFINITY
  }
}
