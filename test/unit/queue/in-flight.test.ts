import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Arrival, InFlight } from '../../../main/queue/in-flight'

const path = ['/out/a_16x9.jpg']

/** Enters, and tells whether it has been let in. */
function entering(arrival: Arrival, keys: readonly string[], signal = new AbortController().signal) {
  const state = { isIn: false }
  void arrival.enter(keys, signal).then(() => {
    state.isIn = true
  })
  return async () => {
    await nextTurn()
    return state.isIn
  }
}

test('of two jobs for one file the one that is taken up first goes first, however long its photo takes to be read', async () => {
  const inFlight = new InFlight()
  const [first, second] = [inFlight.arrive(path, 'one'), inFlight.arrive(path, 'two')]
  const secondIsIn = entering(second, ['key'])
  expect(await secondIsIn()).toBe(false)
  const firstIsIn = entering(first, ['key'])
  expect(await firstIsIn()).toBe(true)
  expect(await secondIsIn()).toBe(false)
  first.leave()
  expect(await secondIsIn()).toBe(true)
})

test('jobs that make something else of that name, or belong to one batch, do not wait for each other', async () => {
  const inFlight = new InFlight()
  const [first, other, twin] = ['one', 'two', 'one'].map((batch) => inFlight.arrive(path, batch))
  if (!first || !other || !twin) throw new Error('Expected three')
  const otherIsIn = entering(other, ['another key'])
  expect(await entering(first, ['key'])()).toBe(true)
  expect(await otherIsIn()).toBe(true)
  expect(await entering(twin, ['key'])()).toBe(true)
})

test('one that fails before its photo is read, or is stopped, keeps nobody waiting', async () => {
  const inFlight = new InFlight()
  const [first, second] = [inFlight.arrive(path, 'one'), inFlight.arrive(path, 'two')]
  const third = inFlight.arrive(path, 'three')
  const stopping = new AbortController()
  const thirdIsIn = entering(third, ['key'], stopping.signal)
  const secondIsIn = entering(second, ['key'])
  expect(await secondIsIn()).toBe(false)
  first.leave()
  expect(await secondIsIn()).toBe(true)
  expect(await thirdIsIn()).toBe(false)
  stopping.abort()
  expect(await thirdIsIn()).toBe(true)
})
