import type { AppError } from '../../../core/errors'
import type { ExpandService } from '../../../core/service/client'
import type { QueryOutcome } from '../../../core/service/outcomes'
import { PollSchedule } from '../../../core/service/poll-schedule'
import type { ServiceTask } from '../../../core/service/task'
import type { CreateRow } from '../store/creates'
import type { Clock } from '../types'
import type { Door } from './door'

/** Questions under way at once: more would wait for each other's connection. */
const questionsAtOnce = 10

/** Questions without a clear answer in a row, after which a job is told to wait: about two minutes. */
const patience = 7

/** An accepted create that is asked after. */
export interface PolledTask {
  /** The create as it is now. */
  readonly row: () => CreateRow
  /** The service told the task, not ended yet. */
  readonly onSeen: (task: ServiceTask) => void
  readonly onEnded: (task: ServiceTask) => void
  /** It cannot be asked after now; it is asked on. */
  readonly onUnanswered: (error: AppError) => void
  /** The key that it was bought with is not here any more: it is not asked after until it is added anew. */
  readonly onLocked: () => void
}

/** Asks after the accepted creates of a door: one clock for all of them, and only as often as is of use. */
export class Poller {
  readonly #door: Door
  readonly #clock: Clock
  readonly #closing: AbortSignal
  readonly #schedule = new PollSchedule(Math.random)
  readonly #tasks = new Map<string, PolledTask>()
  readonly #failures = new Map<string, number>()
  #asking = 0
  #cancelTimer: (() => void) | null = null

  constructor(door: Door, clock: Clock, closing: AbortSignal) {
    this.#door = door
    this.#clock = clock
    this.#closing = closing
  }

  add(id: string, task: PolledTask): void {
    this.#tasks.set(id, task)
    const now = this.#clock.now()
    this.#schedule.add(id, task.row().acceptedAt ?? now, now)
    this.#wake()
  }

  /** Asks after a task no more. `tookMs`: what it took, if it has ended. */
  remove(id: string, tookMs?: number): void {
    this.#tasks.delete(id)
    this.#failures.delete(id)
    this.#schedule.remove(id, tookMs)
  }

  /** Somebody says that a task has changed. */
  hint(taskId: string): void {
    for (const [id, task] of this.#tasks) {
      if (task.row().taskId === taskId) this.#schedule.hint(id, this.#clock.now())
    }
    this.#wake()
  }

  /** Asks after everything at once: what stood in the way is gone. */
  resume(): void {
    this.#schedule.resume()
    this.#failures.clear()
    for (const id of this.#tasks.keys()) this.#schedule.hint(id, this.#clock.now())
    this.#wake()
  }

  end(): void {
    this.#cancelTimer?.()
    this.#tasks.clear()
  }

  #wake(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    const at = this.#schedule.nextAt()
    // While there are no answers nothing is asked; whoever opens the door says `resume`.
    if (at === null || this.#closing.aborted || this.#door.silent || this.#asking >= questionsAtOnce) return
    const ms = Math.max(0, at - this.#clock.now())
    if (ms > 0) this.#cancelTimer = this.#clock.after(ms, () => this.#askDue())
    else this.#askDue()
  }

  #askDue(): void {
    const due = this.#schedule.take(this.#clock.now(), questionsAtOnce - this.#asking)
    for (const id of due) {
      this.#asking += 1
      void this.#ask(id).finally(() => {
        this.#asking -= 1
        this.#wake()
      })
    }
    this.#wake()
  }

  async #ask(id: string): Promise<void> {
    const task = this.#tasks.get(id)
    if (!task) return
    const outcome = await this.#question(task.row()).catch(() => 'none' as const)
    if (this.#closing.aborted || this.#tasks.get(id) !== task) return
    if (outcome === 'none') this.#schedule.answered(id, 'trouble', this.#clock.now())
    else if (outcome !== null) this.#heed(id, task, outcome)
    else {
      this.remove(id)
      task.onLocked()
    }
  }

  /**
   * Asks at the create's own endpoint, and where that has no answer, at the one in use now.
   * @returns `null`: the key it was bought with is not here
   */
  async #question(row: CreateRow): Promise<QueryOutcome | null> {
    const taskId = row.taskId ?? ''
    const options = { signal: this.#closing }
    const own = await this.#door.serviceFor(row)
    const outcome = own && (await own.query(taskId, options))
    if (outcome?.kind === 'task') return outcome
    const other: ExpandService | null = await this.#door.current()
    if (other === null || other.endpoint === row.endpoint || other.account !== row.account) return outcome
    const elsewhere = await other.query(taskId, options)
    return elsewhere.kind === 'task' ? elsewhere : (outcome ?? elsewhere)
  }

  #heed(id: string, task: PolledTask, outcome: QueryOutcome): void {
    const now = this.#clock.now()
    if (outcome.kind === 'unreachable') this.#door.unreached(outcome.error)
    else this.#door.reached()
    switch (outcome.kind) {
      case 'task':
        this.#failures.delete(id)
        this.#told(id, task, outcome.task)
        return
      case 'refused':
        this.#schedule.answered(id, 'trouble', now, retryAfterOf(outcome))
        if (outcome.consequence.kind === 'block') this.#door.close(outcome.consequence.reason, outcome.error, true)
        else if (outcome.consequence.kind === 'slow-down') this.#schedule.pauseUntil(now + (retryAfterOf(outcome) ?? 0))
        this.#fail(id, task, outcome.error)
        return
      case 'unclear':
        this.#schedule.answered(id, 'trouble', now, outcome.retryAfterMs)
        this.#fail(id, task, outcome.error)
        return
      case 'unreachable':
        this.#schedule.answered(id, 'trouble', now)
        return
      case 'not-found':
      case 'no-route':
        // A gateway's bad moment, or a service that takes its time to know its own tasks. When it goes on it is no reason
        // to give a task up either, only to ask more and more seldom.
        this.#schedule.answered(id, this.#failed(id) < patience ? 'trouble' : 'no-route', now)
        this.#fail(id, task, outcome.error)
        return
    }
  }

  #told(id: string, task: PolledTask, told: ServiceTask): void {
    if (told.status !== 'succeed' && told.status !== 'failed') {
      this.#schedule.answered(id, 'running', this.#clock.now())
      task.onSeen(told)
      return
    }
    const { createdAt, updatedAt } = told
    this.remove(id, createdAt !== null && updatedAt !== null ? updatedAt - createdAt : this.#ageOf(task))
    task.onEnded(told)
  }

  #ageOf(task: PolledTask): number {
    const now = this.#clock.now()
    return now - (task.row().acceptedAt ?? now)
  }

  #failed(id: string): number {
    return this.#failures.get(id) ?? 0
  }

  #fail(id: string, task: PolledTask, error: AppError): void {
    const failures = this.#failed(id) + 1
    this.#failures.set(id, failures)
    if (failures >= patience) task.onUnanswered(error)
  }
}

function retryAfterOf({ consequence }: Extract<QueryOutcome, { kind: 'refused' }>): number | null {
  return 'retryAfterMs' in consequence ? consequence.retryAfterMs : null
}
