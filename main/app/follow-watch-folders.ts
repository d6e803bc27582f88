import { isDeepStrictEqual } from 'node:util'
import type { WatchFolder, WatchView } from '../../core/watch'
import type { WatchFolders } from '../library/arrivals/watch-folders'
import type { Kept } from './kept/kept'

/** How long changes are collected before they are told, ms. */
const period = 100

/**
 * Keeps the watched folders as the settings have them.
 * @returns what ends it
 */
export function followWatchFolders(
  settings: Pick<Kept['settings'], 'value' | 'onChange'>,
  folders: Pick<WatchFolders, 'set'>,
  onError: (error: unknown) => void,
): () => void {
  let known: readonly WatchFolder[] = []
  const follow = (wanted: readonly WatchFolder[]) => {
    if (isDeepStrictEqual(wanted, known)) return
    known = wanted
    folders.set(wanted).catch(onError)
  }
  follow(settings.value.watchFolders)
  return settings.onChange(({ watchFolders }) => follow(watchFolders))
}

/** Tells how watched folders are, once for many changes. */
export function watchFeed(views: () => readonly WatchView[], tell: (views: WatchView[]) => void) {
  let timer: NodeJS.Timeout | null = null
  return {
    changed(): void {
      timer ??= setTimeout(() => {
        timer = null
        tell([...views()])
      }, period)
    },
    close(): void {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
