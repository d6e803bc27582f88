import { describe, expect, it, onTestFinished } from 'vitest'
import type { Target } from '../../../core/geometry/types'
import type { LibraryPatch } from '../../../core/library'
import { defaultTarget } from '../../../core/settings'
import { type Library, openLibrary } from '../../../main/library/library'
import { openDatabase } from '../../../main/shared/sqlite'
import { ProbingHere, writePhotos } from './probing'
import { temporaryFolder } from './temporary'

const wide: Target = defaultTarget
const square: Target = { ...defaultTarget, ratio: { width: 1, height: 1 } }

/** A library with photos in it. `reopen` closes it and opens it again. */
async function given() {
  const folder = await temporaryFolder()
  const stateDir = await temporaryFolder()
  await writePhotos(folder, ['a.png', 'b.png', 'c.png', 'd.png'])
  let library = openLibrary({ stateDir, imaging: new ProbingHere() })
  onTestFinished(() => library.close())
  await library.add([folder])
  const reopen = async () => {
    await library.close()
    library = openLibrary({ stateDir, imaging: new ProbingHere() })
    return library
  }
  const [a = '', b = '', c = '', d = ''] = library.photos('all').map(({ id }) => id)
  return { library, folder, stateDir, reopen, a, b, c, d }
}

const own = (library: Library) =>
  library.photos('all').map(({ target, moreTargets, prompt }) => [target, moreTargets, prompt])

describe('what photos have of their own', () => {
  it('is given to many in one step, and taken back exactly, in as few changes as there are different ones', async () => {
    const { library, a, b, c, d } = await given()
    library.setOwn([
      { ids: [a], target: wide, moreTargets: [square] },
      { ids: [b], target: square, prompt: 'sand' },
    ])
    const before = own(library)
    expect(before).toEqual([
      [wide, [square], null],
      [square, [], 'sand'],
      [null, [], null],
      [null, [], null],
    ])
    const back = library.setOwn([{ ids: [a, b, c, d], target: square, prompt: 'sea' }])
    expect(own(library)).toEqual(Array(4).fill([square, [], 'sea']))
    expect(back.map(({ ids }) => ids)).toEqual([[a], [b], [c, d]])
    const forth = library.setOwn(back)
    expect(own(library)).toEqual(before)
    library.setOwn(forth)
    expect(own(library)).toEqual(Array(4).fill([square, [], 'sea']))
  })

  it('stays where a change does not speak of it, and further targets go with the first', async () => {
    const { library, a } = await given()
    library.setOwn([{ ids: [a], target: wide, moreTargets: [square, wide, square], prompt: 'sand' }])
    expect(own(library)[0]).toEqual([wide, [square], 'sand'])
    library.setOwn([{ ids: [a], prompt: null }])
    expect(own(library)[0]).toEqual([wide, [square], null])
    library.setOwn([{ ids: [a, 'gone'], target: null, moreTargets: [square] }])
    expect(own(library)[0]).toEqual([null, [], null])
  })

  it('is there after a restart, also that of before there were several targets', async () => {
    const { library, stateDir, reopen, a, b } = await given()
    library.setOwn([
      { ids: [a], target: wide, moreTargets: [square] },
      { ids: [b], target: square },
    ])
    const before = own(library)
    await library.close()
    const database = openDatabase(`${stateDir}/library.sqlite`, { migrations: ['', '', ''] })
    database.prepare("UPDATE photos SET photo = json_remove(photo, '$.moreTargets') WHERE id = ?").run(b)
    database.close()
    expect(own(await reopen())).toEqual(before)
  })
})

describe('photos that are removed', () => {
  it('come back with their ids, places, targets and prompts', async () => {
    const { library, reopen, a, b, d } = await given()
    library.setOwn([{ ids: [b], target: wide, moreTargets: [square], prompt: 'sand' }])
    const before = library.photos('all')
    library.remove([d, b, a])
    library.putBack([a, b, d, 'never there'])
    expect(library.photos('all')).toEqual(before)
    library.putBack([a])
    expect((await reopen()).photos('all')).toEqual(before)
  })

  it('come back after all were removed, and are told as they are', async () => {
    const { library } = await given()
    const before = library.photos('all')
    library.remove('all')
    library.putBack(before.map(({ id }) => id))
    expect(library.photos('all')).toEqual(before)
    const told = await new Promise<LibraryPatch>((resolve) => library.onPatch(resolve))
    expect([told.upserted, told.removed]).toEqual([[...before], []])
  })

  it('do not come back twice when their files were added again meanwhile', async () => {
    const { library, folder, a, b } = await given()
    library.remove([a, b])
    await library.add([folder])
    const before = library.photos('all')
    library.putBack([a, b])
    expect(library.photos('all')).toEqual(before)
  })
})
