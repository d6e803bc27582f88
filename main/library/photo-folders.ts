import { basename, dirname, sep } from 'node:path'
import type { LibraryPhoto } from '../../core/library'

type Placed = Pick<LibraryPhoto, 'id' | 'path' | 'root'>

/** Which photos are in which folder. */
export class PhotoFolders {
  /** Ids by name, by folder. */
  readonly #folders = new Map<string, Map<string, string>>()
  /** A root of a folder's photos: below it folders may be moved as a whole. */
  readonly #rootOf = new Map<string, string>()
  /** Called when a folder gets its first photo or loses its last. */
  onChange: () => void = () => undefined

  add({ id, path, root }: Placed): void {
    const folder = dirname(path)
    let names = this.#folders.get(folder)
    if (!names) {
      names = new Map()
      this.#folders.set(folder, names)
      this.#rootOf.set(folder, root)
      this.onChange()
    }
    names.set(basename(path), id)
  }

  remove({ id, path }: Pick<Placed, 'id' | 'path'>): void {
    const folder = dirname(path)
    const names = this.#folders.get(folder)
    // Another photo may have taken the name by now.
    if (names?.get(basename(path)) !== id) return
    names.delete(basename(path))
    if (names.size > 0) return
    this.#folders.delete(folder)
    this.#rootOf.delete(folder)
    this.onChange()
  }

  /** The photos in a folder, by their names; not in folders below it. */
  in(folder: string): ReadonlyMap<string, string> | undefined {
    return this.#folders.get(folder)
  }

  /** The folder, at or above this one, that was given to the library; itself where only files of it were. */
  rootOf(folder: string): string {
    const root = this.#rootOf.get(folder)
    return root !== undefined && root.length <= folder.length ? root : folder
  }

  /** Ids of the photos at or below a path. */
  below(path: string): readonly string[] {
    const ids = [...(this.#folders.get(path)?.values() ?? [])]
    const prefix = path.endsWith(sep) ? path : path + sep
    for (const [folder, names] of this.#folders) if (folder.startsWith(prefix)) ids.push(...names.values())
    return ids
  }

  /** The folders with photos, and those between them and what was given: a folder that is renamed takes photos along. */
  watched(): ReadonlySet<string> {
    const all = new Set(this.#folders.keys())
    for (const [folder, root] of this.#rootOf) {
      for (let above = folder; above.length > root.length && above.startsWith(root); above = dirname(above)) {
        all.add(dirname(above))
      }
    }
    return all
  }
}
