import type { AppError } from '../../../core/errors'
import type { BlockedReason } from '../../../core/job'
import type { DoorStatus } from '../../../core/queue'
import type { Access, DoorSettings, ServiceAccess } from '../../../core/service/access'
import type { ExpandService } from '../../../core/service/client'
import type { DoorId } from '../../../core/service/doors'
import type { Consequence } from '../../../core/service/error-table'
import type { SlotEvent } from '../../../core/service/slot-limit'
import type { AccountAt } from '../store/proofs'
import type { Clock } from '../types'
import { Probe } from './probe'
import { type CheckedDoor, RouteChecks } from './route-checks'
import { SlotLine } from './slot-line'
import { Blocked, Held } from './stops'

/** An id that no task can have: asking after it tells whether anybody answers. Free. */
const nobody = 'outframe-connection-check'

/** For so long nobody must be reached by any question until jobs are told to wait, ms: a blip is waited out. */
const blipMs = 10_000

/** What keeps questions from being answered as well. */
const silencing: readonly BlockedReason[] = ['offline', 'no-key', 'bad-key']

export interface DoorParts {
  readonly id: DoorId
  readonly access: ServiceAccess
  readonly clock: Clock
  /** Aborted when the queue closes. */
  readonly closing: AbortSignal
  /** What stood in the way is gone: jobs that wait for it may go on. */
  readonly onReopened: (door: DoorId) => void
  /** Something about its status changed. */
  readonly onStatus: () => void
  /** The store fails. */
  readonly onFailure: (error: unknown) => void
}

/** What came back for a create that was not accepted, or may not have been. */
export interface Answered {
  readonly consequence: Consequence
  readonly error: AppError
  /** ms since 1970. */
  readonly sentAt: number
}

type Ready = Extract<Access, { kind: 'ready' }>

/** One way to the service: its slots, what stands in its way, and whether anybody is there. */
export class Door implements CheckedDoor {
  readonly id: DoorId
  readonly line: SlotLine
  /** Of key and route. */
  readonly checks: RouteChecks
  readonly #parts: DoorParts
  readonly #listeners = new Set<(blocked: Blocked) => void>()
  #closed: Blocked | null = null
  /** Set while questions have no answer either. */
  #silent: Blocked | null = null
  #held = true
  #trouble: AppError | null = null
  /** Since when nobody could be reached, ms since 1970; `null`: somebody was, the last time. */
  #unreachedSince: number | null = null
  readonly #probe: Probe

