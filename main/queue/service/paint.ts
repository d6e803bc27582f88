import { randomUUID } from 'node:crypto'
import { AppError } from '../../../core/errors'
import { type Imaging, uploadEdge } from '../../../core/imaging'
import type { ActiveState, JobEvent, JobSpec } from '../../../core/job'
import { unitsPerPicture } from '../../../core/limits'
import type { DoorId } from '../../../core/service/doors'
import { throwIfCancelled, unlessAborted } from '../../shared/cancel'
import type { CreateRow } from '../store/creates'
import type { Clock } from '../types'
import type { CreateBook } from './create-book'
import { newCreate, renderLifeMs, revived } from './create-row'
import type { Door } from './door'
import { type Ending, type Follower, type Life, type Step, steps } from './life'
import { linkToSend } from './link'
import type { Order } from './order'
import type { Purchases } from './purchases'
import type { RenderShelf } from './render-shelf'
import type { Waiting } from './route-checks'
import type { Spending } from './spending'
import { Blocked, Held } from './stops'

/** A job as far as it is painted. */
export interface PaintJob {
  readonly spec: JobSpec & { readonly engine: DoorId }
  readonly contentHash: string
  readonly paintKey: string
  /** The pictures that are wanted, of all that the paint key stands for. */
  readonly variations: readonly number[]
  /** Aborted when the job is cancelled or the queue closes. */
  readonly signal: AbortSignal
  readonly commit: (events: readonly JobEvent[]) => void
  readonly setWaiting: (waiting: Waiting) => void
}

export interface PaintTools {
  readonly book: CreateBook
  readonly purchases: Purchases
  readonly shelf: RenderShelf
  readonly spending: Spending
  readonly door: Door
  readonly imaging: Pick<Imaging, 'prepare' | 'probe'>
  readonly clock: Clock
  /** Whether nothing is to be sent for a batch, for now. */
  readonly isHeld: (batchId: string) => boolean
}

/** What came of painting. */
export interface Painted {
  /** Pictures of which every pass is here. */
  readonly variations: readonly number[]
  /** Why there are fewer than were asked for; `null`: there are not. */
  readonly problem: AppError | null
}

/**
 * Sees to it that all renders of a job are here: what was bought is fetched, what is missing is bought, pass by pass.
 * @throws {Blocked} what it has to wait for; {Held} by a pause, or because its batch is on hold; {AppError} why nothing could be painted, `cancelled`
 */
export function paint(job: PaintJob, tools: PaintTools): Promise<Painted> {
  return new Painting(job, tools).run()
}

class Painting {
  readonly #job: PaintJob
  readonly #tools: PaintTools
  /** How far each create of the pass has come; the job is as far as the last of them. */
  readonly #steps = new Map<object, Step>()
  #state: ActiveState = 'preparing'
  #problem: AppError | null = null
  /** Pictures of the pass of which nothing comes until the user has the job tried again. */
  #lost: ReadonlySet<number> = new Set()

  constructor(job: PaintJob, tools: PaintTools) {
    this.#job = job
    this.#tools = tools
  }

