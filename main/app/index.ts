import { join } from 'node:path'
import { app, nativeTheme, protocol } from 'electron'
import { outframeFolders } from '../shared/folders'
import { forgetKeys } from '../shared/key-variables'
import { readFirstLook } from './first-look'
import { denyPermissions, hardenPages } from './hardening'
import type { Program } from './program'
import { servePage } from './protocols/page'
import { pageUrl } from './protocols/page-policy'
import { handleThumbnails } from './protocols/thumbnail-protocol'
import { createWindow } from './window'

/*
 * The way to the first picture, and no more. Electron is ready only after this file has run, and the page's own process
 * takes longest to start: all else is loaded in that time.
 */
// The command line's: the window has keys of its own, and no process that it starts shall inherit these.
forgetKeys(process.env)
const folders = outframeFolders(process.env)
if (folders.profile !== null && !app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', folders.profile)
// Both together make Chromium's zygote crash again and again; `--no-sandbox` is for root, where there is no sandbox.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
// Windows shows notifications only of programs that it knows by this (electron-builder.yml's appId).
if (process.platform === 'win32') app.setAppUserModelId('app.outframe.Outframe')
protocol.registerSchemesAsPrivileged([
  // The code cache keeps compiled scripts: the second start is quicker.
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  { scheme: 'thumb', privileges: { standard: true, secure: true } },
])

// A second program brings the first one's window to the front. Not awaited: Electron would wait for it in turn.
if (app.requestSingleInstanceLock()) app.whenReady().then(open).catch(giveUp)
else app.exit(0)

function open(): void {
  const look = readFirstLook(app.getPath('userData'))
  nativeTheme.themeSource = look.theme
  denyPermissions()
  let program: Promise<Program> | null = null
  const load = () => {
    program ??= loadProgram().then(({ run }) => run(folders, window))
    program.catch(giveUp)
    return program
  }
  hardenPages(() => void load().then((running) => running.tryAgain()))
  protocol.handle('app', async ({ url }) => {
    if (url === pageUrl) {
      // Loading keeps this thread busy: not before the page has what its process can begin with.
      const page = await servePage(pageRoot(), url)
      setImmediate(load)
      return page
    }
    // The page's scripts wait for the program, so that nothing they ask for is not there yet.
    return (await load()).answerProblem(url) ?? servePage(pageRoot(), url)
  })
  handleThumbnails(async (url, signal) => (await load()).serveThumbnail(url, signal))
  const window = createWindow(look)
  window.loadURL(pageUrl).catch(() => undefined)
}

/** In steps, each some 20 ms: the page's process needs this thread now and then while it starts. */
async function loadProgram() {
  for (const step of [() => import('../../core/errors'), () => import('../../core/ipc/contract')]) {
    await step()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return import('./run')
}

function pageRoot(): string {
  return join(app.getAppPath(), 'out/renderer')
}

function giveUp(error: unknown): void {
  process.stderr.write(`Outframe cannot start: ${error instanceof Error ? error.stack : error}\n`)
  app.exit(1)
}