  constructor(parts: DoorParts) {
    this.id = parts.id
    this.#parts = parts
    this.line = new SlotLine(parts.clock, 1)
    this.checks = new RouteChecks(this, parts.clock, parts.closing)
    this.#probe = new Probe({
      clock: parts.clock,
      isWanted: () => !parts.closing.aborted && this.#silent?.reason === 'offline',
      look: () => this.#isThere(),
      onThere: () => {
        // Questions are answered, which is not yet to say that creates are: if not, the next look comes later still.
        this.#let(this.#closed?.reason === 'offline')
        parts.onReopened(parts.id)
      },
      onFailure: parts.onFailure,
    })
    this.#bar()
    this.#configure().catch(() => undefined)
  }

  /** Why nothing is sent; `null`: the way is free. */
  get closed(): Blocked | null {
    return this.#closed
  }

  /** Why questions have no answer either: what was bought is out of reach for now. */
  get silent(): Blocked | null {
    return this.#silent
  }

  status(): DoorStatus {
    const until = this.line.pausedUntil
    const paused = this.#trouble !== null && until > this.#parts.clock.now()
    const error = paused && this.#trouble ? { code: this.#trouble.code, message: this.#trouble.message } : null
    return { door: this.id, slots: this.line.slots, pause: error ? { until, error } : null }
  }

  /** The service as it is set up now. @throws {Blocked} what stands in the way, a missing key included */
  async ready(): Promise<Ready> {
    if (this.#closed) throw this.#closed
    const access = await this.#configure()
    if (access.kind === 'ready') return access
    throw this.close(access.error.code === 'no-key' ? 'no-key' : 'bad-key', access.error)
  }

  /** The service as it is set up now, whatever stands in the way of creates; `null`: there is no key. */
  async current(): Promise<ExpandService | null> {
    const access = await this.#configure()
    return access.kind === 'ready' ? access.service : null
  }

  /** How the door is set up now. */
  async settings(): Promise<DoorSettings> {
    return (await this.#configure()).settings
  }

  /** The service under whose account, and at whose endpoint, a create was sent; `null`: that key is not here. */
  async serviceFor({ endpoint, account }: AccountAt): Promise<ExpandService | null> {
    const service = await this.#parts.access.at(this.id, endpoint).catch(() => null)
    return service?.account === account ? service : null
  }

  /** Key and route are as they should be. */
  clear(): void {
    this.#probe.forget()
  }

  /** Somebody answered. */
  reached(): void {
    this.#unreachedSince = null
  }

  /** Nobody could be reached by a question: when that goes on, jobs are told to wait. */
  unreached(error: AppError): void {
    const now = this.#parts.clock.now()
    this.#unreachedSince ??= now
    if (now - this.#unreachedSince >= blipMs) this.close('offline', error)
  }

  /**
   * What became of a create, and what it means for the creates after it: both count before any of them is sent.
   * @returns what stands in the way now, if anything does
   */
  heed(fate: SlotEvent | null, { consequence, error, sentAt }: Answered): Blocked | null {
    const events = fate === null ? [] : [fate]
    switch (consequence.kind) {
      case 'block': {
        const blocked = this.close(consequence.reason, error)
        this.line.report(...events)
        return blocked
      }
      case 'slow-down':
      case 'retry': {
        const { retryAfterMs } = consequence
        const type = consequence.kind === 'retry' ? 'trouble' : 'slow-down'
        this.#trouble = error
        this.line.report(...events, { type, sentAt, at: this.#parts.clock.now(), retryAfterMs, random: Math.random() })
        this.#parts.onStatus()
        return null
      }
      case 'fail':
      case 'slots':
        this.line.report(...events)
        return null
    }
  }

  /**
   * Sends nothing any more: everybody who waits for slots is told why. What was bought is asked after and fetched all the
   * same, unless questions have no answer either.
   */
  close(reason: BlockedReason, error: AppError, silent = silencing.includes(reason)): Blocked {
    const blocked = new Blocked(reason, error)
    if (silent && this.#silent === null) {
      this.#silent = blocked
      // Also where creates wait for something else: what was bought must not wait with them.
      if (reason === 'offline') this.#probe.later()
      for (const listener of [...this.#listeners]) listener(blocked)
    }
    if (this.#closed) return this.#closed
    this.#closed = blocked
    this.checks.forget()
    this.#bar()
    this.#parts.onStatus()
    return blocked
  }

  /** Lets creates through again: somebody says that what stood in the way is gone. */
  reopen(): void {
    this.#probe.end()
    this.#probe.forget()
    this.#let(true)
  }

  /** Has questions answered again, and creates too unless they wait for something else. */
  #let(creates: boolean): void {
    this.#unreachedSince = null
    this.#silent = null
    this.checks.forget()
    if (this.#closed === null || !creates) return
    this.#closed = null
    this.#bar()
    this.#parts.onStatus()
  }

  /** Sends nothing new while the queue is paused. */
  hold(held: boolean): void {
    this.#held = held
    this.#bar()
  }

  #bar(): void {
    this.line.refuse(this.#closed ?? (this.#held ? new Held() : null))
  }

  /** Calls back when questions have no answer any more; answers with the function that ends it. */
  onSilent(listener: (blocked: Blocked) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Looks at once whether somebody can be reached, if that is what is waited for. */
  probeNow(): void {
    if (this.#silent?.reason !== 'offline') return
    this.#probe.forget()
    this.#probe.now()
  }

  /** Asks nobody any more. */
  end(): void {
    this.#probe.end()
  }

  async #configure(): Promise<Access> {
    const access = await this.#parts.access.current(this.id)
    if (access.settings.slots !== this.line.slots.configured) {
      this.line.report({ type: 'configure', slots: access.settings.slots })
    }
    return access
  }

  /** Whether anybody answers, or there is nobody to be asked. */
  async #isThere(): Promise<boolean> {
    const { access, closing } = this.#parts
    const now = await access.current(this.id)
    if (now.kind === 'missing') return true
    const { kind } = await now.service.query(nobody, { signal: closing })
    return kind !== 'unreachable' && kind !== 'unclear'
  }
}
