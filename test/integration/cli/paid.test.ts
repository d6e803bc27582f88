import { copyFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startLinkServer } from '../../fixtures/link-server'
import type { SimulatorInput } from '../../simulator/options'
import { type Simulator, startSimulator } from '../../simulator/simulator'
import { CliProcess, cli, ensureCliBuilt, eventsOf, type Run, runJson, type StartOptions } from './cli'
import { filesIn, type Place, pixels, place, writePhoto } from './place'

beforeAll(ensureCliBuilt)

const key = 'sk-kling-studio'

/** Which request to create is the first that can be accepted: the free check's comes before. */
const firstCreate = 2

interface Studio extends Place {
  readonly service: Simulator
  readonly options: StartOptions
  /** `expand photos --engine kling` at the double, with more options. */
  readonly expand: (...more: string[]) => Promise<Run>
  readonly args: (...more: string[]) => string[]
  /** `--endpoint` of the double. */
  readonly at: readonly string[]
}

/** Photos of their own content, a double of the service whose tasks end at once, and a key for it. */
async function studio(names: readonly string[], input: SimulatorInput = {}, env = key): Promise<Studio> {
  const there = await place()
  for (const name of names) await writePhoto(join(there.photos, name), 600, 400)
  const service = await startSimulator({ taskMs: { min: 0, max: 0 }, ...input })
  onTestFinished(() => service.close())
  const options = { ...there, env: { OUTFRAME_API_KEY: env } }
  const at = ['--endpoint', service.kling]
  const args = (...more: string[]) => ['expand', there.photos, '--engine', 'kling', ...at, '--ratio', '2:1', ...more]
  return { ...there, service, options, at, args, expand: (...more) => runJson(args(...more), options) }
}

const charges = ({ service }: Studio) => service.ledger.all().length
const outputs = async ({ photos }: Studio) =>
  (await filesIn(join(photos, 'outframe'))).filter((name) => name !== '.outframe')
const reasons = (run: Run) => [...run.last.values()].map(({ state, reason }) => (reason ? `${state} ${reason}` : state))

describe('expand with a service', () => {
  it('says who receives the photos, and what it took; each original pixel is kept', async () => {
    const there = await studio(['a.png', 'b.png', 'c.png'])
    const run = await there.expand()
    expect(run).toMatchObject({ code: 0, summary: { done: 3, failed: 0, blocked: 0, units: 3 } })
    expect(run.stderr.match(/^.*sent to Kling \(127\.0\.0\.1:\d+\)\.$/gm)).toHaveLength(1)
    expect(charges(there)).toBe(3)
    expect(await outputs(there)).toEqual(['a_2x1.png', 'b_2x1.png', 'c_2x1.png'])
    for (const job of run.last.values()) expect(job).toMatchObject({ units: 1, pass: { index: 1, of: 1 } })
    const output = join(there.photos, 'outframe/a_2x1.png')
    expect(await sharp(output).metadata()).toMatchObject({ width: 800, height: 400 })
    const kept = await pixels(output, { left: 100, top: 0, width: 600, height: 400 })
    expect(kept.equals(await pixels(join(there.photos, 'a.png')))).toBe(true)
  })

  it('buys nothing twice: done is skipped, --again is composed from what was bought', async () => {
    const there = await studio(['a.png', 'b.png', 'c.png'])
    await there.expand()
    expect(await there.expand()).toMatchObject({ code: 0, summary: { skipped: 3, done: 0, units: 0 } })
    expect(charges(there)).toBe(3)
    expect(await there.expand('--again')).toMatchObject({ code: 0, summary: { done: 3, units: 0 } })
    expect(await there.expand('--format', 'jpeg')).toMatchObject({ code: 0, summary: { done: 3, units: 0 } })
    expect(charges(there)).toBe(3)
    expect(await outputs(there)).toHaveLength(9)
  })

  it('makes two outputs of two photos of equal content, and buys them once', async () => {
    const there = await studio(['a.png'])
    await copyFile(join(there.photos, 'a.png'), join(there.photos, 'b.png'))
    expect(await there.expand()).toMatchObject({ code: 0, summary: { done: 2, units: 1 } })
    expect(await outputs(there)).toEqual(['a_2x1.png', 'b_2x1.png'])
    expect(charges(there)).toBe(1)
  })

  it('asks for several variations with one request', async () => {
    const there = await studio(['a.png'])
    expect(await there.expand('--n', '3', '--prompt', 'a quiet lake')).toMatchObject({ code: 0, summary: { units: 3 } })
    expect(await outputs(there)).toEqual(['a_2x1_v1.png', 'a_2x1_v2.png', 'a_2x1_v3.png'])
    expect(there.service.ledger.all()).toMatchObject([{ n: 3, prompt: 'a quiet lake' }])
  })

  it('goes through several passes, and tells which', async () => {
    const there = await studio(['a.png'])
    await writePhoto(join(there.photos, 'a.png'), 1000, 500)
    const run = await runJson(
      ['expand', there.photos, '--engine', 'kling', ...there.at, '--ratio', '1:2'],
      there.options,
    )
    expect(run).toMatchObject({ code: 0, summary: { done: 1, units: 2 } })
    const passes = run.jobs.flatMap(({ pass }) => (pass ? [`${pass.index} of ${pass.of}`] : []))
    expect([...new Set(passes)]).toEqual(['1 of 2', '2 of 2'])
    expect(charges(there)).toBe(2)
    expect(await sharp(join(there.photos, 'outframe/a_1x2.png')).metadata()).toMatchObject({
      width: 1000,
      height: 2000,
    })
  })

  it('takes as many slots as it is told', async () => {
    const there = await studio(['a.png', 'b.png', 'c.png', 'd.png'], { taskMs: { min: 2000, max: 2000 } })
    expect(await there.expand('--concurrency', '2')).toMatchObject({ code: 0, summary: { done: 4 } })
    expect(there.service.slots('studio').peak).toBe(2)
  })

  it('works at the other door, with its key', async () => {
    const there = await studio(['a.png'], {}, 'sk-comet-studio')
    const args = ['expand', there.photos, '--engine', 'cometapi', '--endpoint', there.service.cometapi]
    expect(await runJson([...args, '--ratio', '2:1'], there.options)).toMatchObject({ code: 0, summary: { units: 1 } })
    expect(there.service.ledger.all()).toMatchObject([{ door: 'cometapi' }])
  })
})

