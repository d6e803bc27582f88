import { beforeEach, describe, expect, it } from 'vitest'
import type { Target } from '../../../core/geometry'
import { defaultAppSettings } from '../../../core/settings'
import {
  choosePrompt,
  chooseTarget,
  removePhotos,
  resetTargets,
  updateBatch,
  updateOutputDefaults,
} from '../../../renderer/state/actions'
import { addTargets, dropTarget, replaceTargets } from '../../../renderer/state/change-targets'
import { chooseShape } from '../../../renderer/state/commands'
import { notices } from '../../../renderer/state/notices'
import { noTraits } from '../../../renderer/state/photo-filter'
import { runAgain } from '../../../renderer/state/queue-actions'
import { opened, ratio, square, upright, wide } from './changed-window'
import { photo } from './fixtures'
import { toasts } from './spoken'

beforeEach(() => notices.setState({ waiting: [] }))

describe('a target that is chosen', () => {
  it('takes the place of the one that is shown, of the batch or of photos, each list as it is', async () => {
    const { app, targets, batchTargets } = opened([photo('a'), photo('b', { target: square })])
    await addTargets(app, [], [upright])
    expect(batchTargets()).toEqual([wide, upright])
    await chooseTarget(app, [], ratio(3, 2))
    expect(batchTargets()).toEqual([wide, ratio(3, 2)])
    await chooseTarget(app, ['a', 'b'], ratio(2, 1))
    expect(targets('a')).toEqual([wide, ratio(2, 1)])
    expect(targets('b')).toEqual([ratio(2, 1)])
  })

  it('is shown where the list has it already, and the list stays', async () => {
    const { app, batchTargets, shown } = opened([])
    await addTargets(app, [], [upright, square])
    expect(shown()).toBe(1)
    await chooseTarget(app, [], wide)
    expect([batchTargets(), shown()]).toEqual([[wide, upright, square], 0])
  })

  it('keeps, as another shape, where photos sit in their canvas', async () => {
    const { app, targets } = opened([photo('a', { target: { ...wide, anchor: { x: 0, y: 1 } } as Target })])
    app.view.select({ type: 'only', id: 'a' })
    chooseShape(app, { kind: 'ratio', ratio: { width: 1, height: 1 }, turns: false })
    await expect.poll(() => targets('a')).toEqual([{ ...square, anchor: { x: 0, y: 1 } }])
  })

  it('starts from what the change before has left, however soon it follows', async () => {
    const { app, targets } = opened([photo('a', { target: wide, moreTargets: [upright] })])
    await Promise.all([
      dropTarget(app, ['a'], upright),
      chooseTarget(app, ['a'], square),
      addTargets(app, ['a'], [wide]),
    ])
    expect(targets('a')).toEqual([square, wide])
  })

  it('is taken back for a whole selection in one step and one request, exactly', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      photo(`p${index}`, index % 3 === 0 ? { target: ratio((index % 7) + 1, 2), moreTargets: [upright] } : {}),
    )
    const { app, main, kept } = opened(many)
    await chooseTarget(
      app,
      many.map(({ id }) => id),
      square,
    )
    expect(app.history.getState().done).toHaveLength(1)
    expect(main.calls).toBe(1)
    expect((await app.history.undo()).kind).toBe('done')
    expect(main.calls).toBe(2)
    expect([...kept.values()]).toEqual(many)
    await app.history.redo()
    expect(kept.get('p0')).toMatchObject({ target: square, moreTargets: [upright] })
  })

  it('leaves photos alone that have it already, or beside the one that is shown', async () => {
    const { app, main, targets, shown } = opened([photo('a'), photo('b', { target: square })])
    await addTargets(app, [], [upright])
    app.view.setState({ shownTarget: 0 })
    await chooseTarget(app, ['a'], upright)
    expect([targets('a'), shown()]).toEqual([null, 1])
    await chooseTarget(app, ['b'], square)
    await replaceTargets(app, ['b'], [square])
    resetTargets(app, ['a'])
    expect([main.calls, app.history.getState().done.length]).toEqual([0, 1])
    app.view.setState({ shownTarget: 1 })
    await chooseTarget(app, ['a', 'b'], square)
    expect([targets('a'), targets('b')]).toEqual([[wide, square], [square]])
    await app.history.undo()
    expect([targets('a'), targets('b')]).toEqual([null, [square]])
  })

  it('is not remembered when main refuses it, and a step that fails stays to be tried again', async () => {
    const { app, main, targets } = opened([photo('a')])
    main.refuses = true
    expect(await chooseTarget(app, ['a'], square)).toBe(false)
    expect(await chooseTarget(app, [], square)).toBe(false)
    expect(app.history.getState().done).toEqual([])
    main.refuses = false
    await chooseTarget(app, ['a'], square)
    main.refuses = true
    expect((await app.history.undo()).kind).toBe('failed')
    main.refuses = false
    expect((await app.history.undo()).kind).toBe('done')
    expect(targets('a')).toBeNull()
    expect(toasts().map(({ body }) => body)).toEqual(Array(3).fill('The disk is full.'))
  })
})

