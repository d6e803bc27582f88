import { join } from 'node:path'
import { AppError } from '../../core/errors'
import type { MarksPatch } from '../../core/gallery'
import type { LibraryPatch } from '../../core/library'
import type { QueuePatch } from '../../core/queue'
import type { WatchArrival, WatchView } from '../../core/watch'
import type { ProxyResolver } from '../engines/kling/proxies'
import { type Library, openLibrary } from '../library/library'
import { openQueue } from '../queue/queue'
import type { Queue } from '../queue/types'
import { openAppImaging } from './app-imaging'
import { receiveArrival } from './arrivals'
import { watchConnectivity } from './connectivity'
import { followDayBudget } from './doors/day-budget'
import type { Doors } from './doors/doors'
import { HintReceiver } from './doors/hint-receiver'
import { linkConnections } from './doors/link-connections'
import { followWatchFolders, watchFeed } from './follow-watch-folders'
import type { Kept } from './kept/kept'
import type { Log } from './log'
import { lookAgain } from './look-again'
import { MarksFeed } from './marks-feed'
import type { ThumbnailService } from './protocols/serve-thumbnail'
import type { ThumbnailAddress } from './protocols/thumbnail-address'
import { ThumbnailCache } from './protocols/thumbnail-cache'
import { Thumbnails } from './protocols/thumbnails'
import { QueueFeed } from './queue-feed'
import { followStorageLimits } from './storage'

/** What stands behind the window: everything that needs the state folder, and the workers. */
export interface Services {
  readonly library: Library
  readonly queue: Queue
  readonly queueFeed: QueueFeed
  readonly marksFeed: MarksFeed
  readonly thumbnails: ThumbnailService
  /** Looks whether files of the library are as they were, soon after and not too often: see `lookAgain`. */
  readonly lookAgain: () => void
  readonly thumbnailCache: ThumbnailCache
  /** Puts active jobs back in line, closes the stores, gives up the state folder, ends the workers. */
  close(): Promise<void>
}

export interface ServicesOptions {
  readonly stateDir: string
  readonly thumbnailDir: string
  /** Where results of photos that were fetched from links are put, in a folder of their own. */
  readonly linkRoot: string
  readonly version: string
  readonly settings: Kept['settings']
  readonly presets: Kept['presets']
  readonly doors: Doors
  readonly proxies: ProxyResolver
  readonly onLibraryPatch: (patch: LibraryPatch) => void
  readonly onWatchChanged: (views: WatchView[]) => void
  readonly onArrival: (arrival: WatchArrival) => void
  readonly onQueuePatch: (patch: QueuePatch) => void
  readonly onMarksPatch: (patch: MarksPatch) => void
  /** Something does not work, and all else goes on. */
  readonly onProblem: (error: unknown) => void
  readonly log: Log
}

/**
 * Takes the state folder and opens what is in it. Ends the workers when that fails.
 * @throws {AppError} `state-owned` when another process has the folder; `state-unreadable`, `state-unwritable`
 */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const { stateDir, version, settings, doors, log } = options
  const imaging = openAppImaging(log)
  const limits = settings.value.storage
  const thumbnailCache = new ThumbnailCache(options.thumbnailDir, limits.thumbnailBytes)
  const thumbnails = new Thumbnails(imaging, thumbnailCache, log)
  const closing = [() => thumbnails.settled(), () => imaging.close()]
  const close = async () => {
    for (const end of closing.splice(0).reverse()) {
      await end().catch((error: unknown) => log.error('Closing failed', error))
    }
  }
  try {
    const dayBudget = () => settings.value.money.budgetPerDay
    const renderCacheBytes = limits.renderBytes
    const queue = await openQueue({ stateDir, imaging, access: doors, dayBudget, renderCacheBytes, version, log })
    closing.push(() => queue.close())
    const toLinks = linkConnections(options.proxies)
    closing.push(toLinks.close)
    const links = { folder: join(stateDir, 'links'), root: options.linkRoot, connect: toLinks.connect }
    const feed = watchFeed(() => library.watchFolders.views(), options.onWatchChanged)
    const library: Library = openLibrary({
      stateDir,
      imaging,
      links,
      log,
      onMoved: (moved) => {
        queue.follow(moved).catch((error: unknown) => log.warn('Jobs of photos that were moved do not follow', error))
      },
      arrivals: {
        isOutput: (path) => queue.isOutput(path),
        // Kept, and most likely what the grid asks for next.
        isWhole: (path, signal) => canBeShown(thumbnails.get(path, settings.value.thumbnailEdge, signal)),
        onChange: feed.changed,
        onArrival: (arrival) =>
          receiveArrival(arrival, {
            library,
            queue,
            imaging,
            settings: () => settings.value,
            presets: () => options.presets.value.presets,
            onArrival: options.onArrival,
            onError: (error) => log.warn('What came in was not started', error),
          }),
      },
    })
    closing.push(async () => feed.close())
    closing.push(() => library.close())
    library.onPatch(options.onLibraryPatch)
    const queueFeed = new QueueFeed(queue, options.onQueuePatch)
    closing.push(async () => queueFeed.close())
    const marksFeed = new MarksFeed(queue.results.marks, options.onMarksPatch)
    closing.push(async () => marksFeed.close())
    const stops = [
      watchConnectivity(() => queue.retryOffline()),
      followDayBudget(settings, queue),
      followStorageLimits(settings, { thumbnailCache, queue }),
      followWatchFolders(settings, library.watchFolders, (error) => log.warn('A folder is not watched', error)),
    ]
    closing.push(async () => {
      for (const stop of stops) stop()
    })
    const onHint = (taskId: string) => queue.hint(taskId)
    const receiver = new HintReceiver({ settings, onHint, onProblem: options.onProblem })
    closing.push(() => receiver.close())
    return {
      library,
      queue,
      queueFeed,
      marksFeed,
      lookAgain: lookAgain(
        async () => lookAtAll(library),
        (error) => log.warn('The library was not looked at', error),
      ),
      thumbnailCache,
      thumbnails: {
        thumbnails,
        locate: locate(library, queue),
        sizeOf: (photo) => library.photo(photo)?.header?.size,
        log,
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Whether a picture can be made of a photo. @throws {AppError} `cancelled` */
async function canBeShown(picture: Promise<unknown>): Promise<boolean> {
  try {
    await picture
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'cancelled') throw error
    return false
  }
}

async function lookAtAll(library: Library): Promise<void> {
  await Promise.all([library.recheck('all'), library.watchFolders.lookAgain()])
}

/** Finds the file of a thumbnail among what library and queue know. */
function locate(library: Library, queue: Queue) {
  return (address: ThumbnailAddress): string | undefined => {
    switch (address.kind) {
      case 'photo':
      case 'preview':
        return library.photo(address.id)?.path
      case 'source':
        return queue.job(address.id)?.source
      case 'output':
        return queue.job(address.id)?.outputs.find(({ variation }) => variation === address.variation)?.path
    }
  }
}
