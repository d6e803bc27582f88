import type { Bridge } from '../../core/ipc/bridge'

/** At most this many errors of one window go to the log: an error in a loop must not fill the disk. */
const reportLimit = 50

/** Sends what nobody caught to main's log. */
export function reportErrors(target: Window, bridge: Bridge): void {
  let sent = 0
  const send = (error: unknown) => {
    if (++sent <= reportLimit) void bridge.app.report(describe(error)).catch(() => undefined)
  }
  target.addEventListener('error', (event) => {
    // Not an error of the program: the browser says that a size changed again while it was being watched.
    if (!event.message.includes('ResizeObserver loop')) send(event.error ?? event.message)
  })
  target.addEventListener('unhandledrejection', (event) => send(event.reason))
}

/** An error as it is written to the log, cut to what the contract allows. */
export function describe(error: unknown): { message: string; stack: string } {
  const known = error instanceof Error
  return {
    message: (known ? error.message : String(error)).slice(0, 4000),
    stack: (known ? (error.stack ?? '') : '').slice(0, 20_000),
  }
}
