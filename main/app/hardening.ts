import { app, session, type WebContents } from 'electron'
import { pageUrl, problemUrl, tryAgainUrl } from './protocols/page-policy'

/**
 * Shuts what a page could be talked into: it stays where it is, opens nothing, embeds nothing and is given nothing of
 * the machine. Holds for every page there ever is.
 */
export function hardenPages(onTryAgain: () => void): void {
  app.on('web-contents-created', (_event, contents) => harden(contents, onTryAgain))
}

/** Denies camera, microphone, location, clipboard reading and all the rest; only after Electron is ready. */
export function denyPermissions(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.setDevicePermissionHandler(() => false)
}

function harden(contents: WebContents, onTryAgain: () => void): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    const reloads = event.isMainFrame && event.url === contents.getURL() && isOwnPage(event.url)
    if (!reloads) event.preventDefault()
    if (event.url === tryAgainUrl && contents.getURL() === problemUrl) onTryAgain()
  })
}

function isOwnPage(url: string): boolean {
  return url === pageUrl || url === problemUrl
}
