import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Size } from '../../../core/geometry'
import type { DoorId } from '../../../core/service/doors'
import { type BatchSettings, defaultBatchSettings, defaultTarget } from '../../../core/settings'
import type { FaultRuleInput } from '../../simulator/fault-rules'
import type { SimulatorInput } from '../../simulator/options'
import { type Simulator, startSimulator } from '../../simulator/simulator'
import { filesIn, imported, temporaryFolder, writePhotos } from '../../unit/queue/world'
import { keys } from '../kling/simulator/calls'
import type { PaidOrder, PaidWord } from './paid-process'
import { type PaidProcess, paidProcesses } from './paid-processes'

const start = paidProcesses()

/** Larger than the check's create, bytes. */
const photosOnly = 1000
const names = ['a.jpg', 'b.jpg', 'c.jpg']

async function scene(door: DoorId, input: SimulatorInput = {}, changes: Partial<BatchSettings> = {}, size?: Size) {
  const simulator = await startSimulator({ taskMs: { min: 20, max: 40 }, ...input })
  onTestFinished(() => simulator.close())
  const folder = await temporaryFolder()
  const paths = await writePhotos(folder, names, undefined, size)
  const order: PaidOrder = {
    stateDir: join(await temporaryFolder(), 'state'),
    photos: await imported(folder, paths),
    settings: { ...defaultBatchSettings, engine: door, ...changes },
    door,
    endpoint: simulator[door],
    key: keys[door],
    speed: 50,
  }
  return { simulator, folder, paths, order }
}

async function until(expectation: () => void): Promise<void> {
  await vi.waitFor(expectation, { interval: 2, timeout: 20_000 })
}

const hash = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex')

/** Where the process is killed: what holds it there, and how it is known to be there. */
interface Moment {
  readonly faults?: readonly FaultRuleInput[]
  readonly order?: Partial<PaidOrder>
  readonly input?: SimulatorInput
  readonly reached: (simulator: Simulator, process: PaidProcess) => boolean
}

const used = (simulator: Simulator) => simulator.faults.list().every((rule) => rule.used > 0)
const accepted = (count: number) => (simulator: Simulator) => simulator.ledger.all().length >= count
const create = { on: 'create', largerThan: photosOnly } as const

const moments: Readonly<Record<string, Moment>> = {
  'while a create is uploaded': {
    faults: [{ ...create, nth: 2, fault: { reply: { kind: 'silence' } } }],
    reached: used,
  },
  'after a create was taken, before its answer': {
    faults: [{ ...create, from: 2, fault: { accept: true, reply: { kind: 'silence' } } }],
    reached: accepted(3),
  },
  'while tasks run': {
    input: { taskMs: { min: 400, max: 400 } },
    reached: (_simulator, { words }) =>
      words.filter((word) => word.say === 'job' && word.state === 'running').length === 3,
  },
  'while it asks': {
    faults: [{ on: 'query', nth: 3, fault: { reply: { kind: 'silence' } } }],
    reached: used,
  },
  'while it downloads': {
    faults: [{ on: 'download', nth: 2, fault: { reply: { kind: 'drip', pieces: 50, pauseMs: 100 } } }],
    reached: used,
  },
  'while it composes': {
    order: { holdComposes: true },
    reached: (_simulator, { words }) => words.some((word) => word.say === 'holding'),
  },
}

test.each(Object.entries(moments))('killed %s: every photo is made once and charged once', async (_when, moment) => {
  const { simulator, folder, paths, order } = await scene('kling', moment.input)
  const sources = await Promise.all(paths.map(hash))
  simulator.faults.add(...(moment.faults ?? []))
  const first = start({ ...order, ...moment.order })
  await until(() => expect(moment.reached(simulator, first)).toBe(true))
  await first.kill()
  simulator.faults.clear()
  const words = await start(order).ended()
  expect(words.at(-1)).toEqual({ say: 'end' })
  expect(await filesIn(folder)).toEqual([
    ...names,
    'outframe/.outframe',
    ...names.map((name) => `outframe/${name.replace('.jpg', '_16x9.jpg')}`),
  ])
  expect(simulator.ledger.all()).toHaveLength(names.length)
  expect(simulator.ledger.twice()).toEqual([])
  expect(new Set(simulator.ledger.all().map(({ upload }) => upload.sha256)).size).toBe(names.length)
  expect(await Promise.all(paths.map(hash))).toEqual(sources)
})

test('killed between two passes: the first is not bought again', async () => {
  const target = { ...defaultTarget, ratio: { width: 5, height: 1 } }
  const { simulator, folder, order } = await scene('kling', {}, { target })
  const first = start({ ...order, holdPasses: true })
  await until(() => expect(first.words.filter((word) => word.say === 'holding').length).toBeGreaterThan(0))
  await until(() => expect(simulator.ledger.all()).toHaveLength(3))
  await first.kill()
  await start(order).ended()
  expect((await filesIn(folder)).filter((file) => file.endsWith('_5x1.jpg'))).toHaveLength(3)
  expect(simulator.ledger.all()).toHaveLength(6)
  expect(simulator.ledger.twice()).toEqual([])
})

test('killed between two tiles of a panorama: nothing is bought again', async () => {
  const { simulator, folder, order } = await scene('cometapi', {}, {}, { width: 3000, height: 1000 })
  const first = start({ ...order, holdPasses: true })
  await until(() => expect(first.words.filter((word) => word.say === 'holding').length).toBeGreaterThan(0))
  await until(() => expect(simulator.ledger.all()).toHaveLength(3))
  await first.kill()
  await start(order).ended()
  expect((await filesIn(folder)).filter((file) => file.endsWith('_16x9.jpg'))).toHaveLength(3)
  expect(simulator.ledger.all()).toHaveLength(6)
  expect(simulator.ledger.twice()).toEqual([])
})

test('killed where nothing can be looked up: what may be charged is told, and never sent again', async () => {
  const { simulator, folder, order } = await scene('cometapi')
  simulator.faults.add({ ...create, nth: 2, fault: { accept: true, reply: { kind: 'silence' } } })
  simulator.faults.add({ ...create, nth: 3, fault: { reply: { kind: 'silence' } } })
  const first = start(order)
  await until(() => expect(used(simulator)).toBe(true))
  await until(() => expect(simulator.ledger.all()).toHaveLength(2))
  // The first one's answer is stored; whose create comes first is nobody's promise.
  await until(() => expect(first.words.some((word) => word.say === 'job' && word.state === 'running')).toBe(true))
  await first.kill()
  simulator.faults.clear()
  const words: PaidWord[] = []
  for (let round = 0; round < 3; round += 1) words.push(...(await start(order).ended()))
  const last = new Map(words.flatMap((word) => (word.say === 'job' ? [[word.source, word.why] as const] : [])))
  expect([...last.values()].sort()).toEqual([null, 'unknown-charge', 'unknown-charge'])
  expect((await filesIn(folder)).filter((file) => file.endsWith('_16x9.jpg'))).toHaveLength(1)
  expect(simulator.ledger.all()).toHaveLength(2)
})
