import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFolderIndex } from '../../../renderer/state/folder-index'
import { foldersBetween, isBelow, isInFolder } from '../../../renderer/state/folder-paths'
import { type FolderNode, growTree, listRows, moveInTree, nearestFolder } from '../../../renderer/state/folder-tree'
import { createLibraryStore } from '../../../renderer/state/library-store'
import { linkFolder } from '../../../renderer/state/photo-traits'
import { librarySnapshot, photo } from './fixtures'

const at = (id: string, path: string, root: string) => photo(id, { path, root, name: path.split(/[\\/]/).at(-1) ?? '' })

function treeOf(photos: readonly ReturnType<typeof photo>[]): readonly FolderNode[] {
  const library = createLibraryStore()
  library.replace(librarySnapshot(1, photos))
  return growTree(createFolderIndex(library).getState(), 'en')
}

/** `name own/total (children)`. */
const say = (nodes: readonly FolderNode[]): string =>
  nodes
    .map(
      ({ name, own, total, children }) => `${name} ${own}/${total}${children.length > 0 ? ` (${say(children)})` : ''}`,
    )
    .join(', ')

describe('the tree of folders', () => {
  it('has the dropped folders with all that holds photos below them, in the order of their names', () => {
    const tree = treeOf([
      at('a', '/x/trip/day 10/a.jpg', '/x/trip'),
      at('b', '/x/trip/day 2/deep/er/b.jpg', '/x/trip'),
      at('c', '/x/trip/c.jpg', '/x/trip'),
      at('d', '/y/Alps/d.jpg', '/y/Alps'),
    ])
    expect(say(tree)).toBe('Alps 1/1, trip 1/3 (day 2 0/1 (deep 0/1 (er 1/1)), day 10 1/1)')
  })

  it('has a folder that was dropped beside the one it lies in there, once', () => {
    const tree = treeOf([at('a', '/x/trip/day/a.jpg', '/x/trip/day'), at('b', '/x/trip/b.jpg', '/x/trip')])
    expect(say(tree)).toBe('trip 1/2 (day 1/1)')
  })

  it('has the folder of a photo that was dropped by itself, and links last', () => {
    const tree = treeOf([
      { ...photo('l', { path: '/cache/l.jpg', root: '/cache/l.jpg' }), link: 'https://example.com/l.jpg' },
      at('a', '/zoo/a.jpg', '/zoo/a.jpg'),
    ])
    expect(tree.map(({ path, total }) => [path, total])).toEqual([
      ['/zoo', 1],
      [linkFolder, 1],
    ])
  })

  it('knows Windows’ paths', () => {
    expect(say(treeOf([at('a', 'C:\\trip\\day\\a.jpg', 'C:\\trip')]))).toBe('trip 0/1 (day 1/1)')
  })

  it('knows the nearest folder above one that it does not have any more', () => {
    const library = createLibraryStore()
    library.replace(
      librarySnapshot(1, [at('a', '/x/trip/day/a.jpg', '/x/trip'), at('b', '/x/trip/day/deep/b.jpg', '/x/trip')]),
    )
    const index = createFolderIndex(library)
    const nearest = (folder: string) => nearestFolder(index.getState(), folder)
    expect(['/x/trip/day/deep', '/x/trip/other', '/x/trip', '/x'].map(nearest)).toEqual([
      '/x/trip/day/deep',
      '/x/trip',
      '/x/trip',
      null,
    ])
    library.apply({ revision: 2, upserted: [], removed: ['b'], own: [], importing: null })
    expect(nearest('/x/trip/day/deep')).toBe('/x/trip/day')
    library.apply({ revision: 3, upserted: [], removed: ['a'], own: [], importing: null })
    expect(nearest('/x/trip/day')).toBeNull()
  })

  it('counts as photos come, change and go, as if counted anew', () => {
    const names = fc.constantFrom('a', 'b', 'c')
    const paths = fc.tuple(names, fc.array(names, { maxLength: 3 })).map(([top, below]) => ({
      root: `/${top}`,
      folder: [`/${top}`, ...below].join('/'),
    }))
    const steps = fc.array(fc.record({ id: fc.integer({ min: 0, max: 9 }), to: fc.option(paths) }), { maxLength: 40 })
    fc.assert(
      fc.property(steps, (changes) => {
        const library = createLibraryStore()
        library.replace(librarySnapshot(0, []))
        const index = createFolderIndex(library)
        for (const [revision, { id, to }] of changes.entries()) {
          const name = `p${id}`
          const upserted = to === null ? [] : [at(name, `${to.folder}/${name}.jpg`, to.root)]
          library.apply({
            revision: revision + 1,
            upserted,
            removed: to === null ? [name] : [],
            own: [],
            importing: null,
          })
        }
        const anew = createFolderIndex(library).getState()
        expect(new Map([...index.getState().photos].sort())).toEqual(new Map([...anew.photos].sort()))
        expect(new Map([...index.getState().tops].sort())).toEqual(new Map([...anew.tops].sort()))
        const total = growTree(index.getState(), 'en').reduce((sum, node) => sum + node.total, 0)
        expect(total).toBe(library.getState().photos.size)
      }),
    )
  })
})