  async run(): Promise<Painted> {
    let { variations } = this.#job
    for (const pass of this.#job.spec.plan.passes.keys()) {
      variations = await this.#pass(pass, variations)
      if (variations.length === 0) throw this.#problem ?? new AppError('task-failed', 'Nothing was painted.')
    }
    return { variations, problem: this.#problem }
  }

  /** @returns of the pictures that are wanted, those whose render of this pass is here */
  async #pass(pass: number, wanted: readonly number[]): Promise<readonly number[]> {
    const { shelf } = this.#tools
    const { paintKey, spec } = this.#job
    this.#lost = new Set()
    for (;;) {
      const here = shelf.variations(paintKey, pass)
      const missing = wanted.filter((variation) => !here.has(variation) && !this.#lost.has(variation))
      if (missing.length === 0) return wanted.filter((variation) => here.has(variation))
      this.#announce(pass, spec.plan.passes.length)
      await this.#obtain(pass, missing)
    }
  }

  #announce(pass: number, of: number): void {
    const events: JobEvent[] = [{ type: 'pass', index: pass + 1, of }]
    if (this.#state === 'downloading') events.unshift({ type: 'advance', to: 'preparing', at: this.#tools.clock.now() })
    if (this.#state === 'downloading') this.#state = 'preparing'
    this.#steps.clear()
    this.#job.commit(events)
  }

  /** Waits for what was asked for, and asks for the rest. */
  async #obtain(pass: number, missing: readonly number[]): Promise<void> {
    const known = this.#known(pass, missing)
    const covered = new Set(known.flatMap(({ variations }) => variations))
    const rest = missing.filter((variation) => !covered.has(variation))
    const groups = pass === 0 ? [rest].filter(({ length }) => length > 0) : rest.map((variation) => [variation])
    const work = [...known.map((row) => this.#goOn(row)), ...groups.map((variations) => this.#buy(pass, variations))]
    const settled = await Promise.allSettled(work)
    const endings = settled.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
    throwWorst([...settled.flatMap(failureOf), ...endings.flatMap(stopOf)])
  }

  /** Waits for what becomes of a create. What it did not bring is not asked for anew, however it goes with the others. */
  async #follow(life: Life, follower: Follower): Promise<Ending> {
    const ending = await this.#tools.purchases.follow(life, follower, this.#job.signal)
    if (ending.kind === 'failed') this.#problem ??= ending.error
    if (ending.kind !== 'again') this.#lost = new Set([...this.#lost, ...life.row.variations])
    return ending
  }

  /** Creates that what is missing was asked for with, and which may yet bring it. */
  #known(pass: number, missing: readonly number[]): readonly CreateRow[] {
    const { book, clock } = this.#tools
    const oldest = clock.now() - renderLifeMs
    const wanted = book
      .ofPass(this.#job.paintKey, pass)
      .filter((row) => row.variations.some((variation) => missing.includes(variation)))
    return wanted.flatMap((row) =>
      revived(row, missing, oldest).map((now) => (now === row ? row : book.save(row, now))),
    )
  }

  /** Waits for a create that was begun before. */
  async #goOn(row: CreateRow): Promise<readonly Ending[]> {
    const { purchases } = this.#tools
    const follower = this.#follower(() => this.#order(row.pass, row.variations))
    return [await this.#follow(purchases.begin(row, { granted: false }, follower), follower)]
  }

  /** Asks for pictures, in as many creates as the slots in force make of them. */
  async #buy(pass: number, variations: readonly number[]): Promise<readonly Ending[]> {
    const { door, purchases } = this.#tools
    const { spec, signal } = this.#job
    this.#checkHold()
    await unlessAborted(
      door.checks.checked(spec.batchId, (waiting) => this.#job.setWaiting(waiting)),
      signal,
    )
    this.#checkBudget(unitsPerPicture[spec.engine])
    // Let go once all is sent: a task may run for long, and what has to be sent again is prepared again.
    let order: Order | null = await this.#order(pass, variations)
    const begun: Promise<Ending>[] = []
    const waiting = {}
    try {
      for (let rest = variations; rest.length > 0; ) {
        this.#setStep(waiting, 'submitting')
        const row = await this.#mint(pass, rest)
        rest = rest.slice(row.variations.length)
        const follower = this.#follower(async () => order ?? (await this.#order(pass, row.variations)))
        const life = purchases.begin(row, { granted: true }, follower)
        begun.push(this.#follow(life, follower))
      }
    } catch (error) {
      await Promise.allSettled(begun)
      throw error
    } finally {
      order = null
      this.#steps.delete(waiting)
    }
    return await Promise.all(begun)
  }

  /** Waits for slots, and has the create on disk before its first byte leaves. */
  async #mint(pass: number, rest: readonly number[]): Promise<CreateRow> {
    const { door, book, clock } = this.#tools
    const { spec, signal, paintKey } = this.#job
    const { service } = await unlessAborted(door.ready(), signal)
    const id = `outframe-${randomUUID()}`
    const slots = await door.line.acquire({ id, want: rest.length, whole: false, signal })
    try {
      throwIfCancelled(signal)
      this.#checkHold()
      const stake = slots * unitsPerPicture[spec.engine]
      this.#checkBudget(stake)
      const { width, height } = spec.plan.passes[pass]?.result ?? spec.plan.canvas
      return book.save(null, {
        ...newCreate,
        id,
        paintKey,
        pass,
        jobId: spec.id,
        batchId: spec.batchId,
        source: spec.source,
        passes: spec.plan.passes.length,
        door: spec.engine,
        endpoint: service.endpoint,
        account: service.account,
        sentAt: clock.now(),
        stake,
        result: { width, height },
        variations: rest.slice(0, slots),
      })
    } catch (error) {
      door.line.report({ type: 'refused', id })
      throw error
    }
  }

  /** A batch can be put on hold while its jobs are under way: what was sent is followed, and nothing more is sent. */
  #checkHold(): void {
    if (this.#tools.isHeld(this.#job.spec.batchId)) throw new Held()
  }

  #checkBudget(units: number): void {
    const { batchId } = this.#job.spec
    const problem = this.#tools.spending.problem({ batchId, units })
    if (problem) throw new Blocked('budget', problem)
  }

  async #order(pass: number, variations: readonly number[]): Promise<Order> {
    const { spec, contentHash, paintKey, signal } = this.#job
    const { imaging, shelf } = this.#tools
    const { plan, prompt, watermark, source } = spec
    const ratios = plan.passes[pass]?.ratios
    const [variation] = variations
    if (!ratios || variation === undefined) throw new TypeError(`There is no pass ${pass} to be ordered`)
    const link = pass === 0 ? await linkToSend(spec, imaging, signal) : null
    if (link !== null) return { ratios, prompt, watermark, image: { kind: 'link', url: link } }
    const renders = shelf.paths(paintKey, variation).slice(0, pass)
    const { data } = await imaging.prepare({ source, contentHash, plan, pass, renders, edge: uploadEdge }, { signal })
    throwIfCancelled(signal)
    return { ratios, prompt, watermark, image: { kind: 'bytes', data } }
  }

