import { onTestFinished } from 'vitest'
import type { WatchFolder, WatchView } from '../../../core/watch'
import type { Arrival } from '../../../main/library/arrivals/hot-folder'
import { type Library, openLibrary } from '../../../main/library/library'
import { ProbingHere, writePhotos } from './probing'
import { temporaryFolder } from './temporary'

/** A library that watches a folder, and what it tells. `until` resolves once something is so, looked at with all that is told. */
export async function watched(names: readonly string[] = ['old.png'], change: Partial<WatchFolder> = {}) {
  const path = await temporaryFolder()
  const stateDir = await temporaryFolder()
  await writePhotos(path, names)
  const folder: WatchFolder = { id: 'f1', path, target: null, moreTargets: [], start: false, ...change }
  const arrivals: Arrival[] = []
  const outputs = new Set<string>()
  const cut = new Set<string>()
  const checks = new Set<() => void>()
  const tell = () => {
    for (const check of [...checks]) check()
  }
  const imaging = new ProbingHere()
  let isFailing = false
  const open = (): Library => {
    const opened = openLibrary({
      stateDir,
      imaging,
      arrivals: {
        settleMs: 60,
        isOutput: (file) => outputs.has(file),
        isWhole: async (file) => !cut.has(file),
        onChange: tell,
        onArrival: async (arrival) => {
          if (isFailing) throw new Error('The program ended.')
          arrivals.push(arrival)
          tell()
          return { started: 0, held: null }
        },
      },
    })
    opened.onPatch(tell)
    return opened
  }
  let library = open()
  onTestFinished(() => library.close())
  await library.watchFolders.set([folder])
  return {
    path,
    folder,
    arrivals,
    outputs,
    cut,
    imaging,
    get library() {
      return library
    },
    failing: (to: boolean) => {
      isFailing = to
    },
    names: () => library.photos('all').map(({ name }) => name),
    view: () => library.watchFolders.views()[0],
    until: (isSo: () => boolean) =>
      new Promise<void>((resolve) => {
        const check = () => {
          if (!isSo()) return
          checks.delete(check)
          resolve()
        }
        checks.add(check)
        check()
      }),
    close: () => library.close(),
    reopen: async () => {
      await library.close()
      library = open()
      await library.watchFolders.set([folder])
    },
  }
}

/** A folder in which nothing was and nothing came. */
export const quiet: WatchView = { id: 'f1', state: 'watching', before: 0, waiting: 0, polled: false, last: null }
