import { join, resolve } from 'node:path'
import envPaths from 'env-paths'

/** Where the program keeps what it keeps. All absolute. */
export interface Folders {
  /** Queue store, render cache and lock; the command line's default `--state`, too. */
  readonly state: string
  /** Pictures that can be made again at any time. */
  readonly thumbnails: string
  readonly logs: string
  /** Electron's own profile with settings and window bounds; `null`: Electron's default. */
  readonly profile: string | null
}

/** The folders under `OUTFRAME_HOME` when it is set, else where this system keeps data, caches and logs. */
export function outframeFolders(env: Readonly<Record<string, string | undefined>>): Folders {
  if (env.OUTFRAME_HOME) {
    const home = resolve(env.OUTFRAME_HOME)
    return {
      state: join(home, 'queue'),
      thumbnails: join(home, 'thumbnails'),
      logs: join(home, 'logs'),
      profile: join(home, 'profile'),
    }
  }
  const system = envPaths('outframe', { suffix: '' })
  return {
    state: join(system.data, 'queue'),
    thumbnails: join(system.cache, 'thumbnails'),
    logs: system.log,
    profile: null,
  }
}
