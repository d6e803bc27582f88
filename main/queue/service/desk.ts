import { setMaxListeners } from 'node:events'
import { AppError, type ErrorInfo } from '../../../core/errors'
import type { Imaging } from '../../../core/imaging'
import { isFinished } from '../../../core/job'
import type { DoorStatus, UnknownCharge, UnknownChoice } from '../../../core/queue'
import { type Access, defaultDoorSettings, type ServiceAccess } from '../../../core/service/access'
import { type DoorId, doorIds } from '../../../core/service/doors'
import type { JobList } from '../job-list'
import type { Journal } from '../journal'
import type { CreateRow } from '../store/creates'
import type { Store } from '../store/store'
import type { Clock } from '../types'
import { CreateBook } from './create-book'
import { Door } from './door'
import type { Freed } from './freed'
import { Midnight } from './midnight'
import { type Painted, type PaintJob, paint } from './paint'
import { Poller } from './poller'
import { Proofs } from './proofs'
import { type Counter, Purchases } from './purchases'
import { RenderCache } from './render-cache'
import { RenderShelf } from './render-shelf'
import { Spending } from './spending'
import type { Blocked } from './stops'

/** Bought renders kept once their jobs are done, bytes: some 2,000 of them. */
const defaultCacheBytes = 2_000_000_000

/** Used where nobody brings a way to the services: none has a key. */
export const noAccess: ServiceAccess = {
  async current(door): Promise<Access> {
    const message = 'There is no key for this engine. Store one, or choose the local engine.'
    return { kind: 'missing', error: new AppError('no-key', message), settings: defaultDoorSettings[door] }
  },
  at: async () => null,
  onChange: () => () => undefined,
}

export interface DeskParts {
  readonly stateDir: string
  readonly store: Store
  readonly list: JobList
  readonly journal: Journal
  readonly imaging: Imaging
  readonly access: ServiceAccess
  readonly clock: Clock
  readonly dayBudget: () => number | null
  readonly cacheBytes: number | undefined
  /** Jobs that waited for something may go on: all of a door, or some by id. */
  readonly onFreed: (freed: Freed) => void
  /** The store fails: nothing can be promised any more. */
  readonly onFailure: (error: unknown) => void
}

/** All dealings of a queue with the services: whatever may cost money goes through here. */
export class ServiceDesk {
  readonly spending: Spending
  readonly shelf: RenderShelf
  /** The pictures that were bought. */
  readonly renders: RenderCache
  readonly #parts: DeskParts
  readonly #closing = new AbortController()
  readonly #book: CreateBook
  readonly #purchases: Purchases
  readonly #counters: ReadonlyMap<DoorId, Counter>
  readonly #stopListening: () => void
  readonly #midnight: Midnight

  constructor(parts: DeskParts) {
    const { store, list, journal, clock, imaging, access, stateDir } = parts
    const closing = this.#closing.signal
    // Every create that waits for something listens to it.
    setMaxListeners(0, closing)
    this.#parts = parts
    this.spending = new Spending(store, () => clock.now(), parts.dayBudget)
    this.#book = new CreateBook({ store, list, journal, spending: this.spending })
    this.renders = new RenderCache({ stateDir, store, imaging, maxBytes: parts.cacheBytes ?? defaultCacheBytes })
    this.shelf = new RenderShelf(store, this.renders)
    this.#counters = new Map(doorIds.map((id) => [id, this.#open(id)]))
    this.#purchases = new Purchases({
      book: this.#book,
      proofs: new Proofs(store, () => clock.now(), closing),
      cache: this.renders,
      spending: this.spending,
      clock,
      counter: (door) => this.#counter(door),
      closing,
      onFreed: (row) => parts.onFreed({ jobs: this.#jobsOf(row) }),
      onFailure: parts.onFailure,
    })
    this.#midnight = new Midnight(clock, () => parts.onFreed('budget'))
    this.#stopListening = access.onChange((door) => this.#renewed(door))
  }

