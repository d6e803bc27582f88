import type { Bridge } from '../core/ipc/bridge'

declare global {
  interface Window {
    /** What the preload script offers; the page has no other way out. */
    readonly outframe: Bridge
  }
}

/** Main, as the page sees it: one method per channel of the IPC contract. */
export function bridge(): Bridge {
  return window.outframe
}
