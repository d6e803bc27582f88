import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { LibraryPhoto } from '../../core/library'
import type { ImportedPhoto } from './importer'
import type { LibraryStore, StoredPhoto } from './library-store'
import type { Patches } from './patches'

/** Some photos by id, or all there are. */
export type PhotoSelection = readonly string[] | 'all'

/** The photos in memory, in step with the store and the patches: stored first, then told. */
export class PhotoList {
  readonly #photos = new Map<string, StoredPhoto>()
  readonly #idOfReal = new Map<string, string>()

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

  /** Adds photos. One that is known already keeps its id, its place, its target and its prompt. @throws {AppError} */
  put(found: readonly ImportedPhoto[]): void {
    this.#save(found.map((item) => ({ photo: asPhoto(item, this.withReal(item.real)), real: item.real })))
  }

  /** Takes over what is new about photos that are still there. @throws {AppError} */
  refresh(found: readonly ImportedPhoto[]): void {
    this.put(found.filter(({ real }) => this.#idOfReal.has(real)))
  }

  /** Gives photos something of their own. @throws {AppError} */
  change(ids: readonly string[], own: Partial<Pick<LibraryPhoto, 'target' | 'prompt'>>): void {
    this.#save(this.select(ids).map(({ photo, real }) => ({ photo: { ...photo, ...own }, real })))
  }

  /** @throws {AppError} */
  remove(selection: PhotoSelection): void {
    const gone = this.select(selection)
    const ids = gone.map(({ photo }) => photo.id)
    this.store.remove(ids)
    for (const { photo, real } of gone) {
      this.#photos.delete(photo.id)
      this.#idOfReal.delete(real)
    }
    this.patches.remove(ids)
  }

  #save(photos: readonly StoredPhoto[]): void {
    if (photos.length === 0) return
    this.store.save(photos)
    for (const stored of photos) this.#hold(stored)
    this.patches.upsert(photos.map(({ photo }) => photo))
  }

  #hold(stored: StoredPhoto): void {
    this.#photos.set(stored.photo.id, stored)
    this.#idOfReal.set(stored.real, stored.photo.id)
  }
}

function asPhoto(found: ImportedPhoto, before: LibraryPhoto | undefined): LibraryPhoto {
  const { root, result, link } = found
  const opened = result.kind === 'photo'
  // A file may be reached in several ways, and the first stays; a link's copy is where its last content is.
  const path = link === null ? (before?.path ?? found.path) : found.path
  return {
    id: before?.id ?? randomUUID(),
    path,
    root: before?.root ?? root,
    name: basename(path),
    bytes: opened ? result.stamp.bytes : 0,
    modifiedMs: opened ? result.stamp.modifiedMs : 0,
    header: opened ? result.header : null,
    error: opened ? null : result.error,
    target: before?.target ?? null,
    prompt: before?.prompt ?? null,
    link,
  }
}
