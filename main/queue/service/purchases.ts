import { AppError } from '../../../core/errors'
import type { UnknownChoice } from '../../../core/queue'
import type { ExpandService } from '../../../core/service/client'
import type { DoorId } from '../../../core/service/doors'
import { cancelled, throwIfCancelled } from '../../shared/cancel'
import type { CreateRow } from '../store/creates'
import { isStoreError } from '../store/store-error'
import type { Clock } from '../types'
import type { CreateBook } from './create-book'
import { interrupted } from './create-row'
import type { Door } from './door'
import { fetchRenders } from './fetch'
import { type Ending, type Follower, type Life, releaseSlots } from './life'
import type { Order } from './order'
import type { Poller } from './poller'
import type { Proofs } from './proofs'
import type { RenderCache } from './render-cache'
import { resolveUnknown } from './resolve'
import { sendCreate } from './send'
import type { Spending } from './spending'
import { Blocked, Held } from './stops'

/** How a door's creates are dealt with. */
export interface Counter {
  readonly door: Door
  readonly poller: Poller
}

export interface PurchasesParts {
  readonly book: CreateBook
  readonly proofs: Proofs
  readonly cache: RenderCache
  readonly spending: Spending
  readonly clock: Clock
  readonly counter: (door: DoorId) => Counter
  /** Aborted when the queue closes. */
  readonly closing: AbortSignal
  /** Jobs that were told to wait for a create may go on. */
  readonly onFreed: (row: CreateRow) => void
  /** The store fails, or something went wrong that nobody foresaw: whatever is on disk is how it goes on. */
  readonly onFailure: (error: unknown) => void
}

/** All creates of which something is yet to come. Each goes on by itself once it is sent, whatever becomes of its job. */
export class Purchases {
  readonly #parts: PurchasesParts
  readonly #lives = new Map<string, Life>()
  readonly #sending = new Set<Promise<unknown>>()

  constructor(parts: PurchasesParts) {
    this.#parts = parts
  }

  /** Whether a door has creates of which something is yet to come. */
  has(door: DoorId): boolean {
    return [...this.#lives.values()].some((life) => life.row.door === door)
  }

  /** Begins with a create that is on disk; `granted`: its slots are taken already. */
  begin(stored: CreateRow, { granted }: { readonly granted: boolean }, follower?: Follower): Life {
    const known = this.#lives.get(stored.id)
    if (known) return known
    const { book, counter } = this.#parts
    const { door } = counter(stored.door)
    // Its sending came to no end that could be stored: its bytes may have arrived.
    const lost = !granted && stored.state === 'sent'
    const row = lost ? book.save(stored, interrupted(stored)) : stored
    const life: Life = {
      row,
      step: row.state === 'accepted' ? 'running' : 'submitting',
      holdsSlots: false,
      stuck: null,
      door,
      followers: new Map(),
      unwanted: new AbortController(),
      ended: Promise.resolve({ kind: 'again' }),
    }
    if (!granted && (row.state === 'accepted' || row.state === 'unknown')) {
      door.line.report({ type: 'found-running', slots: row.variations.length })
      life.holdsSlots = true
    }
    this.#lives.set(row.id, life)
    if (follower) life.followers.set(follower, () => undefined)
    life.ended = this.#live(life).finally(() => {
      releaseSlots(life)
      door.line.forget(row.id)
      this.#lives.delete(row.id)
    })
    life.ended.catch((error: unknown) => this.#failed(error))
    return life
  }