  #follower(order: () => Promise<Order>): Follower {
    const follower: Follower = {
      order,
      onStep: (step) => this.#setStep(follower, step),
      onWait: (waiting) => this.#job.setWaiting(waiting),
    }
    return follower
  }

  #setStep(part: object, step: Step): void {
    this.#steps.set(part, step)
    const least = Math.min(...[...this.#steps.values()].map((each) => steps.indexOf(each)))
    const state = steps[least]
    if (!state || this.#job.signal.aborted) return
    const isFurther = this.#state === 'preparing' || steps.indexOf(this.#state as Step) < least
    if (!isFurther) return
    this.#state = state
    this.#job.commit([{ type: 'advance', to: state, at: this.#tools.clock.now() }])
  }
}

function failureOf(result: PromiseSettledResult<unknown>): readonly unknown[] {
  return result.status === 'rejected' ? [result.reason] : []
}

function stopOf(ending: Ending): readonly unknown[] {
  if (ending.kind === 'held') return [new Held()]
  return ending.kind === 'blocked' ? [ending.blocked] : []
}

/** Throws what weighs most of all that went wrong: an error before a block, a block before a pause. */
function throwWorst(failures: readonly unknown[]): void {
  if (failures.length === 0) return
  const weight = (failure: unknown) => (failure instanceof Held ? 0 : failure instanceof Blocked ? 1 : 2)
  const [worst] = [...failures].sort((a, b) => weight(b) - weight(a))
  throw worst
}
