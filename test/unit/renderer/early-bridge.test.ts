import { describe, expect, it, vi } from 'vitest'
import type { Bridge } from '../../../core/ipc/bridge'
import { type OwnChange, ownOf } from '../../../core/library'
import { showEarly } from '../../../renderer/state/early-bridge'
import { createLibraryStore } from '../../../renderer/state/library-store'
import { createSync } from '../../../renderer/state/sync'
import { defaultTarget, librarySnapshot, photo } from './fixtures'

const square = { ...defaultTarget, ratio: { width: 1, height: 1 } }

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

  it('ends as main has it when the first of two changes on their way is refused, in whichever order the answers come', async () => {
    for (const late of ['answer', 'snapshot'] as const) {
      const library = createLibraryStore()
      const kept = { ...photo('a') }
      let revision = 1
      const waiting: (() => void)[] = []
      const held = () => new Promise<void>((resolve) => waiting.push(resolve))
      const sync = createSync({
        fetch: async () => {
          const snapshot = librarySnapshot(revision, [{ ...kept }])
          if (late === 'snapshot') await held()
          return snapshot
        },
        replace: library.replace,
        apply: library.apply,
        onError: (error) => {
          throw error
        },
      })
      library.replace(librarySnapshot(1, [kept]))
      let calls = 0
      const setOwn = async ({ changes }: { readonly changes: readonly OwnChange[] }) => {
        if (calls++ === 0) return { ok: false, error: { code: 'state-unwritable', message: 'Full.' } } as const
        Object.assign(kept, ownOf(changes[0] as OwnChange))
        sync.push({ revision: ++revision, upserted: [], removed: [], own: [...changes], importing: null })
        if (late === 'answer') await held()
        return { ok: true, value: { before: [] } } as const
      }
      const early = showEarly({ library: { setOwn } } as unknown as Bridge, library, sync.load)
      const first = early.library.setOwn({ changes: [{ ids: ['a'], target: square, prompt: 'sea' }] })
      const second = early.library.setOwn({ changes: [{ ids: ['a'], target: defaultTarget }] })
      await vi.waitFor(() => expect(waiting).toHaveLength(1))
      for (const go of waiting) go()
      await Promise.all([first, second])
      expect(library.getState().photos.get('a'), late).toEqual({ ...kept, target: defaultTarget, prompt: null })
    }
  })
})
