import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { assignNames, collisionKey, nameAssigner } from '../../core/naming'
import { inSlices } from '../shared/slices'
import type { PlannedOutput } from './store/outputs'
import type { Store } from './store/store'

/** Collision keys of what is in a folder; none when there is no such folder, or it cannot be looked at. */
async function keysInFolder(folder: string): Promise<ReadonlySet<string>> {
  const names = await readdir(folder).catch(() => [])
  return new Set(names.map((name) => collisionKey(join(folder, name))))
}

/** Collision keys of the paths that other outputs will have. */
function promisedKeys(store: Store): ReadonlySet<string> {
  return new Set(store.reading(() => store.outputs.pending()).map(({ path }) => collisionKey(path)))
}

/** Whose a collision key is already: a file's that is there, or an output's that is yet to be made. */
type Holder = 'file' | 'output'

/** Looks at the folders that some paths lead to, and at what the queue will write; answers for collision keys. */
async function takenNames(paths: readonly string[], store: Store): Promise<(key: string) => Holder | null> {
  const onDisk = new Map<string, ReadonlySet<string>>()
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    onDisk.set(collisionKey(folder), await keysInFolder(folder))
  }
  const promised = promisedKeys(store)
  return (key) => (onDisk.get(dirname(key))?.has(key) ? 'file' : promised.has(key) ? 'output' : null)
}

type WantedOutput = Omit<PlannedOutput, 'path'>

/** What was decided for one job's outputs. */
export interface NamedOutputs {
  /** A free path each. */
  readonly outputs: readonly PlannedOutput[]
  /** The first whose own name was taken; `null`: none was. */
  readonly taken: PlannedOutput | null
  /** How many names were taken by others than outputs named in the same go. */
  readonly before: number
}

/**
 * A path for each output of each job that no file on disk, no other job and no earlier one of these has.
 * `jobs` come in the order of their photos' paths. `leave`: a job that has to take another name than its own is left
 * out, and takes none: later ones may have it.
 */
export async function assignFreePaths(
  jobs: readonly (readonly WantedOutput[])[],
  store: Store,
  leave = false,
): Promise<readonly NamedOutputs[]> {
  const holderOf = await takenNames(
    jobs.flatMap((outputs) => outputs.map(({ planned }) => planned)),
    store,
  )
  const given = new Set<string>()
  const isTaken = (key: string) => given.has(key) || holderOf(key) !== null
  const assign = nameAssigner(isTaken)
  const named: NamedOutputs[] = []
  await inSlices(jobs, (slice) => {
    for (const wanted of slice) {
      const before = wanted.filter(({ planned }) => holderOf(collisionKey(planned)) !== null).length
      const taken = leave ? wanted.find(({ planned }) => isTaken(collisionKey(planned))) : undefined
      if (taken !== undefined) {
        named.push({ outputs: [], taken: { ...taken, path: taken.planned }, before })
        continue
      }
      const outputs = wanted.map((output) => {
        const path = assign(output.planned)
        given.add(collisionKey(path))
        return { ...output, path }
      })
      named.push({ outputs, taken: outputs.find(({ path, planned }) => path !== planned) ?? null, before })
    }
  })
  return named
}

/** The next free path for an output whose own was taken meanwhile, as were those in `tried`. */
export async function nextFreePath(planned: string, tried: readonly string[], store: Store): Promise<string> {
  const onDisk = await keysInFolder(dirname(planned))
  const taken = new Set([...promisedKeys(store), ...tried.map(collisionKey)])
  const [path] = assignNames([planned], (key) => onDisk.has(key) || taken.has(key))
  return path ?? planned
}
