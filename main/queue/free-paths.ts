import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { assignNames, collisionKey } from '../../core/naming'
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
  return new Set(store.reading(() => store.outputs.pendingPaths()).map(collisionKey))
}

/**
 * A path for each output of each job that no file on disk, no other job and no earlier one of these has.
 * `jobs` come in the order of their photos' paths.
 */
export async function assignFreePaths(
  jobs: readonly (readonly Omit<PlannedOutput, 'path'>[])[],
  store: Store,
): Promise<readonly (readonly PlannedOutput[])[]> {
  const candidates = jobs.flatMap((outputs) => outputs.map((output) => output.planned))
  const onDisk = new Map<string, ReadonlySet<string>>()
  for (const folder of new Set(candidates.map((path) => dirname(path)))) {
    onDisk.set(collisionKey(folder), await keysInFolder(folder))
  }
  const taken = new Set(promisedKeys(store))
  const paths: string[] = []
  await inSlices(candidates, (slice) => {
    const isTaken = (key: string) => taken.has(key) || (onDisk.get(dirname(key))?.has(key) ?? false)
    for (const path of assignNames(slice, isTaken)) {
      taken.add(collisionKey(path))
      paths.push(path)
    }
  })
  const free = paths.values()
  return jobs.map((outputs) => outputs.map((output) => ({ ...output, path: free.next().value ?? output.planned })))
}

/** The next free path for an output whose own was taken meanwhile, as were those in `tried`. */
export async function nextFreePath(planned: string, tried: readonly string[], store: Store): Promise<string> {
  const onDisk = await keysInFolder(dirname(planned))
  const taken = new Set([...promisedKeys(store), ...tried.map(collisionKey)])
  const [path] = assignNames([planned], (key) => onDisk.has(key) || taken.has(key))
  return path ?? planned
}
