import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { NameReport } from '../../../core/queue'
import { defaultBatchSettings } from '../../../core/settings'
import { createNameCheck, type NameQuestion } from '../../../renderer/state/name-check'

const about: NameQuestion = { photos: 'all', settings: defaultBatchSettings }
const report = (taken: number): NameReport => ({ outputs: 10, taken, within: 0, photos: taken, examples: [] })

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('asks once, after the last of many changes', async () => {
  const check = vi.fn(async () => ({ ok: true as const, value: report(3) }))
  const names = createNameCheck(check, () => about)
  for (let change = 0; change < 20; change++) names.refresh()
  expect(check).not.toHaveBeenCalled()
  await vi.runAllTimersAsync()
  expect(check).toHaveBeenCalledExactlyOnceWith(about)
  expect(names.getState().report).toEqual(report(3))
})

it('believes the latest answer only, and none that could not be had', async () => {
  const answers = [withResolvers(), withResolvers()]
  let asked = 0
  const check = async () => ({ ok: true as const, value: await (answers[asked++]?.promise ?? Promise.reject()) })
  const names = createNameCheck(check, () => about)
  names.refresh()
  await vi.runAllTimersAsync()
  names.refresh()
  await vi.runAllTimersAsync()
  answers[1]?.resolve(report(2))
  answers[0]?.resolve(report(1))
  await vi.runAllTimersAsync()
  expect(names.getState().report).toEqual(report(2))
  names.refresh()
  await vi.runAllTimersAsync()
  expect(names.getState().report).toBeNull()
})

it('leaves a Start the way to its own answer', async () => {
  const started = withResolvers()
  const check = vi.fn(async () => ({ ok: true as const, value: await started.promise }))
  const names = createNameCheck(check, () => about)
  names.refresh()
  const answer = names.now(about)
  await vi.advanceTimersByTimeAsync(5000)
  expect(check).toHaveBeenCalledTimes(1)
  started.resolve(report(4))
  expect(await answer).toEqual({ ok: true, value: report(4) })
  await vi.runAllTimersAsync()
  expect(check).toHaveBeenCalledTimes(2)
})

it('has nothing to say where there is nothing to ask', async () => {
  const names = createNameCheck(vi.fn(), () => null)
  names.refresh()
  await vi.runAllTimersAsync()
  expect(names.getState().report).toBeNull()
})

/** Node 20 has none yet. */
function withResolvers() {
  let resolve: (value: NameReport) => void = () => undefined
  const promise = new Promise<NameReport>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
