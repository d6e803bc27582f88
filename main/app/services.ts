import { join } from 'node:path'
import type { MarksPatch } from '../../core/gallery'
import type { LibraryPatch } from '../../core/library'
import type { QueuePatch } from '../../core/queue'
import type { ProxyResolver } from '../engines/kling/proxies'
import { type Library, openLibrary } from '../library/library'
import { openQueue } from '../queue/queue'
import type { Queue } from '../queue/types'
import { openAppImaging } from './app-imaging'
import { watchConnectivity } from './connectivity'
import { followDayBudget } from './doors/day-budget'
import type { Doors } from './doors/doors'
import { HintReceiver } from './doors/hint-receiver'
import { linkConnections } from './doors/link-connections'
import type { Kept } from './kept/kept'
import type { Log } from './log'
import { MarksFeed } from './marks-feed'
import type { ThumbnailService } from './protocols/serve-thumbnail'
import type { ThumbnailAddress } from './protocols/thumbnail-address'
import { ThumbnailCache } from './protocols/thumbnail-cache'
import { Thumbnails } from './protocols/thumbnails'
import { QueueFeed } from './queue-feed'

/** Thumbnails kept on disk, bytes: some 50,000 of the library's. */
const thumbnailBytes = 512 * 1024 * 1024

/** What stands behind the window: everything that needs the state folder, and the workers. */
export interface Services {
  readonly library: Library
  readonly queue: Queue
  readonly queueFeed: QueueFeed
  readonly marksFeed: MarksFeed
  readonly thumbnails: ThumbnailService
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
  readonly doors: Doors
  readonly proxies: ProxyResolver
  readonly onLibraryPatch: (patch: LibraryPatch) => void
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
  const thumbnails = new Thumbnails(imaging, new ThumbnailCache(options.thumbnailDir, thumbnailBytes), log)
  const closing = [() => thumbnails.settled(), () => imaging.close()]
  const close = async () => {
    for (const end of closing.splice(0).reverse()) {
      await end().catch((error: unknown) => log.error('Closing failed', error))
    }
  }
  try {
    const dayBudget = () => settings.value.money.budgetPerDay
    const queue = await openQueue({ stateDir, imaging, access: doors, dayBudget, version, log })
    closing.push(() => queue.close())
    const toLinks = linkConnections(options.proxies)
    closing.push(toLinks.close)
    const links = { folder: join(stateDir, 'links'), root: options.linkRoot, connect: toLinks.connect }
    const library = openLibrary({ stateDir, imaging, links, log })
    closing.push(() => library.close())
    library.onPatch(options.onLibraryPatch)
    const queueFeed = new QueueFeed(queue, options.onQueuePatch)
    closing.push(async () => queueFeed.close())
    const marksFeed = new MarksFeed(queue.results.marks, options.onMarksPatch)
    closing.push(async () => marksFeed.close())
    const stops = [watchConnectivity(() => queue.retryOffline()), followDayBudget(settings, queue)]
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
      thumbnails: { thumbnails, imaging, locate: locate(library, queue), log },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Finds the file of a thumbnail among what library and queue know. */
function locate(library: Library, queue: Queue) {
  return (address: ThumbnailAddress): string | undefined => {
    switch (address.kind) {
      case 'photo':
        return library.photo(address.id)?.path
      case 'source':
        return queue.job(address.id)?.source
      case 'output':
        return queue.job(address.id)?.outputs.find(({ variation }) => variation === address.variation)?.path
    }
  }
}
