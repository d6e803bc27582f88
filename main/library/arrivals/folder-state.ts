import { dirname, join } from 'node:path'
import type { WatchState } from '../../../core/watch'
import { outputMarker } from '../../shared/output-marker'
import { isMissing } from '../../shared/system-code'
import { list, look } from '../look'

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
