import { readdir } from 'node:fs/promises'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { checkLineSchema } from '../../../core/cli-schema'
import type { DoorName, SimulatorChanges } from '../../simulator/options'
import { type Simulator, startSimulator } from '../../simulator/simulator'
import { cli, ensureCliBuilt, linesOf } from './cli'
import { place } from './place'

beforeAll(ensureCliBuilt)

const keys: Readonly<Record<DoorName, string>> = { cometapi: 'sk-comet-studio', kling: 'sk-kling-studio' }

async function simulator(changes: SimulatorChanges = {}): Promise<Simulator> {
  const started = await startSimulator()
  onTestFinished(() => started.close())
  started.change(changes)
  return started
}

/** Checks a door, for a script and for a person. */
async function check(door: DoorName, endpoint: string, env: Readonly<Record<string, string>>) {
  const { home } = await place()
  const args = ['check', '--engine', door, '--endpoint', endpoint]
  const [script, person] = [await cli([...args, '--json'], { home, env }), await cli(args, { home, env })]
  expect(person.code).toBe(script.code)
  expect([script.stderr, person.stderr]).toEqual(['', ''])
  await expect(readdir(home)).rejects.toMatchObject({ code: 'ENOENT' })
  const lines = linesOf(script.stdout, checkLineSchema.strict())
  expect(lines).toHaveLength(1)
  return { code: script.code, line: lines[0], text: person.stdout }
}

describe.each<DoorName>(['cometapi', 'kling'])('check of %s', (door) => {
  const env = { OUTFRAME_API_KEY: keys[door] }

  it('is well when key and routes are good, and charges nothing', async () => {
    const service = await simulator()
    const { code, line, text } = await check(door, service[door], env)
    expect(code).toBe(0)
    expect(line).toEqual({
      event: 'check',
      engine: door,
      endpoint: service[door],
      ok: true,
      key: 'good',
      create: 'there',
      query: 'there',
      error: null,
      reason: null,
    })
    expect(text).toContain(service[door])
    expect(text).toContain('Ready')
    expect(service.ledger.all()).toEqual([])
  })

  it('says that the key is refused, and where it was taken from', async () => {
    const service = await simulator()
    const { code, line, text } = await check(door, service[door], { OUTFRAME_API_KEY: 'sk-wrong' })
    expect(code).toBe(1)
    expect(line).toMatchObject({ ok: false, key: 'bad', reason: 'bad-key', error: { code: 'bad-key' } })
    expect(text).toContain('OUTFRAME_API_KEY')
    expect(text).not.toContain('sk-wrong')
  })

  it('says that there is no key, and asks nobody', async () => {
    const service = await simulator()
    const { code, line, text } = await check(door, service[door], {})
    expect(code).toBe(1)
    expect(line).toMatchObject({ ok: false, key: 'unknown', reason: 'no-key', error: { code: 'no-key' } })
    expect(text).toContain('OUTFRAME_API_KEY')
    expect(service.stats.requests()).toEqual([])
  })

  it.each(['null-404', 'html'] as const)('says that the route is missing (%s), and what to do', async (missing) => {
    const routes = { create: 'missing', query: 'missing', missing } as const
    const service = await simulator({ doors: { [door]: routes } })
    const { code, line, text } = await check(door, service[door], env)
    expect(code).toBe(1)
    expect(line).toMatchObject({ ok: false, create: 'missing', reason: 'no-route', error: { code: 'no-route' } })
    expect(text).toMatch(/local/)
    expect(/2026-03-13.*--engine kling.*--engine local/.test(text)).toBe(door === 'cometapi')
  })

  it('says that results could not be asked for', async () => {
    const service = await simulator({ doors: { [door]: { query: 'missing' } } })
    const { code, line } = await check(door, service[door], env)
    expect(code).toBe(1)
    expect(line).toMatchObject({ ok: false, key: 'good', create: 'there', query: 'missing', reason: 'no-query' })
  })

  it('says that the account has no credits', async () => {
    const service = await simulator()
    service.change({ accounts: service.options().accounts.map((account) => ({ ...account, standing: 'arrears' })) })
    const { code, line, text } = await check(door, service[door], env)
    expect(code).toBe(1)
    expect(line).toMatchObject({ ok: false, key: 'good', reason: 'no-credits', error: { code: 'no-credits' } })
    expect(text).toContain('arrears')
  })

  it('says that nobody is there', async () => {
    const service = await simulator()
    await service.close()
    const { code, line } = await check(door, service[door], env)
    expect(code).toBe(1)
    expect(line).toMatchObject({ ok: false, key: 'unknown', create: 'unclear', reason: 'offline' })
  })
})

describe('check', () => {
  it('takes the older pair at Kling', async () => {
    const service = await simulator()
    const env = { OUTFRAME_ACCESS_KEY: 'AK-studio', OUTFRAME_SECRET_KEY: 'SK-studio-0123456789abcdef' }
    expect(await check('kling', service.kling, env)).toMatchObject({ code: 0, line: { ok: true, key: 'good' } })
    expect(await check('cometapi', service.cometapi, env)).toMatchObject({ code: 1, line: { reason: 'no-key' } })
  })

  it('finds that the local engine needs nothing', async () => {
    const { home } = await place()
    const { code, stdout } = await cli(['check', '--engine', 'local', '--json'], { home })
    expect(code).toBe(0)
    expect(linesOf(stdout, checkLineSchema.strict())).toMatchObject([{ engine: 'local', endpoint: null, ok: true }])
    expect((await cli(['check', '--engine', 'local'], { home })).stdout).toContain('no key')
  })
})
