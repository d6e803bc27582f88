import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RequestInput } from '../../../../core/ipc/contract'
import { accessHandlers } from '../../../../main/app/ipc/access-handlers'
import { answer } from '../../../../main/app/ipc/answer'
import { type Simulator, startSimulator } from '../../../simulator/simulator'
import { openTestDoors, type TestDoors } from '../doors/test-doors'

const key = { kind: 'key', key: 'sk-kling-studio' } as const
const pair = { kind: 'pair', accessKey: 'AK-studio', secretKey: 'SK-studio-0123456789abcdef' } as const
const secrets = /sk-kling-studio|AK-studio|SK-studio|not-the-key/

let folder: string
let simulator: Simulator
let doors: TestDoors
const log = { warn: vi.fn(), error: vi.fn() }
const told: unknown[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-access-'))
  simulator = await startSimulator()
  doors = openTestDoors(folder, simulator)
  told.length = 0
  log.warn.mockReset()
  log.error.mockReset()
})
afterEach(async () => {
  await doors.close()
  await simulator.close()
  await rm(folder, { recursive: true })
})

type AccessChannel = 'access:list' | 'access:set-key' | 'access:remove-key' | 'access:check'

/** Asks as the page does. */
async function ask<C extends AccessChannel>(channel: C, input: RequestInput<C>) {
  const handler = accessHandlers(doors)[channel]
  const result = await answer(channel, handler, { trusted: true, input }, log)
  told.push(result)
  return result
}

describe('keys of doors', () => {
  it('go in, and only word of them comes out', async () => {
    const kept = { door: 'kling', place: 'kept', kind: 'key', canKeep: true, problem: null }
    expect(await ask('access:set-key', { door: 'kling', credentials: key })).toEqual({ ok: true, value: kept })
    expect(await ask('access:list', undefined)).toMatchObject({ ok: true, value: [{ place: 'none' }, kept] })
    expect(await ask('access:set-key', { door: 'kling', credentials: pair })).toMatchObject({ value: { kind: 'pair' } })
    expect(await doors.vault.credentials('kling')).toEqual(pair)
    expect(await ask('access:remove-key', { door: 'kling' })).toMatchObject({ value: { place: 'none', kind: null } })
    expect(await doors.vault.credentials('kling')).toBeNull()
  })

  it('of the wrong kind are refused in words, and not stored', async () => {
    expect(await ask('access:set-key', { door: 'cometapi', credentials: pair })).toEqual({
      ok: false,
      error: { code: 'bad-request', message: 'CometAPI takes one key, not an access key with a secret key.' },
    })
    expect(await doors.vault.credentials('cometapi')).toBeNull()
  })

  it('are shown by no answer, log or file, whatever happens', async () => {
    await ask('access:set-key', { door: 'cometapi', credentials: pair })
    await ask('access:set-key', { door: 'kling', credentials: { kind: 'key', key: 'not-the-key' } })
    await ask('access:check', { door: 'kling' })
    simulator.faults.add({
      on: 'query',
      fault: { reply: { kind: 'openai', status: 401, message: 'Incorrect API key provided: not-the-key' } },
    })
    await ask('access:check', { door: 'kling' })
    doors.cipher.encrypt = (text) => Promise.reject(new Error(text))
    await ask('access:set-key', { door: 'kling', credentials: pair })
    await ask('access:list', undefined)
    expect(told).toHaveLength(6)
    const everything = inspect([told, log.warn.mock.calls, log.error.mock.calls, doors.log.warn.mock.calls], {
      depth: 9,
    })
    expect(everything).toContain('could not be kept')
    expect(everything).not.toMatch(secrets)
    expect(await readFile(doors.keyFile, 'utf8')).not.toMatch(secrets)
  })
})

describe('check', () => {
  it('says that key and routes are good, and charges nothing', async () => {
    await ask('access:set-key', { door: 'kling', credentials: key })
    expect(await ask('access:check', { door: 'kling' })).toEqual({
      ok: true,
      value: { ok: true, key: 'good', create: 'there', query: 'there', error: null, reason: null },
    })
    expect(simulator.ledger.all()).toEqual([])
  })

  it('says what stands in the way', async () => {
    await ask('access:set-key', { door: 'kling', credentials: { kind: 'key', key: 'not-the-key' } })
    expect(await ask('access:check', { door: 'kling' })).toMatchObject({
      ok: true,
      value: { ok: false, key: 'bad', error: { code: 'bad-key', message: expect.any(String) }, reason: 'bad-key' },
    })
  })

  it('needs a key', async () => {
    expect(await ask('access:check', { door: 'kling' })).toMatchObject({ ok: false, error: { code: 'no-key' } })
    expect(simulator.stats.requests()).toEqual([])
  })

  it('needs one that can be decrypted, and says why not', async () => {
    await ask('access:set-key', { door: 'kling', credentials: key })
    const next = openTestDoors(folder, simulator)
    next.cipher.keyring = 'other'
    const handler = accessHandlers(next)['access:check']
    expect(await answer('access:check', handler, { trusted: true, input: { door: 'kling' } }, log)).toMatchObject({
      ok: false,
      error: { code: 'no-key', message: expect.stringContaining('keyring') },
    })
    await next.close()
  })
})
