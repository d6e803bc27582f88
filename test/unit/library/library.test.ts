import { readdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Target } from '../../../core/geometry/types'
import type { LibraryPatch } from '../../../core/library'
import { libraryPatchSchema, librarySnapshotSchema, ownOf } from '../../../core/library'
import { defaultTarget } from '../../../core/settings'
import { type Library, openLibrary } from '../../../main/library/library'
import { openDatabase } from '../../../main/shared/sqlite'
import { ProbingHere, writePhotos } from './probing'
import { temporaryFolder, writeTree } from './temporary'

/** A library of its own and a folder of photos to drop. `reopen` closes it and opens it again. */
async function given(names: readonly string[] = ['a.png', 'b.png', 'c.png']) {
  const folder = await temporaryFolder()
  const stateDir = await temporaryFolder()
  await writePhotos(folder, names)
  const imaging = new ProbingHere()
  const warnings: string[] = []
  const open = () => openLibrary({ stateDir, imaging, log: { warn: (message) => warnings.push(message) } })
  let library = open()
  onTestFinished(() => library.close())
  const reopen = async () => {
    await library.close()
    library = open()
    return library
  }
  return { folder, stateDir, imaging, warnings, library, reopen }
}

/** Everything a library tells from now on. */
function listen(library: Library): LibraryPatch[] {
  const patches: LibraryPatch[] = []
  library.onPatch((patch) => patches.push(patch))
  return patches
}

/** Changes a store that nobody has open. */
function edit(stateDir: string, sql: string): void {
  const database = new DatabaseSync(join(stateDir, 'library.sqlite'))
  database.exec(sql)
  database.close()
}

const square: Target = { ...defaultTarget, ratio: { width: 1, height: 1 } }
const names = (library: Library) => library.photos('all').map(({ name }) => name)
const ids = (library: Library) => library.photos('all').map(({ id }) => id)

