import type { Target } from '../../../core/geometry'
import type { Bridge } from '../../../core/ipc/bridge'
import type { RequestInput } from '../../../core/ipc/contract'
import { type LibraryPhoto, ownOf } from '../../../core/library'
import { type AppSettings, defaultAppSettings } from '../../../core/settings'
import { targetsOf } from '../../../core/targets'
import { ownChanges } from '../../../main/library/own-changes'
import { createI18n } from '../../../renderer/i18n'
import type { App } from '../../../renderer/state/app'
import { createHistory } from '../../../renderer/state/history'
import { createLibraryStore } from '../../../renderer/state/library-store'
import { createQueueStore } from '../../../renderer/state/queue-store'
import { createSettingsStore } from '../../../renderer/state/settings-store'
import { createViewStore } from '../../../renderer/state/view-store'
import { defaultTarget, job, librarySnapshot, queueSnapshot } from './fixtures'

export const ratio = (width: number, height: number): Target => ({ ...defaultTarget, ratio: { width, height } })
export const [wide, upright, square] = [ratio(16, 9), ratio(4, 5), ratio(1, 1)] as const
const full = { ok: false, error: { code: 'state-unwritable', message: 'The disk is full.' } } as const

/** The window's stores over a main that keeps what it is told, and counts how often it is asked. */
export function opened(photos: readonly LibraryPhoto[]) {
  const kept = new Map(photos.map((each) => [each.id, each]))
  const removed = new Map<string, LibraryPhoto>()
  const main = {
    calls: 0,
    refuses: false,
    settings: defaultAppSettings as AppSettings,
    again: defaultAppSettings.batch,
  }
  const library = createLibraryStore()
  const told = () => library.replace(librarySnapshot(library.getState().revision + 1, [...kept.values()]))
  const answer = <T>(change: () => T) => {
    main.calls++
    if (main.refuses) return full
    const value = change()
    told()
    return { ok: true, value } as const
  }
  const photosOf = (ids: readonly string[]) => ids.flatMap((id) => kept.get(id) ?? [])
  const move = (ids: readonly string[], from: Map<string, LibraryPhoto>, to: Map<string, LibraryPhoto>) => {
    for (const id of ids) {
      const found = from.get(id)
      if (found !== undefined && from.delete(id)) to.set(id, found)
    }
  }
  const bridge = {
    library: {
      setOwn: async ({ changes }: RequestInput<'library:set-own'>) =>
        answer(() => {
          const before = new Map(changes.flatMap(({ ids }) => photosOf(ids).map((each) => [each.id, each])))
          for (const change of changes)
            for (const each of photosOf(change.ids)) kept.set(each.id, { ...each, ...ownOf(change) })
          return { before: [...ownChanges(before)] }
        }),
      remove: async ({ ids }: RequestInput<'library:remove'>) =>
        answer(() => move(ids === 'all' ? [...kept.keys()] : ids, kept, removed)),
      putBack: async ({ ids }: RequestInput<'library:put-back'>) => answer(() => move(ids, removed, kept)),
    },
    queue: { batchSettings: async () => ({ ok: true, value: main.again }) },
  } as unknown as Bridge
  const queue = createQueueStore()
  queue.replace(queueSnapshot(1, [job('a', 'done')]))
  const info = { version: '0', electron: '0', platform: 'linux', locale: 'en', engines: ['local' as const] }
  const app = {
    bridge,
    i18n: createI18n('en'),
    view: createViewStore(),
    library,
    queue,
    history: createHistory(() => 0),
    settings: createSettingsStore({ settings: main.settings, info, presets: [] }, async (change) => {
      if (main.refuses) throw new Error('The disk is full.')
      main.settings = { ...main.settings, ...change }
      return main.settings
    }),
  } as unknown as App
  told()
  const batch = () => app.settings.getState().settings.batch
  const targets = (id: string) => {
    const { target, moreTargets } = kept.get(id) as LibraryPhoto
    return target === null ? null : [target, ...moreTargets]
  }
  const batchTargets = () => targetsOf({ target: null }, batch())
  return { app, main, kept, targets, batch, batchTargets, shown: () => app.view.getState().shownTarget }
}
