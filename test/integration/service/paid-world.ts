import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import type { Size } from '../../../core/geometry'
import type { DoorId } from '../../../core/service/doors'
import { type BatchSettings, defaultBatchSettings } from '../../../core/settings'
import { openQueue } from '../../../main/queue/queue'
import type { AddedBatch, Queue, QueueOptions } from '../../../main/queue/types'
import type { FaultRuleInput } from '../../simulator/fault-rules'
import type { Charge } from '../../simulator/ledger'
import type { SimulatorInput } from '../../simulator/options'
import { type Simulator, startSimulator } from '../../simulator/simulator'
import type { RequestRecord } from '../../simulator/stats'
import { imported, temporaryFolder, writePhotos } from '../../unit/queue/world'
import { keys } from '../kling/simulator/calls'
import { FastClock } from './fast-clock'
import { PaidImaging } from './paid-imaging'
import { TestAccess } from './test-access'

/** Bytes: larger than the check's create, smaller than any photo's. */
const photosOnly = 1000

/** How many times as fast as the system's clock: 5 s are a tenth of a second. */
const usualSpeed = 50

/** How long tasks take, of the clock's ms. */
const usualTasks = { min: 800, max: 1500 }

/** Longer than any test lasts: such tasks run until `endTasks` is called. */
export const endlessTasks = { min: 3_600_000, max: 3_600_000 }

export interface PaidOptions {
  readonly door?: DoorId
  readonly simulator?: SimulatorInput
  /** The setting. */
  readonly slots?: number
  readonly speed?: number
  readonly queue?: Partial<Pick<QueueOptions, 'dayBudget' | 'renderCacheBytes'>>
  readonly imaging?: PaidImaging
  /** Where the door leads; default: to the simulator itself. */
  readonly endpoint?: (simulator: Simulator) => string
}

/** A queue with a key for the simulator, in folders of its own. Closed after the test. */
export class PaidWorld {
  queue: Queue

  private constructor(
    readonly door: DoorId,
    readonly simulator: Simulator,
    readonly access: TestAccess,
    readonly clock: FastClock,
    readonly folder: string,
    readonly options: QueueOptions & { readonly imaging: PaidImaging },
    queue: Queue,
  ) {
    this.queue = queue
  }

  static async open(options: PaidOptions = {}): Promise<PaidWorld> {
    const { door = 'kling', slots = 10, imaging = new PaidImaging() } = options
    const clock = new FastClock(options.speed ?? usualSpeed)
    const simulator = await startSimulator({ taskMs: usualTasks, ...options.simulator }, () => clock.now())
    onTestFinished(() => simulator.close())
    const endpoint = options.endpoint?.(simulator) ?? simulator[door]
    const access = new TestAccess(keys[door], { endpoint, slots, callbackUrl: null, watermark: null })
    const [folder, stateDir] = [await temporaryFolder(), join(await temporaryFolder(), 'state')]
    const queueOptions = { version: '0.0.0', stateDir, imaging, access, clock, ...options.queue }
    const world = new PaidWorld(door, simulator, access, clock, folder, queueOptions, await openQueue(queueOptions))
    onTestFinished(async () => {
      await world.queue.close()
      await access.close()
    })
    return world
  }

  get imaging(): PaidImaging {
    return this.options.imaging
  }

  settings(changes: Partial<BatchSettings> = {}): BatchSettings {
    return { ...defaultBatchSettings, engine: this.door, ...changes }
  }

  /** Adds new photos as a batch. `salt`: those of equal salt are equal; default: each differs. `size`: theirs, px. */
  async add(
    names: readonly string[],
    changes: Partial<BatchSettings> = {},
    options: {
      readonly salt?: string
      readonly size?: Size
      readonly budget?: number
      readonly again?: boolean
    } = {},
  ): Promise<AddedBatch> {
    const photos = await imported(this.folder, await writePhotos(this.folder, names, options.salt, options.size))
    return this.queue.addBatch(photos, this.settings(changes), options)
  }

  async run(): Promise<void> {
    await this.queue.setRunning(true)
    await this.queue.idle()
  }

  /** Adds photos and works until nothing goes on by itself. */
  async expand(...added: Parameters<PaidWorld['add']>): Promise<AddedBatch> {
    const batch = await this.add(...added)
    await this.run()
    return batch
  }

  /** Closes the queue as a quit does, and opens it again. */
  async reopen(): Promise<void> {
    await this.queue.close()
    this.queue = await openQueue(this.options)
  }

  /** A fault for photos' creates, not for the check's. */
  onCreate(fault: FaultRuleInput['fault'], rule: Partial<FaultRuleInput> = {}): void {
    this.simulator.faults.add({ on: 'create', largerThan: photosOnly, ...rule, fault })
  }

  /** Creates of photos that reached the service, whatever became of them. */
  creates(id?: string | null): readonly RequestRecord[] {
    const all = this.simulator.stats.requests('create').filter((one) => one.id !== null || one.fault !== null)
    return id === undefined ? all : all.filter((one) => one.id === id)
  }

  /** Everything asked with or about an id of ours, in order. */
  about(id: string | null): readonly RequestRecord[] {
    return this.simulator.stats.requests().filter((one) => one.id === id)
  }

  charges(): readonly Charge[] {
    return this.simulator.ledger.all()
  }

  /** What became of each job, by name: `done`, or with a reason or an error `blocked offline`, `failed content-refused`. */
  fates(): Readonly<Record<string, string>> {
    const fates = this.queue.snapshot().jobs.map(({ source, state, reason, error }) => {
      const why = state === 'blocked' ? reason : state === 'failed' ? error?.code : null
      return [source.slice(this.folder.length + 1), why ? `${state} ${why}` : state] as const
    })
    return Object.fromEntries(fates)
  }

  /** How many jobs came to each fate. */
  counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {}
    for (const fate of Object.values(this.fates())) counts[fate] = (counts[fate] ?? 0) + 1
    return counts
  }

  /** Waits until an expectation holds. */
  async until(expectation: () => void): Promise<void> {
    await vi.waitFor(expectation, { interval: 5, timeout: 20_000 })
  }

  /** Ends the endless tasks that there are; new ones take as long as usual. */
  endTasks(): void {
    this.simulator.change({ taskMs: usualTasks })
    this.clock.skip(endlessTasks.max)
  }

  /** Lets so much of the clock's time pass, ms: to see that nothing happens in it. */
  async pass(ms: number): Promise<void> {
    await new Promise<void>((resolve) => this.clock.after(ms, resolve))
  }
}
