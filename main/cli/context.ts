import type { Imaging } from '../../core/imaging'
import type { Keys } from './keys'
import type { Terminal } from './terminal'

/** What the commands have around them. */
export interface Context {
  readonly terminal: Terminal
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** Without keys. */
  readonly env: NodeJS.ProcessEnv
  readonly keys: Keys
  /** The program's. */
  readonly version: string
  /** Gets ready what touches pixels. `most`: outputs that are composed at once at most; absent: as suits the machine. */
  openImaging(most: number | undefined): Imaging
}
