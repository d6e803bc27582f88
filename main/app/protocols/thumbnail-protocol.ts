import { protocol, session } from 'electron'

/**
 * Answers `thumb://`. To be called before there is a page: it may load only from schemes that were handled when it came.
 * @param serve gets the address, and a signal that the page has given the picture up.
 */
export function handleThumbnails(serve: (url: string, signal: AbortSignal) => Promise<Response>): void {
  const waiting = new Map<string, Set<AbortController>>()
  protocol.handle('thumb', async ({ url }) => {
    const controller = new AbortController()
    const same = waiting.get(url) ?? new Set()
    waiting.set(url, same.add(controller))
    try {
      return await serve(url, controller.signal)
    } finally {
      same.delete(controller)
      if (same.size === 0) waiting.delete(url)
    }
  })
  // `protocol.handle` does not say when the page gives a picture up (Electron 33); the network layer does.
  session.defaultSession.webRequest.onErrorOccurred({ urls: ['thumb://*/*'] }, ({ url }) => {
    // One event for each request: the oldest is the one whose place in the page is gone, a later one may be wanted.
    const [oldest] = waiting.get(url) ?? []
    oldest?.abort()
  })
}
