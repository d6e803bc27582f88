import { join, resolve } from 'node:path'
import envPaths from 'env-paths'

/** Where the program keeps what it keeps. Absolute paths; nothing is created here. */
export interface HomePaths {
  /** Everything: `OUTFRAME_HOME`, else the system's folder for a user's data. */
  readonly home: string
  /** The state folder: the queue's and the library's stores. The window and the command line share it. */
  readonly state: string
}

/** The program's folders under these environment variables; an empty `OUTFRAME_HOME` counts as unset. */
export function homePaths(env: Readonly<Record<string, string | undefined>>): HomePaths {
  const home = env.OUTFRAME_HOME ? resolve(env.OUTFRAME_HOME) : envPaths('outframe', { suffix: '' }).data
  return { home, state: join(home, 'queue') }
}
