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
  /** Starts what touches pixels. `parallel`: how many outputs are composed at once; absent: as many as suit the machine. */
  openImaging(parallel: number | undefined): Imaging
}
