import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Simulator, startSimulator } from '../simulator/simulator'
import { filesIn, filesWith, writePhotos } from './harness/photos'
import { keys, PaidDoor } from './harness/service'
import { expect, test } from './harness/test'

const large = { width: 900, height: 600 } as const

let simulator: Simulator
test.beforeEach(async () => {
  simulator = await startSimulator({ taskMs: { min: 300, max: 600 } })
})
test.afterEach(() => simulator.close())

test('photos go out only once somebody agreed, and come back painted', async ({ outframe, photos, home }) => {
  await writePhotos(photos, 2, large)
  await outframe.add(photos)
  const door = new PaidDoor(outframe, 'cometapi')
  await door.use(simulator)
  await door.consent(false)
  await expect(door.start()).rejects.toThrow('CometAPI would receive the photos')
  expect(simulator.stats.requests()).toEqual([])

  await door.consent(true)
  expect(await door.start()).toMatchObject({ jobs: 2 })
  await outframe.waitForJobs({ done: 2 })
  expect(simulator.ledger.all()).toHaveLength(2)
  expect(await filesIn(join(photos, 'outframe'))).toEqual(['photo-01_16x9.jpg', 'photo-02_16x9.jpg'])
  await outframe.close()
  expect(await filesWith(home, keys.cometapi)).toEqual([])
})

test('a notice makes it ask at once, and nothing else in it is believed', async ({ outframe, photos }) => {
  const port = await freePort()
  // By itself it asks at an age of some 4.6 and 5.7 s.
  simulator.change({ taskMs: { min: 4900, max: 4900 } })
  simulator.faults.add({ on: 'callback', fault: { callback: 'lie' } })
  const door = new PaidDoor(outframe)
  await door.use(simulator, { callbackUrl: `http://127.0.0.1:${port}` })
  await door.receiveAt(port)
  await writePhotos(photos, 1, large)
  await outframe.add(photos)
  await door.start()
  await outframe.waitForJobs({ done: 1 })
  const ended = simulator.ledger.all().map(({ acceptedAt, takesMs }) => acceptedAt + takesMs)
  const askedAt = simulator.stats.requests('query').at(-1)?.at ?? 0
  expect(askedAt - (ended[0] ?? 0)).toBeLessThan(500)
})

test('a port that is taken is said, also at a start, and tasks are asked after all the same', async ({
  launch,
  photos,
}) => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const first = await (await launch()).ready()
  await new PaidDoor(first).receiveAt(port)
  await expect(first.page.getByText(`cannot be received at port ${port}`)).toBeVisible()
  await first.close()

  const second = await (await launch()).ready()
  await expect(second.page.getByText(`cannot be received at port ${port}`)).toBeVisible()
  const door = new PaidDoor(second)
  await door.use(simulator)
  await writePhotos(photos, 1, large)
  await second.add(photos)
  await door.start()
  await second.waitForJobs({ done: 1 })
  other.close()
})

test('closed while a create is under way, it waits for the answer', async ({ launch, photos }) => {
  // Longer than leaving may take otherwise. The first create is the one that checks the route and cannot be accepted.
  simulator.faults.add({ on: 'create', nth: 2, fault: { delayMs: 12_000 } })
  const first = await (await launch()).ready()
  // The door that cannot be asked after a create whose answer was lost.
  const door = new PaidDoor(first, 'cometapi')
  await door.use(simulator, { slots: 1 })
  await writePhotos(photos, 2, large)
  await first.add(photos)
  await door.start()
  await expect.poll(() => simulator.ledger.all().length).toBe(1)
  expect(await first.close()).toBe(0)
  expect(simulator.ledger.all()).toHaveLength(1)

  const second = await (await launch()).ready()
  await new PaidDoor(second, 'cometapi').use(simulator)
  expect((await second.queue()).summary.unknownCharges).toBe(0)
  // It was left running, and goes on by itself once it has a key again.
  await second.waitForJobs({ done: 2 })
  expect(simulator.ledger.all()).toHaveLength(2)
})

/** A port that was free just now. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
