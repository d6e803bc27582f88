import { expect, onTestFinished, test } from 'vitest'
import type { SimulatorInput } from '../../simulator/options'
import { type Simulator, startSimulator } from '../../simulator/simulator'
import { temporaryFolder } from '../../unit/queue/world'
import { freePort } from './free-port'
import { endlessTasks, type PaidOptions, PaidWorld } from './paid-world'

/** A service that goes away and comes back at the same address, with all that it knew. */
class Away {
  #now: Simulator | null = null

  private constructor(
    readonly world: PaidWorld,
    readonly input: SimulatorInput,
  ) {}

  static async open(input: SimulatorInput = {}, options: PaidOptions = {}): Promise<Away> {
    const [port, folder] = [await freePort(), await temporaryFolder()]
    const world = await PaidWorld.open({ ...options, endpoint: () => `http://127.0.0.1:${port}` })
    return new Away(world, { taskMs: { min: 3000, max: 3000 }, ...input, port, folder })
  }

  async come(changes: SimulatorInput = {}): Promise<Simulator> {
    const simulator = await startSimulator({ ...this.input, ...changes }, () => this.world.clock.now())
    this.#now = simulator
    onTestFinished(() => simulator.close())
    return simulator
  }

  async go(): Promise<void> {
    await this.#now?.close()
  }
}

test('a network that goes while a render is fetched: the job waits for it, and goes on by itself', async () => {
  const away = await Away.open()
  const { world } = away
  const first = await away.come()
  first.faults.add({ on: 'download', fault: { reply: { kind: 'cut' } } })
  await world.add(['a.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(first.stats.requests('download').length).toBeGreaterThan(0))
  await away.go()
  await world.until(() => expect(world.counts()).toEqual({ 'blocked offline': 1 }))
  const again = await away.come()
  await world.until(() => expect(world.counts()).toEqual({ done: 1 }))
  expect(again.ledger.all()).toHaveLength(1)
})

test('a network that goes when credits are out as well: what was bought is fetched once it is back', async () => {
  const accounts = [{ name: 'studio', keys: { kling: ['sk-kling-studio'] }, balance: 1 }]
  const away = await Away.open({ accounts, taskMs: endlessTasks }, { slots: 2 })
  const { world } = away
  const first = await away.come()
  await world.add(['a.jpg', 'b.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.counts()).toEqual({ running: 1, 'blocked no-credits': 1 }))
  await away.go()
  await world.until(() => expect(world.counts()['blocked offline']).toBe(1))
  const again = await away.come()
  world.endTasks()
  await world.until(() => expect(again.stats.requests('download')).toHaveLength(1))
  expect(first.ledger.all()).toHaveLength(1)
})

test('trying one job again lets those go on that waited for the same', async () => {
  const away = await Away.open()
  const { world } = away
  const { jobs } = await world.expand(['a.jpg', 'b.jpg', 'c.jpg'])
  expect(world.counts()).toEqual({ 'blocked offline': 3 })
  await away.come()
  await world.queue.retry([jobs[1]?.id ?? ''])
  await world.until(() => expect(world.counts()).toEqual({ done: 3 }))
})

test('however often it is told that the network may be back, the service is not hammered', async () => {
  const away = await Away.open()
  const { world } = away
  await world.expand(['a.jpg'])
  for (let times = 0; times < 20; times += 1) world.queue.retryOffline()
  await world.pass(1000)
  const before = world.access.calls.length
  await world.pass(60_000)
  expect(world.access.calls.length - before).toBeLessThanOrEqual(8)
})

test('a service that answers questions and no check is tried again more and more seldom', async () => {
  const world = await PaidWorld.open({ speed: 200 })
  world.simulator.faults.add({ on: 'create', fault: { reply: { kind: 'code', code: 5000 } } })
  await world.expand(['a.jpg'])
  expect(world.counts()).toEqual({ 'blocked offline': 1 })
  await world.pass(600_000)
  const checks = world.access.calls.filter((call) => call === 'check')
  // Five tries before a job is told to wait, then after some 5, 10, 20, 40 s and each minute.
  expect(checks.length).toBeLessThanOrEqual(70)
})

test('a job that is told to wait is left alone by the create that goes on for it', async () => {
  const away = await Away.open({}, { queue: { renderCacheBytes: 0 } })
  const { world } = away
  await away.come()
  await world.expand(['a.jpg'], {}, { salt: 'one' })
  await away.go()
  // Its render is not kept, so it is fetched again; it gets that far when nobody answers any more.
  let release: (() => void) | undefined
  const hash = world.imaging.files.hash.bind(world.imaging.files)
  world.imaging.files.hash = async (path) => {
    if (release === undefined && path.endsWith('again.jpg')) {
      await new Promise<void>((resolve) => {
        release = resolve
      })
    }
    return await hash(path)
  }
  await world.add(['again.jpg'], {}, { salt: 'one' })
  await world.add(['other.jpg'])
  await world.queue.setRunning(true)
  await world.until(() => expect(world.fates()['other.jpg']).toBe('blocked offline'))
  await world.until(() => expect(release).not.toBe(undefined))
  release?.()
  await world.until(() => expect(world.fates()['again.jpg']).toBe('blocked offline'))
  const again = await away.come()
  await world.until(() => expect(world.counts()).toEqual({ done: 3 }))
  expect(again.ledger.all()).toHaveLength(2)
})