describe('targets', () => {
  it('are taken away where there is another one, and what is shown stays in the list', async () => {
    const { app, targets, batchTargets, shown } = opened([
      photo('a', { target: wide, moreTargets: [upright] }),
      photo('b', { target: upright }),
    ])
    await dropTarget(app, ['a', 'b'], upright)
    expect([targets('a'), targets('b')]).toEqual([[wide], [upright]])
    await addTargets(app, [], [upright, square])
    app.view.setState({ shownTarget: 2 })
    await dropTarget(app, [], square)
    expect([batchTargets(), shown()]).toEqual([[wide, upright], 1])
    await app.history.undo()
    expect(shown()).toBe(2)
    await app.history.redo()
    expect(shown()).toBe(1)
    for (let step = 0; step < 3; step++) await app.history.undo()
    expect([targets('a'), targets('b'), batchTargets()]).toEqual([[wide, upright], [upright], [wide]])
  })

  it('are added only where they are not, and leave photos with the batch that need nothing', async () => {
    const { app, main, targets } = opened([photo('a'), photo('b', { target: upright })])
    await addTargets(app, ['a', 'b'], [wide])
    expect([targets('a'), targets('b')]).toEqual([null, [upright, wide]])
    await addTargets(app, ['a', 'b'], [wide])
    expect(main.calls).toBe(1)
  })

  it('are replaced whole by a preset of several, and given back to the batch', async () => {
    const { app, targets } = opened([photo('a')])
    await replaceTargets(app, ['a'], [square, upright])
    expect(targets('a')).toEqual([square, upright])
    resetTargets(app, ['a'])
    await expect.poll(() => targets('a')).toBeNull()
    await app.history.undo()
    expect(targets('a')).toEqual([square, upright])
  })
})