  /** Reads what the last owner left; tasks that run at the services are asked after from here on, which is free. */
  async open(): Promise<void> {
    await this.renders.open()
    const { batches } = this.#parts.store
    for (const { id, budget } of this.#parts.store.reading(() => batches.all())) this.spending.setBudget(id, budget)
    this.#purchases.revive(this.#book.recover())
  }

  /** Sees to it that all renders of a job are here. @throws as `paint` does */
  async paint(job: PaintJob): Promise<Painted> {
    const { imaging, clock, list } = this.#parts
    const { door } = this.#counter(job.spec.engine)
    return await paint(job, {
      book: this.#book,
      purchases: this.#purchases,
      shelf: this.shelf,
      spending: this.spending,
      door,
      imaging,
      clock,
      isHeld: (batchId) => list.isHeld(batchId),
    })
  }

  /** What stands in the way of a door's jobs; `null`: nothing that is known. */
  closed(door: DoorId): Blocked | null {
    return this.#counter(door).door.closed
  }

  /** A job's outputs are written: its renders need not be kept for it. */
  used(paintKey: string): void {
    const { store, clock } = this.#parts
    store.lightly(() => store.renders.touch(paintKey, clock.now()))
    void this.renders.trim()
  }

  /** While the queue is paused nothing is sent; what runs at the services is asked after and fetched all the same. */
  hold(held: boolean): void {
    for (const { door } of this.#counters.values()) door.hold(held)
  }

  /** Somebody wants it tried again: whatever stood in the way is taken to be gone. */
  reopen(): void {
    for (const id of doorIds) this.#reopen(id)
  }

  /** Somebody wants a door tried again: so are all of its jobs that wait for it. */
  tryAgain(id: DoorId): void {
    this.#reopen(id)
    this.#parts.onFreed({ door: id })
  }

  /** Whether a door's jobs have everything they can use: more of them would only wait. */
  isBusy(door: DoorId, most: number): boolean {
    return this.#counter(door).door.line.length >= most
  }

  /** Slots allowed now. */
  slotLimit(door: DoorId): number {
    return this.#counter(door).door.line.slots.limit
  }

  /** Doors in use. `wanted`: those that jobs wait for. */
  statuses(wanted: (door: DoorId) => boolean): readonly DoorStatus[] {
    return doorIds.filter((id) => wanted(id) || this.#purchases.has(id)).map((id) => this.#counter(id).door.status())
  }

  get isSending(): boolean {
    return this.#purchases.isSending
  }

  unknownCharges(): readonly UnknownCharge[] {
    return this.#book.asking().map((row) => unknownCharge(row, this.#wantedBy(row)))
  }

  get unknownCount(): number {
    return this.#book.asking().length
  }

  /**
   * Does what the user chose with creates that wait for it.
   * @returns the jobs that those creates are to serve, with what is to be told of each
   */
  settleUnknown(creates: readonly string[] | 'all', choice: UnknownChoice): ReadonlyMap<string, ErrorInfo | null> {
    const meant = this.#book.asking().filter(({ id }) => creates === 'all' || creates.includes(id))
    // What nobody wants any more is not sent: it stays in the list, to be looked up or given up.
    const served = choice === 'send' ? meant.filter((row) => this.#wantedBy(row) !== null) : meant
    const settled = this.#purchases.settle(
      served.map(({ id }) => id),
      choice,
    )
    if (choice === 'look') this.#purchases.revive(settled)
    this.#parts.journal.tell({ type: 'summary' })
    return new Map(settled.flatMap((row) => this.#jobsOf(row).map((job) => [job, row.error] as const)))
  }

  /** Lets jobs that wait for the day's budget go on at midnight, if there are any. */
  watchMidnight(wanted: boolean): void {
    this.#midnight.watch(wanted)
  }

  hint(taskId: string): void {
    for (const { poller } of this.#counters.values()) poller.hint(taskId)
  }

  retryOffline(): void {
    for (const { door } of this.#counters.values()) door.probeNow()
  }

  /** Begins nothing new, and ends all waiting but for creates whose bytes are on their way. */
  async close(): Promise<void> {
    this.#stopListening()
    this.#midnight.watch(false)
    this.hold(true)
    await this.#purchases.sent()
    this.#closing.abort()
    for (const { door, poller } of this.#counters.values()) {
      door.end()
      poller.end()
    }
    await this.#purchases.ended()
    await this.renders.settled()
  }

  #counter(id: DoorId): Counter {
    const counter = this.#counters.get(id)
    if (!counter) throw new TypeError(`Expected a door, got ${id}`)
    return counter
  }

  #open(id: DoorId): Counter {
    const { access, clock, journal, onFreed, onFailure } = this.#parts
    const closing = this.#closing.signal
    const door = new Door({
      id,
      access,
      clock,
      closing,
      onReopened: () => {
        this.#resume(id)
        onFreed({ door: id })
      },
      onStatus: () => journal.tell({ type: 'summary' }),
      onFailure,
    })
    return { door, poller: new Poller(door, clock, closing) }
  }

  /** Key or settings changed: what was refused may be taken now, and what nobody could answer may be found. */
  #renewed(id: DoorId): void {
    const asking = this.#book.asking().filter((row) => row.door === id)
    const looked = this.#purchases.settle(
      asking.map((row) => row.id),
      'look',
    )
    this.tryAgain(id)
    this.#parts.onFreed({ jobs: looked.flatMap((row) => this.#jobsOf(row)) })
  }

  /** The first job that waits for a create; `null`: none does any more. */
  #wantedBy(row: CreateRow): string | null {
    const { list } = this.#parts
    return this.#jobsOf(row).find((id) => !isFinished(list.view(id)?.state ?? 'done')) ?? null
  }

  /** All jobs that a create is to serve: those of its paint. */
  #jobsOf({ paintKey, jobId }: CreateRow): readonly string[] {
    const { store } = this.#parts
    return [jobId, ...store.reading(() => store.jobs.ofPaint(paintKey))]
  }

  #reopen(id: DoorId): void {
    this.#counter(id).door.reopen()
    this.#resume(id)
  }

  #resume(id: DoorId): void {
    const { store } = this.#parts
    const rows = store.reading(() => store.creates.unfinished())
    this.#purchases.revive(rows.filter((row) => row.door === id && row.state !== 'sent'))
    this.#purchases.unstick(id)
    this.#counter(id).poller.resume()
  }
}

function unknownCharge(row: CreateRow, job: string | null): UnknownCharge {
  const { id, source, door, endpoint, pass, passes, variations, stake, sentAt, evidence } = row
  return {
    id,
    job,
    source,
    door,
    endpoint,
    pass: { index: pass + 1, of: passes },
    n: variations.length,
    units: stake,
    sentAt,
    evidence,
  }
}
