import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { LibraryPhoto, OwnChange } from '../../core/library'
import type { ImportedPhoto } from './importer'
import type { LibraryStore, PlacedPhoto, StoredPhoto } from './library-store'
import { type Own, ownChanges, withOwn } from './own-changes'
import type { Patches } from './patches'

/** Some photos by id, or all there are. */
export type PhotoSelection = readonly string[] | 'all'

/** The photos in memory, in step with the store and the patches: stored first, then told. */
export class PhotoList {
  readonly #photos = new Map<string, StoredPhoto>()
  readonly #idOfReal = new Map<string, string>()
  /** What was removed since the program started, for the user may want it back. */
  readonly #removed = new Map<string, PlacedPhoto>()

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
    this.#save(found.map((item) => ({ photo: asPhoto(item, this.withReal(item.real)), real: item.real })))
  }

  /** Takes over what is new about photos that are still there. @throws {AppError} */
  refresh(found: readonly ImportedPhoto[]): void {
    this.put(found.filter(({ real }) => this.#idOfReal.has(real)))
  }

  /** Gives photos something of their own, and answers with what takes it back. @throws {AppError} */
  change(changes: readonly OwnChange[]): readonly OwnChange[] {
    const before = new Map<string, Own>()
    const changed = new Map<string, StoredPhoto>()
    for (const change of changes) {
      for (const { photo, real } of this.select(change.ids)) {
        if (!before.has(photo.id)) before.set(photo.id, photo)
        const now = changed.get(photo.id)?.photo ?? photo
        changed.set(photo.id, { photo: withOwn(now, change), real })
      }
    }
    this.#save([...changed.values()])
    return ownChanges(before)
  }

  /** @throws {AppError} */
  remove(selection: PhotoSelection): void {
    const gone = this.select(selection)
    const ids = gone.map(({ photo }) => photo.id)
    const places = this.store.remove(ids)
    for (const { photo, real } of gone) {
      this.#photos.delete(photo.id)
      this.#idOfReal.delete(real)
      const place = places.get(photo.id)
      if (place !== undefined) this.#removed.set(photo.id, { photo, real, place })
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
    for (const { photo, real } of back) {
      this.#removed.delete(photo.id)
      this.#hold({ photo, real })
    }
    const held = new Map(this.#photos)
    this.#photos.clear()
    for (const id of this.store.order()) {
      const stored = held.get(id)
      if (stored) this.#photos.set(id, stored)
    }
    this.patches.upsert(back.map(({ photo }) => photo))
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
    moreTargets: before?.moreTargets ?? [],
    prompt: before?.prompt ?? null,
    link,
  }
}