describe('other changes', () => {
  it('of settings are taken back field by field; a number that is typed is one step', async () => {
    const { app, batch } = opened([])
    const output = (quality: number) => ({ output: { ...batch().output, quality } })
    await updateBatch(app, output(8))
    await updateBatch(app, output(80))
    await updateBatch(app, { n: 3 })
    await updateBatch(app, { n: 3 })
    expect(app.history.getState().done).toHaveLength(2)
    await app.history.undo()
    expect([batch().n, batch().output.quality]).toEqual([1, 80])
    await app.history.undo()
    expect(batch()).toEqual(defaultAppSettings.batch)
    await app.history.redo()
    expect(batch().output.quality).toBe(80)
  })

  it('of what outputs are like by themselves are taken back, with the inspector that followed', async () => {
    const { app, batch } = opened([])
    const defaults = () => app.settings.getState().settings.outputDefaults
    const { output } = defaultAppSettings.batch
    await updateOutputDefaults(app, { ...output, quality: 8 })
    await updateOutputDefaults(app, { ...output, quality: 80 })
    await updateOutputDefaults(app, { ...output, quality: 80 })
    expect([defaults().quality, batch().output.quality]).toEqual([80, 80])
    await app.history.undo()
    expect([defaults(), batch().output]).toEqual([output, output])
    expect(app.history.getState().done).toEqual([])
    await app.history.redo()
    expect([defaults().quality, batch().output.quality]).toEqual([80, 80])
  })

  it('of all settings by “run again” are one step, and the photos that are selected are shown', async () => {
    const { app, main, batch } = opened([photo('a')])
    app.view.setState({ folder: '/elsewhere', traits: { ...noTraits, orientations: ['portrait'] } })
    main.again = { ...defaultAppSettings.batch, n: 3, target: square }
    await runAgain(app, 'batch')
    expect(batch()).toMatchObject({ n: 3, target: square })
    const { selection, folder, traits } = app.view.getState()
    expect([[...selection.ids], folder, traits]).toEqual([['a'], null, noTraits])
    await app.history.undo()
    expect(batch()).toEqual(defaultAppSettings.batch)
    expect(await app.history.undo()).toEqual({ kind: 'nothing' })
    await app.history.redo()
    expect(batch().n).toBe(3)
  })

  it('of prompts are taken back for photos and the batch', async () => {
    const { app, kept, batch } = opened([photo('a', { prompt: 'sand' })])
    await choosePrompt(app, ['a'], 'sea')
    await choosePrompt(app, [], 'sky')
    await app.history.undo()
    await app.history.undo()
    expect([kept.get('a')?.prompt, batch().prompt]).toEqual(['sand', ''])
  })

  it('of prompts that follow at once are one step only for the same photos', async () => {
    const { app, kept } = opened(['a', 'b', 'c', 'd'].map((id) => photo(id)))
    await choosePrompt(app, ['a', 'b', 'd'], 's')
    await choosePrompt(app, ['a', 'b', 'd'], 'sea')
    await choosePrompt(app, ['a', 'c', 'd'], 'sky')
    expect(app.history.getState().done).toHaveLength(2)
    await app.history.undo()
    expect([...kept.values()].map(({ prompt }) => prompt)).toEqual(['sea', 'sea', null, 'sea'])
    await app.history.undo()
    expect([...kept.values()].map(({ prompt }) => prompt)).toEqual([null, null, null, null])
  })

  it('that main has not answered yet are what is taken back, not those before', async () => {
    const { app, kept, batch, targets } = opened([photo('a'), photo('b')])
    await updateBatch(app, { n: 3 })
    void chooseTarget(app, ['a'], square)
    expect(await app.history.undo()).toMatchObject({ kind: 'done', step: { label: 'target' } })
    expect([targets('a'), batch().n]).toEqual([null, 3])
    void removePhotos(app, ['b'])
    void updateBatch(app, { n: 4 })
    await Promise.all([app.history.undo(), app.history.undo()])
    expect([[...kept.keys()], batch().n]).toEqual([['a', 'b'], 3])
  })

  it('of photos that are not there any more are passed over, and what was before them is taken back', async () => {
    const { app, kept, batch } = opened([photo('a'), photo('b')])
    await updateBatch(app, { n: 3 })
    await chooseTarget(app, ['a'], square)
    kept.delete('a')
    expect(await app.history.undo()).toMatchObject({ kind: 'done', step: { label: 'settings' } })
    expect(batch().n).toBe(1)
    expect(await app.history.undo()).toEqual({ kind: 'nothing' })
  })

  it('that remove photos are taken back, all of them, too', async () => {
    const { app, kept } = opened([photo('a'), photo('b')])
    await removePhotos(app, ['a'])
    await removePhotos(app, 'all')
    expect(kept.size).toBe(0)
    await app.history.undo()
    expect([...kept.keys()]).toEqual(['b'])
    await app.history.undo()
    expect(kept.size).toBe(2)
    await app.history.redo()
    expect([...kept.keys()]).toEqual(['b'])
  })
})
