import type { ImportProgress, LibraryPatch, LibraryPhoto, OwnChange } from '../../core/library'

/** How long changes are collected before they are told, ms: quick enough for the eye, few enough for the window. */
const period = 80

/** Collects changes of the library and tells them as numbered patches. */
export class Patches {
  #revision = 0
  readonly #upserted = new Map<string, LibraryPhoto>()
  readonly #removed = new Set<string>()
  #own: OwnChange[] = []
  readonly #listeners = new Set<(patch: LibraryPatch) => void>()
  #importing: ImportProgress | null = null
  #timer: NodeJS.Timeout | undefined

  get revision(): number {
    return this.#revision
  }

  get importing(): ImportProgress | null {
    return this.#importing
  }

  listen(listener: (patch: LibraryPatch) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  upsert(photos: readonly LibraryPhoto[]): void {
    for (const photo of photos) {
      this.#removed.delete(photo.id)
      this.#upserted.set(photo.id, photo)
    }
    this.#soon()
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) {
      this.#upserted.delete(id)
      this.#removed.add(id)
    }
    this.#soon()
  }

  /** Photos were given something of their own. */
  give(changes: readonly OwnChange[]): void {
    this.#own.push(...changes)
    this.#soon()
  }

  progress(importing: ImportProgress | null): void {
    this.#importing = importing
    this.#soon()
  }

  /** Tells what has been collected, if anything, now. */
  flush(): void {
    if (this.#timer === undefined) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    const patch: LibraryPatch = {
      revision: ++this.#revision,
      upserted: [...this.#upserted.values()],
      removed: [...this.#removed],
      own: this.#own,
      importing: this.#importing,
    }
    this.#upserted.clear()
    this.#removed.clear()
    this.#own = []
    for (const listener of this.#listeners) listener(patch)
  }

  /** Tells nobody anything any more. */
  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#listeners.clear()
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.flush(), period)
  }
}