describe('a budget', () => {
  it('blocks what it does not cover, and resume goes on with a larger one', async () => {
    const there = await studio(['a.png', 'b.png', 'c.png'])
    const run = await there.expand('--budget', '2')
    expect(run).toMatchObject({ code: 1, summary: { done: 2, blocked: 1, failed: 0, units: 2 } })
    expect(reasons(run).toSorted()).toEqual(['blocked budget', 'done', 'done'])
    // What was given stays in force.
    const again = await runJson(['resume', ...there.at], there.options)
    expect(again).toMatchObject({ code: 1, summary: { done: 0, blocked: 1 } })
    expect(charges(there)).toBe(2)
    const more = await runJson(['resume', ...there.at, '--budget', '3'], there.options)
    expect(more).toMatchObject({ code: 0, summary: { done: 1, blocked: 0, units: 1 } })
    expect(charges(there)).toBe(3)
    expect(await outputs(there)).toHaveLength(3)
  })
})

describe('what stands in the way at the service', () => {
  it.each<[string, SimulatorInput, string, string]>([
    ['a wrong key', {}, 'sk-wrong', 'bad-key'],
    ['no key', {}, '', 'no-key'],
    ['a missing route', { doors: { kling: { create: 'missing', query: 'missing' } } }, key, 'no-route'],
  ])('%s blocks all, fails none and charges nothing', async (_, input, env, reason) => {
    const there = await studio(['a.png', 'b.png', 'c.png'], input, env)
    const run = await there.expand()
    expect(run).toMatchObject({ code: 1, summary: { done: 0, failed: 0, blocked: 3, units: 0 } })
    expect(reasons(run)).toEqual(Array(3).fill(`blocked ${reason}`))
    expect(`${run.stdout}${run.stderr}`).not.toContain('sk-')
    expect(charges(there)).toBe(0)
    const status = await cli(['status'], there)
    expect(status.stdout).toContain(`Blocked: 3 ${reason}`)
  })

  it('blocks all when nobody is there, and resume goes on once somebody is', async () => {
    const there = await studio(['a.png', 'b.png'])
    await there.service.close()
    const run = await there.expand()
    expect([run.code, reasons(run)]).toEqual([1, ['blocked offline', 'blocked offline']])
    const back = await startSimulator({ taskMs: { min: 0, max: 0 } })
    onTestFinished(() => back.close())
    const rest = await runJson(['resume', '--endpoint', back.kling], there.options)
    expect(rest).toMatchObject({ code: 0, summary: { done: 2, units: 2 } })
  })

  it('is none that one endpoint could help when there are two doors', async () => {
    const there = await studio(['a.png'], {}, '')
    await there.expand()
    await runJson(['expand', there.photos, '--engine', 'cometapi', '--ratio', '2:1'], there.options)
    const { code, stdout, stderr } = await cli(['resume', ...there.at], there.options)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/cometapi and kling/)
    expect(await runJson(['resume'], there.options)).toMatchObject({ code: 1, summary: { blocked: 2 } })
  })

  it('is gone after the right key is given to resume', async () => {
    const there = await studio(['a.png', 'b.png'], {}, 'sk-wrong')
    await there.expand()
    const run = await runJson(['resume', ...there.at], { ...there.options, env: { OUTFRAME_API_KEY: key } })
    expect(run).toMatchObject({ code: 0, summary: { done: 2, blocked: 0, units: 2 } })
    expect(run.stderr).toContain('sent to Kling')
    expect(charges(there)).toBe(2)
  })
})

