import { protocol, session } from 'electron'
import type { Log } from '../log'
import { serveThumbnail, type ThumbnailService } from './serve-thumbnail'

/** Answers `thumb://` with pictures. `thumbnails`: where they come from, once library and queue are open. */
export function handleThumbnails(thumbnails: () => Promise<ThumbnailService>, log: Pick<Log, 'warn'>): void {
  const waiting = new Map<string, Set<AbortController>>()
  protocol.handle('thumb', async ({ url }) => {
    const controller = new AbortController()
    const same = waiting.get(url) ?? new Set()
    waiting.set(url, same.add(controller))
    try {
      return await serveThumbnail(await thumbnails(), url, controller.signal)
    } catch (error) {
      log.warn('A thumbnail was asked for while there is no library', error)
      return new Response(null, { status: 404 })
    } finally {
      same.delete(controller)
      if (same.size === 0) waiting.delete(url)
    }
  })
  // `protocol.handle` does not say when the page gives a picture up (Electron 33); the network layer does.
  session.defaultSession.webRequest.onErrorOccurred({ urls: ['thumb://*/*'] }, ({ url }) => {
    for (const controller of waiting.get(url) ?? []) controller.abort()
  })
}
