import { app } from 'electron'
import { outframeFolders } from '../shared/folders'
import { openLog } from './log'
import { Program } from './program'
import { declareProtocols } from './protocols/protocols'

/** How long leaving may take, ms: a create under way, a last write. After that the next start recovers. */
const patience = 10_000

const folders = outframeFolders(process.env)
if (folders.profile !== null && !app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', folders.profile)
// Both together make Chromium's zygote crash again and again; `--no-sandbox` is for root, where there is no sandbox.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
declareProtocols()
// Windows shows notifications only of programs that it knows by this (electron-builder.yml's appId).
if (process.platform === 'win32') app.setAppUserModelId('app.outframe.Outframe')

// A second program brings the first one's window to the front.
if (app.requestSingleInstanceLock()) run()
else app.exit(0)

function run(): void {
  const log = openLog(folders.logs)
  // Nobody may read what is written to a terminal that was closed; that is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  let program: Program | null = null
  process.on('uncaughtException', (error) => {
    if (program) return program.fail(error)
    log.error('Uncaught before there was a window', error)
    app.exit(1)
  })
  process.on('unhandledRejection', (error) => log.error('Unhandled rejection', error))

  app.on('second-instance', () => program?.show())
  app.on('activate', () => program?.show())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' || program?.isBroken) app.quit()
  })
  app.on('before-quit', (event) => {
    event.preventDefault()
    void leave()
  })

  let leaving: Promise<void> | null = null
  const leave = () => {
    // Begun a turn later: closing the window asks to leave once more, which must find this one.
    leaving ??= Promise.resolve()
      .then(() => Promise.race([program?.close(), new Promise((resolve) => setTimeout(resolve, patience))]))
      .catch((error: unknown) => log.error('Leaving failed', error))
      .then(() => app.exit(program?.isBroken ? 1 : 0))
    return leaving
  }

  // Not awaited at the top level: Electron becomes ready only after this module has been loaded.
  app.whenReady().then(
    () => {
      program = new Program(folders, log)
      program.open()
    },
    (error: unknown) => log.error('Electron did not become ready', error),
  )
}
