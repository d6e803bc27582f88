import type { BrowserWindow } from 'electron'
import type { Doors } from './doors/doors'
import type { Kept } from './kept/kept'
import type { Log } from './log'
import type { Services } from './services'
import type { Texts } from './texts/texts'
import type { Vault } from './vault/vault'

/** What handlers work with. */
export interface Context {
  /** Library and queue, once they are open. @throws {AppError} why they cannot be opened, such as `state-owned` */
  readonly services: () => Promise<Services>
  readonly kept: Kept
  readonly vault: Vault
  readonly doors: Doors
  /** `null` while there is none: a Mac's program outlives its window. */
  readonly window: () => BrowserWindow | null
  readonly texts: () => Texts
  /** The system's language, BCP 47. */
  readonly locale: string
  readonly version: string
  /** Makes the sample photos available in a folder that can be written, and says which. */
  readonly sampleFolder: () => Promise<string>
  readonly log: Log
}
