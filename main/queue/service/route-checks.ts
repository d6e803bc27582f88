import { AppError } from '../../../core/errors'
import type { BlockedReason } from '../../../core/job'
import { type Backoff, backoffMs } from '../../../core/service/backoff'
import type { ExpandService } from '../../../core/service/client'
import type { Clock } from '../types'
import type { Blocked } from './stops'
import { waitFor } from './wait'

/** Waits after the service could not be reached or gave no clear answer, until jobs are told to wait: 1 + 2 + 4 + 8 s. */
const patience: Backoff = { baseMs: 1000, maxMs: 8000 }
const mostTries = 4

/** Tells a job why it waits, until it is told otherwise. */
export type Waiting = { readonly until: number; readonly error: AppError } | null

/** The door whose key and route are checked. */
export interface CheckedDoor {
  /** Why nothing is sent; `null`: the way is free. */
  readonly closed: Blocked | null
  /** @throws {Blocked} what stands in the way, a missing key included */
  ready(): Promise<{ readonly service: ExpandService }>
  /** Somebody answered. */
  reached(): void
  /** All is well. */
  clear(): void
  close(reason: BlockedReason, error: AppError): Blocked
}

/** Checks of a door's key and route, which are free: one for each batch, before its first create. */
export class RouteChecks {
  readonly #door: CheckedDoor
  readonly #clock: Clock
  readonly #closing: AbortSignal
  /** By batch. */
  readonly #checks = new Map<string, Promise<void>>()
  #suspicion: Promise<void> | null = null

  /** @param closing aborted when the queue closes */
  constructor(door: CheckedDoor, clock: Clock, closing: AbortSignal) {
    this.#door = door
    this.#clock = clock
    this.#closing = closing
  }

  /** Checks once for a batch. @throws {Blocked} what stands in the way */
  checked(batchId: string, onWait: (waiting: Waiting) => void): Promise<void> {
    const known = this.#checks.get(batchId)
    if (known !== undefined) return known
    const check = this.#check(onWait)
    this.#checks.set(batchId, check)
    check.catch(() => this.#checks.delete(batchId))
    return check
  }

  /** A create met what a missing route answers: whether it is missing is asked before anybody is told so. */
  suspect(): void {
    this.forget()
    this.#suspicion ??= this.#check(() => undefined)
      .catch(() => undefined)
      .finally(() => {
        this.#suspicion = null
      })
  }

  /** What was found may be no more: every batch is checked anew. */
  forget(): void {
    this.#checks.clear()
  }

  async #check(onWait: (waiting: Waiting) => void): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const { service } = await this.#door.ready()
      const { ok, reason, error } = await service.check({ signal: this.#closing })
      if (reason !== 'offline') this.#door.reached()
      if (ok) {
        this.#door.clear()
        return
      }
      const words = error ?? new AppError('service-unclear', 'The service gives no clear answer.', { retryable: true })
      if (reason !== null && reason !== 'offline') throw this.#door.close(reason, words)
      await this.#trouble(words, tries, onWait)
    }
  }

  /**
   * Nobody was reached, or what was answered says nothing: waits, or gives up until it is better.
   * @throws {Blocked} `offline` after some tries
   */
  async #trouble(error: AppError, tries: number, onWait: (waiting: Waiting) => void): Promise<void> {
    if (this.#door.closed) throw this.#door.closed
    if (tries > mostTries) throw this.#door.close('offline', error)
    const ms = backoffMs(patience, tries, Math.random())
    onWait({ until: this.#clock.now() + ms, error })
    await waitFor(this.#clock, ms, this.#closing)
    onWait(null)
  }
}
