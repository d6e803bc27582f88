import { randomUUID } from 'node:crypto'
import { basename, sep } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type LibraryPhoto, type Own, type OwnChange, ownOf } from '../../core/library'
import type { MovedFile } from '../../core/photo'
import type { ImportedPhoto } from './importer'
import type { LibraryStore, PlacedPhoto, StoredPhoto } from './library-store'
import { ownChanges } from './own-changes'
import type { Patches } from './patches'
import { PhotoFolders } from './photo-folders'

/** Some photos by id, or all there are. */
export type PhotoSelection = readonly string[] | 'all'

/** Where a photo was found again that was moved or renamed. Absolute; `real` without links. */
export interface NewPlace {
  readonly path: string
  readonly real: string
  /** The folder in which it was looked for. */
  readonly root: string
  readonly inode: string
}

/** The photos in memory, in step with the store and the patches: stored first, then told. */
export class PhotoList {
  readonly #photos = new Map<string, StoredPhoto>()
  readonly #idOfReal = new Map<string, string>()
  /** What was removed since the program started, for the user may want it back. */
  readonly #removed = new Map<string, PlacedPhoto>()
  /** Where files of the user's own are: links' copies are nobody's to change. */
  readonly folders = new PhotoFolders()
  /** Told once photos have their new places. */
  onMoved: (moved: readonly MovedFile[]) => void = () => undefined

  constructor(
    readonly store: LibraryStore,
    readonly patches: Patches,
  ) {
    for (const stored of store.load()) this.#hold(stored)
  }

  get(id: string): LibraryPhoto | undefined {
    return this.#photos.get(id)?.photo
  }

  /** The photo that is known by its path without links, or by the link it was fetched from. */
  withReal(real: string): LibraryPhoto | undefined {
    const id = this.#idOfReal.get(real)
    return id === undefined ? undefined : this.get(id)
  }

