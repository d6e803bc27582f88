import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AppError } from '../../core/errors'
import { forkSpawner, hasWasmBuild, type WorkerSpawner, wasmSpawner } from './spawner'

export type { WorkerSpawner } from './spawner'

/** Where the workers' script and their Node may be. */
export interface RuntimeOptions {
  /** Absolute path of the bundled `imaging-worker.js`, outside of any archive. */
  readonly workerPath: string
  /** A plain Node to use before all others: a package carries one. */
  readonly nodePath?: string | undefined
}

/** The best way to run workers here without Electron: plain Node, else WebAssembly in threads. @throws {AppError} `internal` */
export function chooseSpawner({ workerPath, nodePath }: RuntimeOptions): WorkerSpawner {
  const node = findNode(nodePath)
  if (node) return forkSpawner(workerPath, node)
  if (hasWasmBuild(workerPath)) return wasmSpawner(pathToFileURL(workerPath).href)
  throw new AppError(
    'internal',
    'No Node was found to run the imaging workers. Install Node 20 or newer, or reinstall Outframe.',
  )
}

/** Where a Node is looked for; default: as this process is. */
export interface NodeSearch {
  readonly electron: boolean
  readonly env?: NodeJS.ProcessEnv
}

/** A plain Node: the one given, this very process when it is one, npm's, or the first on the PATH; null when there is none. */
export function findNode(
  given: string | undefined,
  { electron, env = process.env }: NodeSearch = { electron: 'electron' in process.versions },
): string | null {
  if (given && isExecutable(given)) return given
  if (!electron) return process.execPath
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  const candidates = [env.npm_node_execpath, ...folders.map((folder) => join(folder, name))]
  return candidates.find((path) => path !== undefined && isExecutable(path)) ?? null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
