import {
  canSend,
  largestCreate,
  newSlotLimit,
  reduceSlotLimit,
  type SlotEvent,
  type SlotLimit,
  sendableAt,
  slotsInUse,
} from '../../../core/service/slot-limit'
import { cancelled } from '../../shared/cancel'
import type { Clock } from '../types'

/** What a create asks for, before it may be sent. */
export interface SlotRequest {
  /** The create's id. */
  readonly id: string
  /** Pictures that are wanted: what is granted may be less, the rest is asked for anew. */
  readonly want: number
  /** Granted whole or not at all: the create was sent before, and its id stands for so many. */
  readonly whole: boolean
  readonly signal: AbortSignal
}

interface Waiter extends Omit<SlotRequest, 'signal'> {
  readonly grant: (slots: number) => void
  readonly refuse: (reason: Error) => void
}

/** The creates of a door that wait for their slots, first come, first served. */
export class SlotLine {
  #state: SlotLimit
  readonly #clock: Clock
  readonly #waiting: Waiter[] = []
  #cancelTimer: (() => void) | null = null
  #refusal: Error | null = null

  constructor(clock: Clock, configured: number) {
    this.#clock = clock
    this.#state = newSlotLimit(configured)
  }

  /** Slots taken, allowed and set. */
  get slots(): { readonly inUse: number; readonly limit: number; readonly configured: number } {
    const { limit, configured } = this.#state
    return { inUse: slotsInUse(this.#state), limit, configured }
  }

  /** Until when nothing is sent by the service's wish; a time in the past: it does not say so. ms since 1970. */
  get pausedUntil(): number {
    return this.#state.pausedUntil
  }

  /** How many creates wait. */
  get length(): number {
    return this.#waiting.length
  }

  /**
   * Waits for slots; from then on they are taken, until `report` says what became of the create.
   * @returns how many were granted, 1 or more
   * @throws {Error} what `refuse` was called with; {AppError} `cancelled` by the signal
   */
  async acquire({ signal, ...request }: SlotRequest): Promise<number> {
    if (this.#refusal) throw this.#refusal
    if (signal.aborted) throw cancelled()
    return await new Promise<number>((resolve, reject) => {
      const settle =
        <T>(end: (value: T) => void) =>
        (value: T) => {
          signal.removeEventListener('abort', leave)
          end(value)
        }
      const waiter: Waiter = { ...request, grant: settle(resolve), refuse: settle(reject) }
      const leave = () => {
        const at = this.#waiting.indexOf(waiter)
        if (at < 0) return
        this.#waiting.splice(at, 1)
        waiter.refuse(cancelled())
        this.#pump()
      }
      signal.addEventListener('abort', leave, { once: true })
      this.#waiting.push(waiter)
      this.#pump()
    })
  }

  /** What became of a create, or changed otherwise. Nobody is granted anything in between. */
  report(...events: readonly SlotEvent[]): void {
    this.#state = events.reduce(reduceSlotLimit, this.#state)
    this.#pump()
  }

  /** Takes back what was granted to a create of which nothing is reported any more, if anything was. */
  forget(id: string): void {
    if (this.#state.sending.some((sent) => sent.id === id)) this.report({ type: 'refused', id })
  }

  /** With a reason everybody who waits is turned away, and whoever comes, until there is none. */
  refuse(reason: Error | null): void {
    this.#refusal = reason
    if (reason) for (const waiter of this.#waiting.splice(0)) waiter.refuse(reason)
    this.#pump()
  }

  #pump(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      const slots = this.#slotsFor(first)
      const now = this.#clock.now()
      if (!canSend(this.#state, slots, now)) {
        this.#wakeAt(sendableAt(this.#state, slots))
        return
      }
      this.#waiting.shift()
      const granted = first.whole ? first.want : slots
      this.#state = reduceSlotLimit(this.#state, { type: 'send', id: first.id, slots: granted, at: now })
      first.grant(granted)
    }
  }

  /** What must be free for a create. One that is granted whole never waits for more than there is at all. */
  #slotsFor({ want, whole }: Waiter): number {
    return Math.min(want, whole ? this.#state.configured : largestCreate(this.#state))
  }

  #wakeAt(at: number | null): void {
    if (at === null) return
    this.#cancelTimer = this.#clock.after(Math.max(1, at - this.#clock.now()), () => this.#pump())
  }
}
