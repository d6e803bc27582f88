import { describe, expect, it, vi } from 'vitest'
import type { QueueSummary } from '../../../../core/queue'
import { followDayBudget } from '../../../../main/app/doors/day-budget'
import { settingsFor } from './test-doors'

const endpoints = { cometapi: 'http://127.0.0.1:1', kling: 'http://127.0.0.1:1' }

function follow(mode: QueueSummary['mode'], blocked: number) {
  const settings = settingsFor(endpoints)
  const setRunning = vi.fn().mockResolvedValue(undefined)
  const counts = { blocked } as QueueSummary['counts']
  const stop = followDayBudget(settings, { summary: () => ({ mode, counts }) as QueueSummary, setRunning })
  const cap = (budgetPerDay: number | null) =>
    settings.set({ ...settings.value, money: { ...settings.value.money, budgetPerDay } })
  return { settings, setRunning, stop, cap }
}

describe('a changed cap of the day', () => {
  it('lets a running queue try again what waited, once for each change', () => {
    const { settings, setRunning, stop, cap } = follow('running', 3)
    cap(50)
    cap(50)
    settings.set({ ...settings.value, theme: 'light' })
    expect(setRunning.mock.calls).toEqual([[true]])
    cap(null)
    expect(setRunning).toHaveBeenCalledTimes(2)
    stop()
    cap(10)
    expect(setRunning).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['is paused', 'paused', 3],
    ['only fetches what was bought', 'fetching', 3],
    ['has nothing that waits', 'running', 0],
  ] as const)('does nothing to a queue that %s', (_how, mode, blocked) => {
    const { setRunning, cap } = follow(mode, blocked)
    cap(50)
    expect(setRunning).not.toHaveBeenCalled()
  })
})