describe('a library', () => {
  it('lists what is added, in path order, and fits the contract', async () => {
    const { library, folder } = await given()
    await writeTree(folder, ['broken.jpg'])
    await library.add([folder])
    expect(names(library)).toEqual(['a.png', 'b.png', 'broken.jpg', 'c.png'])
    const snapshot = library.snapshot()
    expect(librarySnapshotSchema.strict().parse(snapshot)).toEqual(snapshot)
    expect(snapshot.photos[0]).toMatchObject({ path: join(folder, 'a.png'), root: folder, error: null, target: null })
    expect(snapshot.photos[2]).toMatchObject({ header: null, error: { code: 'not-an-image' } })
    expect(snapshot.importing).toBeNull()
  })

  it('is the same after a restart', async () => {
    const { library, folder, reopen } = await given()
    await writeTree(folder, ['broken.jpg'])
    await library.add([folder])
    const [first = '', second = ''] = ids(library)
    library.setOwn([{ ids: [first], target: square }])
    library.setOwn([{ ids: [first, second], prompt: 'a quiet lake' }])
    library.setOwn([{ ids: [second], prompt: null }])
    const before = library.photos('all')
    expect(before.map(({ target, prompt }) => [target, prompt])).toEqual([
      [square, 'a quiet lake'],
      [null, null],
      [null, null],
      [null, null],
    ])
    expect((await reopen()).photos('all')).toEqual(before)
  })

  it('knows photos that are added again, without opening them', async () => {
    const { library, folder, imaging, reopen } = await given()
    await library.add([folder])
    const before = ids(library)
    const again = await reopen()
    imaging.opened.length = 0
    expect(await again.add([join(folder, 'b.png'), folder])).toMatchObject({ found: 3, known: 3, probed: 0 })
    expect(ids(again)).toEqual(before)
    expect(imaging.opened).toEqual([])
  })

  it('opens a photo again that has changed and keeps its id, its target and its prompt', async () => {
    const { library, folder } = await given()
    await library.add([folder])
    const [, id = ''] = ids(library)
    library.setOwn([{ ids: [id], target: square }])
    library.setOwn([{ ids: [id], prompt: 'sand' }])
    await writePhotos(folder, ['b.png'], 9)
    expect(await library.add([folder])).toMatchObject({ known: 2, probed: 1 })
    const header = { size: { width: 9, height: 9 } }
    expect(library.photos('all')[1]).toMatchObject({ id, target: square, prompt: 'sand', header })
  })

  it('does not look at files when it opens, and notices on recheck what has changed', async () => {
    const { library, folder, imaging, reopen } = await given()
    const elsewhere = join(await temporaryFolder(), 'b.png')
    await library.add([folder])
    await writePhotos(folder, ['a.png'], 9)
    await rename(join(folder, 'b.png'), elsewhere)
    imaging.opened.length = 0
    const again = await reopen()
    expect(again.photos('all').every(({ error }) => error === null)).toBe(true)
    expect(imaging.opened).toEqual([])
    await again.recheck('all')
    expect(again.photos('all')).toMatchObject([
      { name: 'a.png', header: { size: { width: 9 } } },
      { name: 'b.png', header: null, error: { code: 'file-missing' } },
      { name: 'c.png', header: { size: { width: 4 } } },
    ])
    await rename(elsewhere, join(folder, 'b.png'))
    await again.recheck('all')
    expect(again.photos('all')[1]).toMatchObject({ name: 'b.png', header: { size: { width: 4 } }, error: null })
  })

  it('goes on saying that a name is the trouble, whenever it looks again', async () => {
    const { library, folder } = await given(['a.png'])
    await writeFile(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x66, 0xe9]), Buffer.from('.jpg')]), 'x')
    await library.add([folder])
    await library.recheck('all')
    expect(library.photos('all').map(({ error }) => error?.code ?? null)).toEqual([null, 'file-unreadable'])
  })

  it('rechecks only what it is asked to', async () => {
    const { library, folder, imaging } = await given()
    await library.add([folder])
    for (const name of ['a.png', 'b.png']) await utimes(join(folder, name), 1, 1)
    imaging.opened.length = 0
    await library.recheck(ids(library).slice(1))
    expect(imaging.opened).toEqual([join(folder, 'b.png')])
  })

  it('forgets photos that are removed, also after a restart, and lists them anew when they are dropped again', async () => {
    const { library, folder, reopen } = await given()
    await library.add([folder])
    const [, id = ''] = ids(library)
    library.remove([id, 'unknown'])
    expect(library.photo(id)).toBeUndefined()
    const again = await reopen()
    expect(names(again)).toEqual(['a.png', 'c.png'])
    await again.add([folder])
    expect(names(again)).toEqual(['a.png', 'c.png', 'b.png'])
    expect(ids(again)).not.toContain(id)
    again.remove('all')
    expect(again.photos('all')).toEqual([])
  })

  it('tells every change as numbered patches that lead to the snapshot', async () => {
    const { library, folder } = await given()
    const before = library.snapshot()
    const patches = listen(library)
    await library.add([folder])
    const [first = '', second = ''] = ids(library)
    library.setOwn([{ ids: [first], target: square }])
    library.remove([second])
    await library.add([folder])
    const state = new Map(before.photos.map((photo) => [photo.id, photo]))
    for (const [index, patch] of patches.entries()) {
      expect(libraryPatchSchema.strict().parse(patch)).toEqual(patch)
      expect(patch.revision).toBe(before.revision + index + 1)
      for (const id of patch.removed) state.delete(id)
      for (const photo of patch.upserted) state.set(photo.id, photo)
      for (const change of patch.own) {
        const given = change.ids.flatMap((id) => state.get(id) ?? [])
        for (const photo of given) state.set(photo.id, { ...photo, ...ownOf(change) })
      }
    }
    expect([...state.values()]).toEqual(library.photos('all'))
    expect(library.snapshot().revision).toBe(patches.at(-1)?.revision)
  })

  it('tells a large import in few patches, and its final counts before it says that it is over', async () => {
    const { library, folder } = await given(Array.from({ length: 500 }, (_, index) => `${index}.png`))
    const patches = listen(library)
    const progress = await library.add([folder])
    expect(patches.length).toBeLessThan(100)
    expect(patches.at(-2)?.importing).toEqual(progress)
    expect(patches.at(-1)?.importing).toBeNull()
    expect(patches.flatMap(({ upserted }) => upserted)).toHaveLength(500)
  })

  it('counts imports that wait for each other as one', async () => {
    const { library, folder } = await given()
    const other = await temporaryFolder()
    await writePhotos(other, ['x.png', 'y.png'])
    const patches = listen(library)
    await Promise.all([library.add([folder]), library.add([other])])
    expect(patches.at(-2)?.importing).toMatchObject({ walking: false, found: 5, probed: 5 })
    expect(names(library)).toEqual(['a.png', 'b.png', 'c.png', 'x.png', 'y.png'])
  })

  it('keeps what was listed when an import is cancelled, and imports again afterwards', async () => {
    const { library, folder, imaging } = await given(Array.from({ length: 300 }, (_, index) => `${1000 + index}.png`))
    imaging.before = () => imaging.opened.length === 100 && library.cancelImport()
    const waiting = library.add([await temporaryFolder()])
    const progress = await library.add([folder])
    expect(await waiting).toMatchObject({ found: 0 })
    expect(progress).toMatchObject({ walking: false, probed: imaging.opened.length })
    expect(library.photos('all').length).toBeLessThan(300)
    expect(library.snapshot().importing).toBeNull()
    imaging.before = () => undefined
    await library.add([folder])
    expect(library.photos('all')).toHaveLength(300)
  })

  it('cancels imports when everything is removed', async () => {
    const { library, folder, imaging } = await given(Array.from({ length: 300 }, (_, index) => `${index}.png`))
    imaging.before = () => imaging.opened.length === 100 && library.remove('all')
    await library.add([folder])
    expect(library.photos('all')).toEqual([])
  })

  it('takes a folder that cannot be read for what it is when it rechecks', async () => {
    const { library, folder, imaging } = await given()
    const vanishing = join(folder, 'vanishing')
    await library.add([vanishing])
    await writeTree(vanishing, ['x.txt'])
    await library.recheck('all')
    expect(library.photos('all')).toMatchObject([{ path: vanishing, error: { code: 'file-missing' } }])
    expect(imaging.opened).toEqual([])
  })

  it('adds what is there of what a text names', async () => {
    const { library, folder } = await given(['a b.png'])
    const text = `copy\nfile://${folder}/a%20b.png\n${folder}/missing.png`
    expect(await library.addText(text)).toEqual({ paths: 1, links: 0 })
    expect(library.photos('all').map(({ path }) => path)).toEqual([join(folder, 'a b.png')])
    expect(await library.addText('Hello')).toEqual({ paths: 0, links: 0 })
  })

  it('puts a damaged store aside and begins an empty one', async () => {
    const { library, folder, stateDir, warnings, reopen } = await given()
    await library.add([folder])
    await library.close()
    await writeFile(join(stateDir, 'library.sqlite'), 'x'.repeat(10_000))
    for (const journal of ['-wal', '-shm']) await rm(join(stateDir, `library.sqlite${journal}`), { force: true })
    const again = await reopen()
    expect(again.photos('all')).toEqual([])
    expect(await readdir(stateDir)).toContainEqual(expect.stringMatching(/^library\.damaged-.*\.sqlite$/))
    expect(warnings).toEqual([expect.stringContaining('damaged')])
    await again.add([folder])
    expect(again.photos('all')).toHaveLength(3)
  })

  it('refuses a store of a newer version, and leaves it as it is', async () => {
    const stateDir = await temporaryFolder()
    const newer = openDatabase(join(stateDir, 'library.sqlite'), { migrations: Array(99).fill('SELECT 1') })
    newer.close()
    const open = () => openLibrary({ stateDir, imaging: new ProbingHere() })
    expect(open).toThrow(expect.objectContaining({ code: 'state-unreadable' }))
    expect((await readdir(stateDir)).filter((name) => name.includes('damaged'))).toEqual([])
  })

  it('opens a store of a version that knew neither prompts nor links', async () => {
    const { library, folder, stateDir, reopen } = await given()
    await library.add([folder])
    const before = library.photos('all')
    await library.close()
    edit(stateDir, `UPDATE photos SET photo = json_remove(photo, '$.prompt', '$.link')`)
    expect((await reopen()).photos('all')).toEqual(before)
  })

  it('opens photos again whose stored header it does not understand', async () => {
    const { library, folder, stateDir, reopen } = await given()
    await library.add([folder])
    await library.close()
    edit(stateDir, `UPDATE photos SET photo = json_set(photo, '$.header.format', 'holo') WHERE position = 1`)
    const again = await reopen()
    expect(again.photos('all')[0]).toMatchObject({ header: null, error: { code: 'internal' } })
    await again.recheck('all')
    expect(again.photos('all')[0]).toMatchObject({ header: { format: 'png' }, error: null })
  })

  it('opens those again, once, of which an older version did not keep when they were taken', async () => {
    const { library, folder, stateDir, imaging, reopen } = await given()
    await library.add([folder])
    const before = library.photos('all')
    await library.close()
    edit(stateDir, `UPDATE photos SET photo = json_remove(photo, '$.header.takenAt'), inode = NULL WHERE position < 3`)
    const again = await reopen()
    imaging.opened.length = 0
    await again.recheck('all')
    expect(imaging.opened).toEqual([])
    await again.watch()
    expect(imaging.opened.sort()).toEqual([join(folder, 'a.png'), join(folder, 'b.png')])
    expect(again.photos('all')).toEqual(before)
    imaging.opened.length = 0
    await (await reopen()).watch()
    expect(imaging.opened).toEqual([])
  })
})