describe('an interrupted run', () => {
  it('awaits the answer to what was sent, and resume buys nothing twice', async () => {
    const there = await studio(['a.png', 'b.png', 'c.png'])
    // The answer to it comes late.
    there.service.faults.add({ on: 'create', nth: firstCreate, fault: { delayMs: 1500 } })
    const process = new CliProcess([...there.args('--concurrency', '1'), '--json'], there.options)
    await expect.poll(() => there.service.faults.list()[0]?.used, { timeout: 30_000 }).toBe(1)
    process.kill('SIGINT')
    const { code, summary, stderr } = eventsOf(await process.ended)
    expect([code, summary.done, summary.units]).toEqual([130, 0, 1])
    expect(stderr).toMatch(/Waiting for the answer.*resume/s)
    expect(charges(there)).toBe(1)
    expect(await runJson(['resume', ...there.at], there.options)).toMatchObject({ code: 0, summary: { done: 3 } })
    expect(charges(there)).toBe(3)
    expect(there.service.ledger.twice()).toEqual([])
    expect(await outputs(there)).toHaveLength(3)
  })

  it('asks after what is running, without a second charge', async () => {
    const there = await studio(['a.png', 'b.png', 'c.png'], { taskMs: { min: 1500, max: 1500 } })
    const process = new CliProcess([...there.args(), '--json'], there.options)
    await process.told(/("state":"running".*){3}/s)
    process.kill('SIGINT')
    expect(eventsOf(await process.ended)).toMatchObject({ code: 130, summary: { done: 0, units: 3 } })
    const rest = await runJson(['resume', ...there.at], there.options)
    expect(rest).toMatchObject({ code: 0, summary: { done: 3 } })
    expect(charges(there)).toBe(3)
  })
})

describe('a create of which nobody knows whether it was charged', () => {
  /** CometAPI's door cannot be asked by our id: a cut leaves it open whether the create was accepted. */
  async function unknown(accept: boolean): Promise<Studio> {
    const there = await studio(['a.png'], {}, 'sk-comet-studio')
    there.service.faults.add({ on: 'create', nth: firstCreate, fault: { accept, reply: { kind: 'cut' } } })
    const args = ['expand', there.photos, '--engine', 'cometapi', '--endpoint', there.service.cometapi]
    const run = await runJson([...args, '--ratio', '2:1'], there.options)
    expect([run.code, reasons(run)]).toEqual([1, ['blocked unknown-charge']])
    return { ...there, at: ['--endpoint', there.service.cometapi] }
  }

  it('is looked up again by resume, and never sent again by itself', async () => {
    const there = await unknown(true)
    const run = await runJson(['resume', ...there.at], there.options)
    expect([run.code, reasons(run).at(-1)]).toEqual([1, 'blocked unknown-charge'])
    expect(charges(there)).toBe(1)
  })

  it('is sent again, or given up, when resume is told so', async () => {
    const sent = await unknown(false)
    const done = await runJson(['resume', ...sent.at, '--unknown', 'send'], sent.options)
    expect(done).toMatchObject({ code: 0, summary: { done: 1 } })
    expect(charges(sent)).toBe(1)

    const given = await unknown(true)
    const failed = await runJson(['resume', ...given.at, '--unknown', 'give-up'], given.options)
    expect(failed).toMatchObject({ code: 1, summary: { failed: 1, blocked: 0 } })
    expect(charges(given)).toBe(1)
  })
})

describe('a link', () => {
  it('whose copy is gone is fetched again by resume', async () => {
    const there = await studio([], {}, '')
    const body = await readFile(await writePhoto(join(there.home, 'lake.png'), 600, 400))
    const server = await startLinkServer({ '/lake.png': { body, type: 'image/png' } })
    const link = `${server.origin}/lake.png`
    const args = ['expand', link, '--engine', 'kling', ...there.at, '--ratio', '2:1']
    const options = { ...there.options, cwd: there.photos }
    expect(await runJson(args, options)).toMatchObject({ code: 1, summary: { blocked: 1 } })
    await rm(join(there.home, 'queue/links'), { recursive: true })
    const run = await runJson(['resume', ...there.at], { ...options, env: { OUTFRAME_API_KEY: key } })
    expect(run).toMatchObject({ code: 0, summary: { done: 1 } })
    expect([...run.last.keys()]).toEqual([link])
    expect(await outputs(there)).toEqual(['lake_2x1.png'])
  })
})