  /** Those that exist, in the order of the library for `all`, else in the order asked for. */
  select(selection: PhotoSelection): readonly StoredPhoto[] {
    if (selection === 'all') return [...this.#photos.values()]
    return selection.flatMap((id) => this.#photos.get(id) ?? [])
  }

  /** Adds photos. One that is known already keeps its id, its place, its targets and its prompt. @throws {AppError} */
  put(found: readonly ImportedPhoto[]): void {
    const stored = found.map((item): StoredPhoto => {
      const before = this.#withReal(item.real)
      const inode = (item.result.kind === 'photo' ? item.result.inode : undefined) ?? before?.inode ?? null
      return { photo: asPhoto(item, before?.photo), real: item.real, inode }
    })
    this.#save(stored)
  }

  /** Takes over what is new about photos that are still there; those of which nothing is are left. @throws {AppError} */
  refresh(found: readonly ImportedPhoto[]): void {
    this.put(
      found.filter((item) => {
        const before = this.#withReal(item.real)
        if (!before) return false
        const { result } = item
        const isKnownFile = result.kind !== 'photo' || result.inode === undefined || result.inode === before.inode
        return !isKnownFile || !isDeepStrictEqual(asPhoto(item, before.photo), before.photo)
      }),
    )
  }

  /**
   * Gives photos that are the same files under other paths their new ones; all else of them stays. One whose new path is
   * listed by now stays where it was.
   * @throws {AppError}
   */
  move(moves: readonly { readonly id: string; readonly to: NewPlace }[]): void {
    const files: MovedFile[] = []
    const moved = moves.flatMap(({ id, to }): StoredPhoto[] => {
      const before = this.#photos.get(id)
      if (!before || this.#idOfReal.has(to.real)) return []
      const { photo } = before
      const { bytes, modifiedMs } = photo
      files.push({ from: photo.path, to: to.path, stamp: { bytes, modifiedMs } })
      const root = photo.root === photo.path ? to.path : isBelow(to.path, photo.root) ? photo.root : to.root
      return [{ photo: { ...photo, path: to.path, name: basename(to.path), root }, real: to.real, inode: to.inode }]
    })
    this.#save(moved)
    if (files.length > 0) this.onMoved(files)
  }

  /** Gives photos something of their own, and answers with what takes it back. @throws {AppError} */
  change(changes: readonly OwnChange[]): readonly OwnChange[] {
    const before = new Map<string, Own>()
    const changed = new Map<string, StoredPhoto>()
    for (const change of changes) {
      const own = ownOf(change)
      for (const stored of this.select(change.ids)) {
        const { photo } = stored
        if (!before.has(photo.id)) before.set(photo.id, photo)
        const now = changed.get(photo.id)?.photo ?? photo
        changed.set(photo.id, { ...stored, photo: { ...now, ...own } })
      }
    }
    this.#store([...changed.values()])
    if (changed.size > 0) this.patches.give(changes)
    return ownChanges(before)
  }

  /** @throws {AppError} */
  remove(selection: PhotoSelection): void {
    const gone = this.select(selection)
    const ids = gone.map(({ photo }) => photo.id)
    const places = this.store.remove(ids)
    for (const stored of gone) {
      this.#forget(stored)
      const place = places.get(stored.photo.id)
      if (place !== undefined) this.#removed.set(stored.photo.id, { ...stored, place })
    }
    this.patches.remove(ids)
  }

  /**
   * Brings back, at their places, those of the photos that were removed since the program started. One whose file has
   * been added again meanwhile is there already. @throws {AppError}
   */
  putBack(ids: readonly string[]): void {
    const back = ids.flatMap((id) => this.#removed.get(id) ?? []).filter(({ real }) => !this.#idOfReal.has(real))
    if (back.length === 0) return
    this.store.putBack(back)
    for (const { place: _place, ...stored } of back) {
      this.#removed.delete(stored.photo.id)
      this.#hold(stored)
    }
    const held = new Map(this.#photos)
    this.#photos.clear()
    for (const id of this.store.order()) {
      const stored = held.get(id)
      if (stored) this.#photos.set(id, stored)
    }
    this.patches.upsert(back.map(({ photo }) => photo))
  }

  #withReal(real: string): StoredPhoto | undefined {
    return this.#photos.get(this.#idOfReal.get(real) ?? '')
  }

  #save(photos: readonly StoredPhoto[]): void {
    if (photos.length === 0) return
    this.#store(photos)
    this.patches.upsert(photos.map(({ photo }) => photo))
  }

  #store(photos: readonly StoredPhoto[]): void {
    this.store.save(photos)
    for (const stored of photos) this.#hold(stored)
  }

  #hold(stored: StoredPhoto): void {
    const { photo, real } = stored
    const before = this.#photos.get(photo.id)
    // A Map keeps the place of a key that is set again.
    if (before && before.real !== real) this.#idOfReal.delete(before.real)
    if (before && before.photo.path !== photo.path) this.folders.remove(before.photo)
    this.#photos.set(photo.id, stored)
    this.#idOfReal.set(real, photo.id)
    if (photo.link === null) this.folders.add(photo)
  }

  #forget({ photo, real }: StoredPhoto): void {
    this.#photos.delete(photo.id)
    this.#idOfReal.delete(real)
    this.folders.remove(photo)
  }
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

function asPhoto(found: ImportedPhoto, before: LibraryPhoto | undefined): LibraryPhoto {
  const { root, result, link } = found
  const opened = result.kind === 'photo'
  // A file may be reached in several ways, and the first stays; a link's copy is where its last content is.
  const path = link === null ? (before?.path ?? found.path) : found.path
  // Of a file that is gone the last is remembered, by which it is recognised when it is found elsewhere.
  const isGone = !opened && result.error.code === 'file-missing' && before !== undefined
  const stamp = opened ? result.stamp : isGone ? before : { bytes: 0, modifiedMs: 0 }
  return {
    id: before?.id ?? randomUUID(),
    path,
    root: before?.root ?? root,
    name: basename(path),
    bytes: stamp.bytes,
    modifiedMs: stamp.modifiedMs,
    header: opened ? result.header : null,
    error: opened ? null : result.error,
    target: before?.target ?? null,
    moreTargets: before?.moreTargets ?? [],
    prompt: before?.prompt ?? null,
    link,
  }
}
