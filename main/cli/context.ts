import type { Imaging } from '../../core/imaging'
import type { Terminal } from './terminal'

/** What the commands have around them. */
export interface Context {
  readonly terminal: Terminal
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  readonly env: NodeJS.ProcessEnv
  /** The program's. */
  readonly version: string
  /** Gets ready what touches pixels. `most`: outputs that are composed at once at most; absent: as suits the machine. */
  openImaging(most: number | undefined): Imaging
}
