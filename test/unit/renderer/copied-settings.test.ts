import { describe, expect, it } from 'vitest'
import { copySettings, pasteSettings } from '../../../renderer/state/copied-settings'
import { opened, square, upright, wide } from './changed-window'
import { photo } from './fixtures'
import { toasts } from './spoken'

describe('settings that are copied', () => {
  it('go to the selection as they are, also that there are none of its own', async () => {
    const from = photo('a', { target: wide, moreTargets: [square], prompt: 'sand' })
    const { app, kept, targets } = opened([from, photo('b'), photo('c', { target: upright, prompt: 'sea' })])
    app.view.select({ type: 'only', id: 'a' })
    copySettings(app)
    app.view.select({ type: 'only', id: 'b' })
    app.view.select({ type: 'toggle', id: 'c' })
    await pasteSettings(app)
    expect([targets('b'), kept.get('c')?.prompt]).toEqual([[wide, square], 'sand'])
    await app.history.undo()
    expect([targets('b'), targets('c'), kept.get('c')?.prompt]).toEqual([null, [upright], 'sea'])
    app.view.select({ type: 'only', id: 'b' })
    copySettings(app)
    app.view.select({ type: 'only', id: 'a' })
    await pasteSettings(app)
    expect([targets('a'), kept.get('a')?.prompt]).toEqual([null, null])
  })

  it('are nothing before something was copied, and go nowhere without a selection', async () => {
    const { app, main } = opened([photo('a')])
    const before = toasts().length
    copySettings(app)
    await pasteSettings(app)
    app.view.select({ type: 'only', id: 'a' })
    copySettings(app)
    app.view.select({ type: 'none' })
    await pasteSettings(app)
    expect(main.calls).toBe(0)
    expect(
      toasts()
        .slice(before)
        .map(({ title }) => title),
    ).toEqual([
      'Choose the photo to copy from first',
      'Nothing to paste: copy a photo’s settings first',
      'Copied target and prompt of a.jpg',
      'Select the photos to paste to first',
    ])
  })
})
