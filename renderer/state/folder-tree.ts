import { baseName, folderOf } from '../format/names'
import type { FolderCounts } from './folder-index'
import { foldersBetween, isBelow, isInFolder } from './folder-paths'
import { linkFolder } from './photo-traits'

/** A folder of the tree. */
export interface FolderNode {
  /** Absolute path, or `linkFolder`. */
  readonly path: string
  /** Its last part. */
  readonly name: string
  /** Photos in it. */
  readonly own: number
  /** Photos in it and in all below it. */
  readonly total: number
  readonly children: readonly FolderNode[]
}

interface Growing {
  readonly path: string
  readonly children: Map<string, Growing>
}

/**
 * The folders that were dropped with all below them that hold photos, in the order of their names. A dropped folder that
 * lies in another one stands there; photos from links come last.
 */
export function growTree({ photos, tops }: FolderCounts, locale: string): readonly FolderNode[] {
  const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const roots = topmost([...tops.keys()]).map((path): Growing => ({ path, children: new Map() }))
  for (const folder of photos.keys()) {
    const root = roots.find(({ path }) => path === folder || isBelow(folder, path))
    if (root !== undefined) grow(root, folder)
  }
  const finish = ({ path, children }: Growing): FolderNode => {
    const below = [...children.values()].map(finish).sort((a, b) => compare(a.name, b.name))
    const own = photos.get(path) ?? 0
    const total = below.reduce((sum, child) => sum + child.total, own)
    return { path, name: baseName(path), own, total, children: below }
  }
  const isLink = (node: FolderNode) => (node.path === linkFolder ? 1 : 0)
  return roots.map(finish).sort((a, b) => isLink(a) - isLink(b) || compare(a.name, b.name) || compare(a.path, b.path))
}

function grow(root: Growing, folder: string): void {
  let at = root
  for (const path of foldersBetween(root.path, folder)) {
    const next = at.children.get(path) ?? { path, children: new Map() }
    at.children.set(path, next)
    at = next
  }
}

/** The folder itself while the tree has it, else the nearest above it that the tree has; `null`: none. */
export function nearestFolder({ photos, tops }: FolderCounts, folder: string): string | null {
  const holds = (at: string) => [...photos.keys()].some((each) => isInFolder(each, at, true))
  for (let at = folder, last = ''; at !== last; last = at, at = folderOf(at)) {
    if ([...tops.keys()].some((top) => isInFolder(at, top, true)) && holds(at)) return at
  }
  return null
}

/** Those that lie in none of the others. */
function topmost(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !paths.some((other) => isBelow(path, other)))
}

/** A line of the tree as it is unfolded. */
export interface TreeRow {
  /** `null`: all photos. */
  readonly path: string | null
  readonly name: string
  readonly count: number
  /** From 1. */
  readonly level: number
  /** Place among its siblings, from 1, and how many they are. */
  readonly place: number
  readonly siblings: number
  /** `null`: nothing is below it. */
  readonly open: boolean | null
  readonly parent: string | null
}

/** The lines that are seen: all photos, then every folder whose parents are unfolded. Counts are `deep` or the folder's own. */
export function listRows(
  tree: readonly FolderNode[],
  folded: ReadonlySet<string>,
  deep: boolean,
  all: { readonly name: string; readonly count: number },
): readonly TreeRow[] {
  const siblings = tree.length + 1
  const first: TreeRow = { path: null, ...all, level: 1, place: 1, siblings, open: null, parent: null }
  const rows = [first]
  const add = (nodes: readonly FolderNode[], level: number, parent: string | null) => {
    const before = level === 1 ? 1 : 0
    for (const [index, { path, name, own, total, children }] of nodes.entries()) {
      const open = children.length === 0 ? null : !folded.has(path)
      const count = deep ? total : own
      rows.push({ path, name, count, level, place: index + 1 + before, siblings: nodes.length + before, open, parent })
      if (open) add(children, level + 1, path)
    }
  }
  add(tree, 1, null)
  return rows
}

export type TreeMove = { readonly to: number } | { readonly fold: string } | { readonly unfold: string } | null

/** What a key does in the tree, from the row at `index`, as the ARIA practices have it. `page`: rows on the screen. */
export function moveInTree(rows: readonly TreeRow[], index: number, key: string, page: number): TreeMove {
  const row = rows[index]
  const last = rows.length - 1
  const to = (place: number): TreeMove => ({ to: Math.min(last, Math.max(0, place)) })
  switch (key) {
    case 'ArrowDown':
      return to(index + 1)
    case 'ArrowUp':
      return to(index - 1)
    case 'Home':
      return to(0)
    case 'End':
      return to(last)
    case 'PageDown':
      return to(index + Math.max(1, page))
    case 'PageUp':
      return to(index - Math.max(1, page))
    case 'ArrowRight':
      if (row === undefined || row.path === null || row.open === null) return null
      return row.open ? to(index + 1) : { unfold: row.path }
    case 'ArrowLeft': {
      if (row === undefined || row.path === null) return null
      if (row.open) return { fold: row.path }
      const above = row.parent === null ? -1 : rows.findIndex(({ path }) => path === row.parent)
      return above < 0 ? null : to(above)
    }
    default:
      return null
  }
}
