import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ExpandService } from '../../../../core/service/client'
import type { DoorId } from '../../../../core/service/doors'
import type { AppSettings } from '../../../../core/settings'
import { type Simulator, startSimulator } from '../../../simulator/simulator'
import { openTestDoors, type TestDoors } from './test-doors'

const credentials = { kind: 'key', key: 'sk-kling-studio' } as const

let folder: string
let simulator: Simulator
let opened: TestDoors
const changed = vi.fn<(door: DoorId) => void>()
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-doors-'))
  simulator = await startSimulator()
  opened = openTestDoors(folder, simulator)
  changed.mockReset()
  opened.doors.onChange(changed)
})
afterEach(async () => {
  await opened.close()
  await simulator.close()
  await rm(folder, { recursive: true })
})

async function serviceNow(): Promise<ExpandService> {
  const access = await opened.doors.current('kling')
  if (access.kind !== 'ready') throw access.error
  return access.service
}

function change(kling: Partial<AppSettings['doors']['kling']>): void {
  const { value } = opened.settings
  opened.settings.set({ ...value, doors: { ...value.doors, kling: { ...value.doors.kling, ...kling } } })
}

describe('doors', () => {
  it('say that there is no key, until there is one', async () => {
    expect(await opened.doors.current('kling')).toMatchObject({ kind: 'missing', error: { code: 'no-key' } })
    await opened.vault.store('kling', credentials)
    expect(changed.mock.calls).toEqual([['kling']])
    expect(await (await serviceNow()).check()).toMatchObject({ ok: true })
    expect(await opened.doors.current('cometapi')).toMatchObject({ kind: 'missing', error: { code: 'no-key' } })
  })

  it('are the same service until something about them changes', async () => {
    await opened.vault.store('kling', credentials)
    const first = await serviceNow()
    opened.settings.set({ ...opened.settings.value, theme: 'light' })
    expect(await serviceNow()).toBe(first)
    expect(changed).toHaveBeenCalledOnce()
    await opened.vault.store('kling', { ...credentials, key: 'another-key' })
    const second = await serviceNow()
    expect(second).not.toBe(first)
    expect(second.account).not.toBe(first.account)
  })

  it.each([
    ['endpoint', { endpoint: 'http://127.0.0.1:9' }],
    ['slots', { slots: 3 }],
    ['callback', { callbackUrl: 'https://tunnel.example/notices' }],
    ['watermark', { watermark: false }],
  ])('tell a new %s at once, and use it', async (_what, settings) => {
    await opened.vault.store('kling', credentials)
    await serviceNow()
    changed.mockReset()
    change(settings)
    expect(changed.mock.calls).toEqual([['kling']])
    expect(await opened.doors.current('kling')).toMatchObject({ kind: 'ready', settings })
    if ('endpoint' in settings) expect((await serviceNow()).endpoint).toBe(settings.endpoint)
  })

  it('lead to where a task was accepted before, with the key of now', async () => {
    expect(await opened.doors.at('kling', simulator.kling)).toBeNull()
    await opened.vault.store('kling', credentials)
    change({ endpoint: 'https://elsewhere.example' })
    const service = await opened.doors.at('kling', simulator.kling)
    expect(await service?.check()).toMatchObject({ ok: true })
  })

  it('have no service any more once the key is removed', async () => {
    await opened.vault.store('kling', credentials)
    await serviceNow()
    await opened.vault.remove('kling')
    expect(await opened.doors.current('kling')).toMatchObject({ kind: 'missing', error: { code: 'no-key' } })
  })

  it('follow nothing any more once they are closed', async () => {
    await opened.close()
    change({ slots: 5 })
    await opened.vault.store('kling', credentials)
    expect(changed).not.toHaveBeenCalled()
  })
})
