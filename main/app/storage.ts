import type { AppSettings } from '../../core/settings'
import type { StorageKind, StorageUsage } from '../../core/storage'
import type { Library } from '../library/library'
import type { Queue } from '../queue/types'
import type { Kept } from './kept/kept'
import type { ThumbnailCache } from './protocols/thumbnail-cache'

/** Where what is kept is. */
export interface StorageRooms {
  readonly thumbnailCache: Pick<ThumbnailCache, 'bytes' | 'clear'>
  readonly queue: Pick<Queue, 'renderUse' | 'clearRenders' | 'snapshot'>
  readonly library: Pick<Library, 'linkUse' | 'clearLinks'>
}

/** What each kind of what is kept takes up. */
export async function storageUsage({ thumbnailCache, queue, library }: StorageRooms): Promise<StorageUsage> {
  return {
    thumbnails: { bytes: await thumbnailCache.bytes(), needed: 0 },
    renders: queue.renderUse(),
    links: await library.linkUse(copiesInQueue(queue)),
  }
}

/** Removes what nothing needs. @throws {AppError} as `Library.clearLinks` */
export async function clearStorage({ thumbnailCache, queue, library }: StorageRooms, what: StorageKind): Promise<void> {
  switch (what) {
    case 'thumbnails':
      return thumbnailCache.clear()
    case 'renders':
      return queue.clearRenders()
    case 'links':
      return library.clearLinks(copiesInQueue(queue))
  }
}

/** Results are compared with them, and jobs may be tried again. */
function copiesInQueue(queue: Pick<Queue, 'snapshot'>): ReadonlySet<string> {
  return new Set(queue.snapshot().jobs.flatMap(({ link, source }) => (link === null ? [] : [source])))
}

interface Limited {
  readonly thumbnailCache: Pick<ThumbnailCache, 'setLimit'>
  readonly queue: Pick<Queue, 'limitRenders'>
}

/** Applies limits when they are changed; answers with the function that ends it. */
export function followStorageLimits(settings: Kept['settings'], { thumbnailCache, queue }: Limited): () => void {
  let known: AppSettings['storage'] = settings.value.storage
  return settings.onChange(({ storage }) => {
    if (storage.thumbnailBytes !== known.thumbnailBytes) void thumbnailCache.setLimit(storage.thumbnailBytes)
    if (storage.renderBytes !== known.renderBytes) void queue.limitRenders(storage.renderBytes)
    known = storage
  })
}
