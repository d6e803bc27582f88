import { beforeEach, describe, expect, it } from 'vitest'
import { defaultAppSettings } from '../../../core/settings'
import { notices } from '../../../renderer/state/notices'
import { startAnew } from '../../../renderer/state/queue-actions'
import { opened, square, upright, wide } from './changed-window'
import { photo } from './fixtures'
import { toasts } from './spoken'

const job = { id: 'job', batchId: 'batch', source: '/shoot/b.jpg' } as const
const { batch: before } = defaultAppSettings

beforeEach(() => notices.setState({ waiting: [] }))

describe('“start anew”', () => {
  it('sets what the batch was started with, in one step, and selects that photo alone', async () => {
    const { app, main, batch, targets } = opened([photo('a'), photo('b')])
    main.again = { ...before, n: 3 }
    await startAnew(app, job)
    expect([batch().n, targets('b'), [...app.view.getState().selection.ids]]).toEqual([3, null, ['b']])
    await app.history.undo()
    expect(batch()).toEqual(before)
  })

  it('takes the target and the prompt of the row, whatever photo and batch have by now', async () => {
    const own = { target: square, moreTargets: [wide], prompt: 'sand' }
    const { app, main, kept, batch, targets } = opened([photo('a'), photo('b', own)])
    main.again = { ...before, n: 3, target: upright, prompt: 'sea' }
    await startAnew(app, job)
    expect([targets('b'), kept.get('b')?.prompt]).toEqual([[upright], 'sea'])
    expect(batch(), 'other photos keep theirs').toEqual({ ...before, n: 3 })
    await app.history.undo()
    expect(kept.get('b')).toMatchObject(own)
    await app.history.undo()
    expect(batch()).toEqual(before)
  })

  it('leaves a photo as it is that would be made so anyway', async () => {
    const { app, main, kept } = opened([photo('b', { target: upright, prompt: 'sea' })])
    main.again = { ...before, target: upright, prompt: 'sea' }
    await startAnew(app, job)
    expect([kept.get('b'), app.history.getState().done]).toEqual([photo('b', { target: upright, prompt: 'sea' }), []])
  })

  it('sets all of it for the next batch where the photo is to be added first', async () => {
    const { app, main, batch } = opened([photo('a')])
    main.again = { ...before, target: upright, prompt: 'sea' }
    await startAnew(app, job)
    expect(batch()).toMatchObject({ target: upright, prompt: 'sea' })
    expect(toasts()).toMatchObject([{ body: 'The photo is not in the library any more.', action: 'Add it' }])
  })
})
