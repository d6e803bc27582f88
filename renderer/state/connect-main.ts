import type { Bridge } from '../../core/ipc/bridge'
import { type Result, unwrap } from '../../core/ipc/result'
import { notify } from './notices'
import { showEndedBatch } from './show-batch'
import type { Stores } from './stores'
import { createSync } from './sync'
import { arrivalReport } from './watch-report'

interface Main {
  readonly bridge: Bridge
  readonly onError: (error: unknown) => void
}

/** Has the stores follow what main tells. @returns what asks main for everything */
export function connectMain(stores: Stores, { bridge, onError }: Main) {
  const { library, queue, marks, access, watching, settings } = stores
  const librarySync = createSync({
    fetch: async () => unwrap(await bridge.library.snapshot()),
    replace: library.replace,
    apply: library.apply,
    onError,
  })
  const queueSync = createSync({
    fetch: async () => unwrap(await bridge.queue.snapshot()),
    replace: queue.replace,
    apply: queue.apply,
    onError,
  })
  const marksSync = createSync({
    fetch: async () => unwrap(await bridge.marks.snapshot()),
    replace: marks.replace,
    apply: marks.apply,
    onError,
  })
  bridge.on.marksPatch(marksSync.push)
  bridge.on.libraryPatch(librarySync.push)
  bridge.on.queuePatch(queueSync.push)
  bridge.on.queueShowBatch(({ batch }) => showEndedBatch(stores, batch))
  bridge.on.settingsChanged(settings.receive)
  bridge.on.accessChanged(access.receive)
  bridge.on.watchChanged(watching.receive)
  bridge.on.watchArrived((arrival) => {
    notify(arrivalReport(arrival, settings.getState().settings.batch.engine))
  })
  const receive = async <T>(asked: () => Promise<Result<T>>, into: (value: T) => void) => {
    try {
      into(unwrap(await asked()))
    } catch (error) {
      onError(error)
    }
  }
  return {
    loadLibrary: librarySync.load,
    loadMarks: marksSync.load,
    load: async () => {
      const opened = queueSync.load().then(() => openWhereItWas(stores))
      const keys = receive(bridge.access.list, access.receive)
      const watched = receive(bridge.watch.list, watching.receive)
      await Promise.all([librarySync.load(), opened, marksSync.load(), keys, watched])
    },
  }
}

/** Jobs were left at the last end: the window opens with them, unless the user has gone elsewhere by now. */
function openWhereItWas({ queue, view }: Stores): void {
  const { summary } = queue.getState()
  if (summary === null || view.getState().view !== 'library') return
  if (summary.recovered !== null || summary.active + summary.counts.queued > 0) view.go('queue')
}
