import { randomBytes } from 'node:crypto'
import { protocol, session } from 'electron'
import type { Language } from '../../../core/language'
import type { Log } from '../log'
import { servePage } from './page'
import { pageHeaders } from './page-policy'
import { type Problem, problemPage, problemUrl } from './problem-page'
import { serveThumbnail, type ThumbnailService } from './serve-thumbnail'

export interface ProtocolOptions {
  /** Absolute path of the built page. */
  readonly pageRoot: string
  readonly language: () => Language
  /** What the problem page says now. */
  readonly problem: () => Problem | null
  /** Where thumbnails come from, once library and queue are open. */
  readonly thumbnails: () => Promise<ThumbnailService>
  readonly log: Log
}

/** Declares `app://` and `thumb://`; only before Electron is ready. */
export function declareProtocols(): void {
  protocol.registerSchemesAsPrivileged([
    // The code cache keeps compiled scripts: the second start is quicker.
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    { scheme: 'thumb', privileges: { standard: true, secure: true } },
  ])
}

/** Answers `app://` with the page and `thumb://` with pictures. */
export function serveProtocols(options: ProtocolOptions): void {
  const { pageRoot, log } = options
  protocol.handle('app', async ({ url }) => {
    const problem = url === problemUrl ? options.problem() : null
    return problem ? serveProblem(problem, options.language()) : servePage(pageRoot, url)
  })

  const waiting = new Map<string, Set<AbortController>>()
  protocol.handle('thumb', async ({ url }) => {
    const controller = new AbortController()
    const same = waiting.get(url) ?? new Set()
    waiting.set(url, same.add(controller))
    try {
      return await serveThumbnail(await options.thumbnails(), url, controller.signal)
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

function serveProblem(problem: Problem, language: Language): Response {
  const nonce = randomBytes(16).toString('base64')
  return new Response(problemPage(problem, language, nonce), {
    headers: pageHeaders('text/html; charset=utf-8', nonce),
  })
}