describe('the lines of the tree', () => {
  const tree = treeOf([
    at('a', '/trip/day 1/a.jpg', '/trip'),
    at('b', '/trip/day 2/b.jpg', '/trip'),
    at('c', '/trip/c.jpg', '/trip'),
  ])
  const rows = (folded: readonly string[] = [], deep = true) =>
    listRows(tree, new Set(folded), deep, { name: 'All', count: 3 })

  it('are all photos and the folders, with their level, place and photos', () => {
    expect(
      rows().map(({ path, level, place, siblings, count, open }) => [path, level, place, siblings, count, open]),
    ).toEqual([
      [null, 1, 1, 2, 3, null],
      ['/trip', 1, 2, 2, 3, true],
      ['/trip/day 1', 2, 1, 2, 1, null],
      ['/trip/day 2', 2, 2, 2, 1, null],
    ])
    expect(rows([], false)[1]?.count).toBe(1)
  })

  it('leave out what is folded up', () => {
    expect(rows(['/trip']).map(({ path }) => path)).toEqual([null, '/trip'])
  })

  it('are walked as trees are', () => {
    const all = rows()
    expect(moveInTree(all, 0, 'ArrowDown', 5)).toEqual({ to: 1 })
    expect(moveInTree(all, 3, 'ArrowDown', 5)).toEqual({ to: 3 })
    expect(moveInTree(all, 1, 'ArrowRight', 5)).toEqual({ to: 2 })
    expect(moveInTree(all, 1, 'ArrowLeft', 5)).toEqual({ fold: '/trip' })
    expect(moveInTree(all, 3, 'ArrowLeft', 5)).toEqual({ to: 1 })
    expect(moveInTree(rows(['/trip']), 1, 'ArrowRight', 5)).toEqual({ unfold: '/trip' })
    expect(moveInTree(all, 0, 'End', 5)).toEqual({ to: 3 })
    expect(moveInTree(all, 3, 'PageUp', 2)).toEqual({ to: 1 })
    expect(moveInTree(all, 3, 'ArrowRight', 5)).toBeNull()
    expect(moveInTree(all, 3, 'x', 5)).toBeNull()
  })
})

describe('folders in folders', () => {
  it('are told from those whose name only begins alike', () => {
    expect(isBelow('/a/bc', '/a/b')).toBe(false)
    expect(isBelow('/a/b/c', '/a/b')).toBe(true)
    expect(isBelow('/a', '/')).toBe(true)
    expect(isInFolder('/a/b', '/a/b', false)).toBe(true)
    expect(isInFolder('/a/b/c', '/a/b', false)).toBe(false)
    expect(isInFolder('/a/b/c', '/a/b', true)).toBe(true)
    expect(foldersBetween('/', '/a/b')).toEqual(['/a', '/a/b'])
    expect(foldersBetween('/a', '/a')).toEqual([])
  })
})
