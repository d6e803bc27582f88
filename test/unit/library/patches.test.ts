import { expect, it, onTestFinished } from 'vitest'
import type { LibraryPatch } from '../../../core/library'
import { openLibrary } from '../../../main/library/library'
import { ProbingHere, writePhotos } from './probing'
import { temporaryFolder } from './temporary'

it('tells what is in a snapshot before it answers with it', async () => {
  const folder = await temporaryFolder()
  await writePhotos(folder, ['a.png', 'b.png'])
  const library = openLibrary({ stateDir: await temporaryFolder(), imaging: new ProbingHere() })
  onTestFinished(() => library.close())
  await library.add([folder])
  library.snapshot()
  const patches: LibraryPatch[] = []
  library.onPatch((patch) => patches.push(patch))
  const gone = library.photos('all').map(({ id }) => id)
  library.remove(gone)
  expect(patches).toEqual([])
  const { revision } = library.snapshot()
  expect(patches).toMatchObject([{ revision, removed: gone }])
  expect(library.snapshot().revision, 'nothing is due').toBe(revision)
})