  /**
   * Waits for what becomes of a create.
   * @throws {Blocked} what stands in its way now; {AppError} `cancelled` by the signal, and why the store fails
   */
  async follow(life: Life, follower: Follower, signal: AbortSignal): Promise<Ending> {
    let leave: () => void = () => undefined
    try {
      const stop = life.door.silent ?? life.stuck
      if (stop) throw stop
      return await new Promise<Ending>((resolve, reject) => {
        const ends = [life.door.onSilent(reject)]
        const cancel = () => reject(cancelled())
        signal.addEventListener('abort', cancel, { once: true })
        life.followers.set(follower, reject)
        if (life.unwanted.signal.aborted) life.unwanted = new AbortController()
        leave = () => {
          for (const end of ends) end()
          signal.removeEventListener('abort', cancel)
        }
        follower.onStep(life.step)
        if (signal.aborted) cancel()
        life.ended.then(resolve, reject)
      })
    } finally {
      leave()
      life.followers.delete(follower)
      follower.onWait(null)
      if (life.followers.size === 0) life.unwanted.abort()
    }
  }

  /** Goes on with all that needs nobody's order: asking after, looking up and fetching are free. */
  revive(rows: readonly CreateRow[]): void {
    for (const row of rows) {
      const free = row.state === 'accepted' || (row.state === 'unknown' && !row.asks && !row.sendAgain)
      if (free && !this.#parts.closing.aborted) this.begin(row, { granted: false })
    }
  }

  /** Does what the user chose with creates that wait for it. @returns those that were waiting */
  settle(ids: readonly string[], choice: UnknownChoice): readonly CreateRow[] {
    const { book } = this.#parts
    const chosen = book.asking().filter(({ id }) => ids.includes(id))
    return chosen.map((row) => book.save(row, settled(row, choice)))
  }

  /** Whether a create is on its way whose outcome is not known yet. */
  get isSending(): boolean {
    return this.#sending.size > 0
  }

  /** Resolves once what is on its way has its outcome, and that is on disk. */
  async sent(): Promise<void> {
    await Promise.allSettled(this.#sending)
  }

  /** Resolves once nothing goes on any more; all waiting was ended before. */
  async ended(): Promise<void> {
    await Promise.allSettled([...this.#lives.values()].map(({ ended }) => ended))
  }

  async #live(life: Life): Promise<Ending> {
    for (;;) {
      const { state, sendAgain } = life.row
      const ending = await this.#step(life, state === 'unknown' && sendAgain ? 'refused' : state)
      if (ending) return ending
      throwIfCancelled(this.#parts.closing)
    }
  }

  async #step(life: Life, state: CreateRow['state']): Promise<Ending | null> {
    const { book, clock, proofs, cache, closing, onFreed, counter } = this.#parts
    switch (state) {
      case 'sent':
        return await this.#send(life, await this.#orderOf(life))
      case 'refused':
        return await endOf(this.#sendAgain(life))
      case 'unknown': {
        const othersUnderWay = (row: CreateRow) => this.#othersUnderWay(row)
        return await resolveUnknown(life, { book, clock, proofs, closing, othersUnderWay })
      }
      case 'accepted': {
        const { poller } = counter(life.row.door)
        const onSeen = (row: CreateRow) => this.#prove(row, life.door)
        return await fetchRenders(life, { book, clock, cache, poller, closing, onSeen, onFreed })
      }
      case 'ended':
      case 'given-up':
        return { kind: 'delivered' }
    }
  }

  /** A task is known to exist: if any create there waits for the user only for want of a proof, one is tried. */
  #prove(known: CreateRow, door: Door): void {
    const { book, proofs, onFreed } = this.#parts
    const isThere = (row: CreateRow) =>
      row.door === known.door && row.endpoint === known.endpoint && row.account === known.account
    if (!book.asking().some(isThere) || proofs.known(known).kind !== 'untried') return
    proofs
      .try(known, door)
      .then((proof) => {
        if (proof.kind !== 'proven' || this.#parts.closing.aborted) return
        const rows = book.asking().filter(isThere)
        this.revive(rows.map((row) => book.save(row, settled(row, 'look'))))
        for (const row of rows) onFreed(row)
      })
      .catch((error: unknown) => this.#failed(error))
  }

  #failed(error: unknown): void {
    if (!this.#parts.closing.aborted && !isCancelled(error)) this.#parts.onFailure(error)
  }

  /** Creates that could not be asked after are asked after once more, before anybody is told to wait for them. */
  unstick(door: DoorId): void {
    for (const life of this.#lives.values()) if (life.row.door === door) life.stuck = null
  }

  #send(life: Life, order: Order): Promise<Ending | null> {
    const { book, clock } = this.#parts
    return sendCreate(life, order, { book, clock, whileSending: (sending) => this.#whileSending(sending) })
  }

  #orderOf({ followers, row }: Life) {
    const [follower] = followers.keys()
    if (!follower) throw new TypeError(`Nobody wants create ${row.id} to be sent`)
    return follower.order()
  }

  /** Sends a create whose id was sent before: whole, and only if somebody wants it. */
  async #sendAgain(life: Life): Promise<Ending | null> {
    releaseSlots(life)
    const { book, clock, spending } = this.#parts
    const { row, door, followers } = life
    if (followers.size === 0) return { kind: 'again' }
    const service = await this.#serviceToSendTo(life)
    if (service === null) {
      const message = `The request for ${row.source} is not sent again: it was sent with another key before. Store that key again.`
      return { kind: 'blocked', blocked: new Blocked('no-key', new AppError('no-key', message)) }
    }
    const order = await this.#orderOf(life)
    const want = row.variations.length
    await door.line.acquire({ id: row.id, want, whole: true, signal: life.unwanted.signal })
    if (followers.size === 0) return { kind: 'again' }
    const problem = row.state === 'refused' ? spending.problem({ batchId: row.batchId, units: row.stake }) : null
    if (problem) return { kind: 'blocked', blocked: new Blocked('budget', problem) }
    const { endpoint, account } = service
    life.row = book.save(row, { ...row, state: 'sent', sendAgain: false, sentAt: clock.now(), endpoint, account })
    return await this.#send(life, order)
  }

  /** An id is only known where and under whose account it was sent before; elsewhere it is sent if the user says so. */
  async #serviceToSendTo({ row, door }: Life): Promise<ExpandService | null> {
    const { service } = await door.ready()
    return (await door.serviceFor(row)) ?? (row.sendAgain ? service : null)
  }

  async #whileSending<T>(sending: Promise<T>): Promise<T> {
    this.#sending.add(sending)
    try {
      return await sending
    } finally {
      this.#sending.delete(sending)
    }
  }

  #othersUnderWay({ id, door, endpoint, account }: CreateRow): boolean {
    return [...this.#lives.values()].some(
      ({ row }) =>
        row.id !== id &&
        (row.state === 'sent' || row.state === 'accepted') &&
        row.door === door &&
        row.endpoint === endpoint &&
        row.account === account,
    )
  }
}

/** A create that waited for the user, as it is after the choice. */
function settled(row: CreateRow, choice: UnknownChoice): CreateRow {
  switch (choice) {
    case 'look':
      return { ...row, asks: false, notFoundAt: null }
    case 'send':
      return { ...row, asks: false, sendAgain: true }
    case 'give-up': {
      const message = `The request for ${row.source} was given up; it may have been charged.`
      return { ...row, asks: false, state: 'given-up', error: { code: 'unknown-charge', message } }
    }
  }
}

/** What keeps a create from being sent again is its job's to know, not the queue's. */
async function endOf(sending: Promise<Ending | null>): Promise<Ending | null> {
  try {
    return await sending
  } catch (error) {
    if (error instanceof Blocked) return { kind: 'blocked', blocked: error }
    if (error instanceof Held) return { kind: 'held' }
    if (!(error instanceof AppError) || isStoreError(error)) throw error
    // Whoever wanted it is gone; should somebody else want it by now, it is asked for anew.
    return isCancelled(error) ? { kind: 'again' } : { kind: 'failed', error }
  }
}

function isCancelled(error: unknown): boolean {
  return error instanceof AppError && error.code === 'cancelled'
}
