import { describe, expect, it } from 'vitest'
import { createHistory, type HistoryStep } from '../../../renderer/state/history'

/** A history with a clock of its own, over a value that its steps set. */
function given() {
  let time = 0
  let value = 'start'
  const history = createHistory(() => time)
  const set = async (next: string) => {
    value = next
    return true
  }
  const change = (next: string, more: Partial<HistoryStep> = {}) => {
    const before = value
    value = next
    history.record({ label: 'target', undo: () => set(before), redo: () => set(next), ...more })
  }
  return {
    history,
    change,
    value: () => value,
    wait: (ms: number) => {
      time += ms
    },
  }
}

describe('the history', () => {
  it('takes changes back, one after another, and makes them again', async () => {
    const { history, change, value } = given()
    change('a')
    change('b')
    await history.undo()
    expect(value()).toBe('a')
    await history.undo()
    expect(value()).toBe('start')
    expect(await history.undo()).toEqual({ kind: 'nothing' })
    await history.redo()
    await history.redo()
    expect(value()).toBe('b')
    expect(await history.redo()).toEqual({ kind: 'nothing' })
  })

  it('forgets what was undone once something else is changed', async () => {
    const { history, change, value } = given()
    change('a')
    await history.undo()
    change('b')
    expect(await history.redo()).toEqual({ kind: 'nothing' })
    await history.undo()
    expect(value()).toBe('start')
  })

  it('does steps in turn when they are asked for at once', async () => {
    const { history, change, value } = given()
    for (const next of ['a', 'b', 'c']) change(next)
    const outcomes = await Promise.all([history.undo(), history.undo(), history.redo()])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'done'])
    expect(value()).toBe('b')
  })

  it('makes one step of a run of changes of one kind', async () => {
    const { history, change, value, wait } = given()
    change('1', { run: ['quality'] })
    wait(900)
    change('12', { run: ['quality'] })
    wait(900)
    change('123', { run: ['quality'] })
    await history.undo()
    expect(value()).toBe('start')
    await history.redo()
    expect(value()).toBe('123')
  })

  it.each([
    ['after a pause', 1000, 'quality'],
    ['of another kind', 10, 'feather'],
    ['of none', 10, undefined],
  ] as const)('keeps a change apart that is %s', async (_, ms, run) => {
    const { history, change, value, wait } = given()
    change('a', { run: ['quality'] })
    wait(ms)
    change('b', run === undefined ? {} : { run: [run] })
    await history.undo()
    expect(value()).toBe('a')
  })

  it('does not join a change to one that was undone and made again', async () => {
    const { history, change, value } = given()
    change('a', { run: ['quality'] })
    await history.undo()
    await history.redo()
    change('b', { run: ['quality'] })
    await history.undo()
    expect(value()).toBe('a')
  })

  it('stays as it was when a step does not work, or breaks', async () => {
    const { history, change, value } = given()
    let works = false
    change('a', { undo: async () => works })
    expect(await history.undo()).toEqual({ kind: 'failed' })
    works = true
    expect((await history.undo()).kind).toBe('done')
    change('b', { undo: () => Promise.reject(new Error('gone')) })
    await expect(history.undo()).rejects.toThrow('gone')
    expect(history.getState().done).toHaveLength(1)
    change('c')
    expect((await history.undo()).kind).toBe('done')
    expect(value()).toBe('b')
  })

  it('keeps changes apart that are of one kind, but not of the same things', async () => {
    const { history, change, value } = given()
    change('a', { run: ['prompt', 'p1', 'p2', 'p4'] })
    change('b', { run: ['prompt', 'p1', 'p3', 'p4'] })
    await history.undo()
    expect(value()).toBe('a')
  })

  it('leaves out steps of which nothing is left that they could change', async () => {
    const { history, change, value } = given()
    change('a', { redo: async () => 'gone' })
    change('b', { undo: async () => 'gone' })
    expect((await history.undo()).kind).toBe('done')
    expect(value()).toBe('start')
    expect(await history.redo()).toEqual({ kind: 'nothing' })
    expect(history.getState()).toEqual({ done: [], undone: [] })
  })

  it('keeps the last 200 changes', async () => {
    const { history, change, value } = given()
    for (let index = 0; index < 205; index++) change(String(index))
    expect(history.getState().done).toHaveLength(200)
    for (let index = 0; index < 201; index++) await history.undo()
    expect(value()).toBe('4')
  })
})
