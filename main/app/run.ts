import { app, BrowserWindow, powerMonitor } from 'electron'
import type { Folders } from '../shared/folders'
import { openLog } from './log'
import { Program } from './program'

/** How long leaving may take, ms: work gives way, a last write. After that the next start recovers. */
const patience = 10_000

/**
 * The same while a create is under way, ms: some more than it may be without progress (`createMs` of the client). Given
 * up sooner, nobody would know whether it is charged.
 */
const sendingPatience = 130_000

/** Opens the program behind a window whose page is on its way, and closes it when it is left. */
export function run(folders: Folders, window: BrowserWindow): Program {
  const log = openLog(folders.logs)
  // Nobody may read what is written to a terminal that was closed; that is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const program = new Program(folders, log)
  process.on('uncaughtException', (error) => program.fail(error))
  process.on('unhandledRejection', (error) => log.error('Unhandled rejection', error))

  app.on('second-instance', () => {
    // This one has no window any more, and has the queue until it is gone.
    if (leaving !== null) app.relaunch()
    else program.show()
  })
  app.on('activate', () => {
    if (leaving === null) program.show()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' || program.isBroken) app.quit()
  })
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (program.asksBeforeQuit && leaving === null) void ask()
    else void leave()
  })
  endWithSession(() => void leave())

  let leaving: Promise<void> | null = null
  let asking = false
  const ask = async () => {
    if (asking) return
    asking = true
    try {
      if (await program.mayQuit()) void leave()
    } finally {
      asking = false
    }
  }
  const leave = () => {
    // Begun a turn later: closing the window asks to leave once more, which must find this one.
    const longest = program.isSending ? sendingPatience : patience
    leaving ??= Promise.resolve()
      .then(() => Promise.race([program.close(), new Promise((resolve) => setTimeout(resolve, longest))]))
      .catch((error: unknown) => log.error('Leaving failed', error))
      .then(() => app.exit(program.isBroken ? 1 : 0))
    return leaving
  }

  program.open(window)
  return program
}

/** Nobody is there to be asked when the session or the machine ends, or when somebody ends the program by a signal. */
function endWithSession(leave: () => void): void {
  // Asks the system to wait a little, which the listener's type does not know.
  powerMonitor.on('shutdown', ((event?: { preventDefault?: () => void }) => {
    event?.preventDefault?.()
    leave()
  }) as () => void)
  app.on('browser-window-created', (_event, window) => window.on('session-end', leave))
  for (const window of BrowserWindow.getAllWindows()) window.on('session-end', leave)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, leave)
}
