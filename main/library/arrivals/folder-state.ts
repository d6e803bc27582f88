import { dirname, join } from 'node:path'
import type { WatchState } from '../../../core/watch'
import { outputMarker } from '../../shared/output-marker'
import { isMissing } from '../../shared/system-code'
import { list, look } from '../look'
import { isHidden, isNamedLikePhoto } from '../names'
import type { DiskChanges } from '../watch/disk-watch'

/** What a folder is like now, for watching it. */
export async function stateOf(path: string): Promise<Exclude<WatchState, 'looking'>> {
  const found = await look(path)
  if (found.kind === 'failed') return isMissing(found.error) ? 'gone' : 'unreadable'
  if (found.kind !== 'folder') return 'gone'
  if ((await list(path)).kind === 'failed') return 'unreadable'
  for (let folder = path, last = ''; folder !== last; last = folder, folder = dirname(folder)) {
    if ((await look(join(folder, outputMarker))).kind === 'file') return 'output'
  }
  return 'watching'
}

/** Whether what happened may have brought photos, or changed where they come from: other programs' files do neither. */
export async function mayConcern(changes: DiskChanges): Promise<boolean> {
  for (const [folder, names] of changes) {
    if (names === null) return true
    for (const name of names) {
      if (name === outputMarker || isNamedLikePhoto(name)) return true
      if (!isHidden(name) && (await look(join(folder, name))).kind === 'folder') return true
    }
  }
  return false
}
