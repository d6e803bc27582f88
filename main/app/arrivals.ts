import { createHash } from 'node:crypto'
import { AppError } from '../../core/errors'
import type { Imaging } from '../../core/imaging'
import type { LibraryPhoto } from '../../core/library'
import type { UserPreset } from '../../core/presets'
import { isPausedWithWork } from '../../core/queue'
import { isDoor } from '../../core/service/doors'
import type { AppSettings } from '../../core/settings'
import { keptTargets, targetsOf } from '../../core/targets'
import type { StartHold, WatchArrival } from '../../core/watch'
import type { Arrival, Started } from '../library/arrivals/hot-folder'
import type { WatchFolders } from '../library/arrivals/watch-folders'
import type { Library } from '../library/library'
import type { Queue } from '../queue/types'
import { forEachOf } from '../shared/pool'
import { type StartQueue, startBatch } from './ipc/start-batch'

/** Photos that are hashed at a time. */
const lanes = 4

export interface ArrivalRooms {
  readonly library: Pick<Library, 'recheck' | 'photos'> & { readonly watchFolders: Pick<WatchFolders, 'claimStart'> }
  readonly queue: StartQueue & Pick<Queue, 'madeContent'>
  readonly imaging: Pick<Imaging, 'hash'>
  readonly settings: () => AppSettings
  /** The user's, for names. */
  readonly presets: () => readonly UserPreset[]
  readonly onArrival: (arrival: WatchArrival) => void
  readonly onError: (error: unknown) => void
}

/**
 * Starts what came in from a watched folder, if the user said so: as a batch with the settings of the inspector. Where
 * that costs something only with consent and a cap; nothing twice with the same content and settings, and never what the
 * program made itself.
 */
export async function receiveArrival({ folder, photos }: Arrival, rooms: ArrivalRooms): Promise<Started> {
  const started: Started = folder.start ? await start(photos, rooms) : { started: 0, held: null }
  rooms.onArrival({ folder: folder.id, path: folder.path, photos: photos.length, ...started })
  return started
}

async function start(photos: readonly string[], rooms: ArrivalRooms): Promise<Started> {
  const settings = rooms.settings()
  const hold = holdOf(settings)
  if (hold !== null) return { started: 0, held: hold }
  try {
    const wanted = await unstarted(rooms.library.photos(photos), settings, rooms)
    if (wanted.length === 0) return { started: 0, held: null }
    const request = { photos: wanted, settings: settings.batch, again: false }
    const started = { library: rooms.library, queue: discreet(rooms.queue) }
    const result = await startBatch(started, settings, request, rooms.presets())
    return { started: result.jobs, held: null }
  } catch (error) {
    if (error instanceof AppError && error.code === 'no-consent') return { started: 0, held: 'no-consent' }
    rooms.onError(error)
    return { started: 0, held: 'failed' }
  }
}

/** What keeps photos from being started without anybody there. */
function holdOf({ batch: { engine }, consents, money }: AppSettings): StartHold | null {
  if (!isDoor(engine)) return null
  if (!consents.includes(engine)) return 'no-consent'
  return money.budgetPerDay === null && money.budgetPerBatch === null ? 'no-budget' : null
}

/** Those whose content was not started with these settings before, and is not the program's own work. */
async function unstarted(
  photos: readonly LibraryPhoto[],
  { batch }: AppSettings,
  { library, queue, imaging }: ArrivalRooms,
): Promise<string[]> {
  const wanted = new Set<string>()
  await forEachOf(photos, lanes, async (photo) => {
    const { id, path, header } = photo
    if (header === null) return
    const content = await imaging.hash(path)
    const key = keyOf({ content, settings: { ...batch, ...keptTargets(targetsOf(photo, batch)) } })
    if (!queue.madeContent(content) && library.watchFolders.claimStart(key)) wanted.add(id)
  })
  return photos.flatMap(({ id }) => (wanted.has(id) ? [id] : []))
}

function keyOf(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** A queue that was paused with work in it stays so. */
function discreet(queue: ArrivalRooms['queue']): StartQueue {
  const before = queue.summary()
  return {
    addBatch: (...batch) => queue.addBatch(...batch),
    summary: () => queue.summary(),
    snapshot: () => queue.snapshot(),
    // There is nothing to hold back: where something is kept, nothing goes on.
    holdBatch: async () => undefined,
    setRunning: async (to) => {
      if (!before.running && !isPausedWithWork(before)) await queue.setRunning(to)
    },
  }
}
