import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

/** Electron exists only inside of Electron. */
const electron = vi.hoisted(() => ({ isOnline: vi.fn(), powerMonitor: null as EventEmitter | null }))
vi.mock('electron', () => ({
  net: { isOnline: electron.isOnline },
  get powerMonitor() {
    return electron.powerMonitor
  },
}))

beforeEach(() => {
  electron.powerMonitor = new EventEmitter()
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

it('tells when the network comes back and when the computer wakes, and ends', async () => {
  const { watchConnectivity } = await import('../../../main/app/connectivity')
  const onBack = vi.fn()
  electron.isOnline.mockReturnValue(true)
  const stop = watchConnectivity(onBack)
  const goOn = async (isOnline: boolean) => {
    electron.isOnline.mockReturnValue(isOnline)
    await vi.advanceTimersByTimeAsync(20_000)
  }
  await goOn(true)
  await goOn(false)
  expect(onBack).not.toHaveBeenCalled()
  await goOn(true)
  expect(onBack).toHaveBeenCalledTimes(1)
  electron.powerMonitor?.emit('resume')
  expect(onBack).toHaveBeenCalledTimes(2)
  stop()
  await goOn(false)
  await goOn(true)
  electron.powerMonitor?.emit('resume')
  expect(onBack).toHaveBeenCalledTimes(2)
})
