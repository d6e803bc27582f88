import { describe, expect, it, vi } from 'vitest'
import type { Bridge } from '../../../core/ipc/bridge'
import { showEarly } from '../../../renderer/state/early-bridge'
import { createLibraryStore } from '../../../renderer/state/library-store'
import { defaultTarget, librarySnapshot, photo } from './fixtures'

/** The bridge, of which only the answer to a target is asked for here. */
function bridgeThat(answers: Bridge['library']['setOwn']) {
  const library = createLibraryStore()
  library.replace(librarySnapshot(1, [photo('a')]))
  const reload = vi.fn(async () => library.replace(librarySnapshot(2, [photo('a')])))
  const bridge = { library: { setOwn: answers } } as Partial<Bridge> as Bridge
  const target = () => library.getState().photos.get('a')?.target
  return { early: showEarly(bridge, library, reload), reload, target }
}

describe('what photos are given', () => {
  it('is seen before main has answered', async () => {
    const { early, reload, target } = bridgeThat(async () => ({ ok: true, value: { before: [] } }))
    const answer = early.library.setOwn({ changes: [{ ids: ['a'], target: defaultTarget }] })
    expect(target()).toEqual(defaultTarget)
    expect((await answer).ok).toBe(true)
    expect(reload).not.toHaveBeenCalled()
  })

  it('is as main has it again when main refuses, or cannot be reached', async () => {
    const error = { code: 'internal', message: 'No.' } as const
    const refused = bridgeThat(async () => ({ ok: false, error }))
    expect((await refused.early.library.setOwn({ changes: [{ ids: ['a'], target: defaultTarget }] })).ok).toBe(false)
    expect(refused.target()).toBeNull()
    const broken = bridgeThat(() => Promise.reject(new Error('gone')))
    await expect(broken.early.library.setOwn({ changes: [{ ids: ['a'], target: defaultTarget }] })).rejects.toThrow(
      'gone',
    )
    expect(broken.target()).toBeNull()
  })
})
