import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { StoredPhoto } from './library-store'
import type { NewPlace, PhotoList } from './photo-list'
import { type WalkItem, walk } from './walk'

/** Files that are looked at in one go. */
const atOnce = 64

/** A photo and where its file is now. */
export interface Move {
  readonly id: string
  readonly to: NewPlace
}

/** A file that may be a photo that is missed. */
export type Candidate = Pick<NewPlace, 'path' | 'real' | 'root'>

/**
 * Looks where files that are gone are now: in what they were found under, then in all else that was given to the
 * library. A file is recognised by its number on its disk, with size and time; on another disk, or where there are no
 * numbers, by size, time and name, if there is but one like that.
 */
export async function findMoved(list: PhotoList, lost: readonly StoredPhoto[], signal: AbortSignal): Promise<Move[]> {
  const missed = new Missed(lost)
  const near = new Set<string>()
  const parents = new Set<string>()
  for (const { photo } of lost) {
    if (photo.root === photo.path) parents.add(dirname(photo.path))
    else near.add(photo.root)
  }
  const far = new Set(list.select('all').flatMap(({ photo }) => (photo.link === null ? [photo.root] : [])))
  for (const root of near) far.delete(root)
  const searches = [
    { folders: near, recursive: true },
    { folders: parents, recursive: false },
    { folders: far, recursive: true },
  ]
  for (const { folders, recursive } of searches) {
    if (missed.count === 0 || folders.size === 0) continue
    for await (const { items } of walk([...folders], { recursive })) {
      if (signal.aborted) return []
      await missed.compare(unlisted(list, items))
      if (missed.count === 0) break
    }
    missed.settle()
  }
  return missed.moves
}

/** The same among files that have just appeared. */
export async function matchMoved(lost: readonly StoredPhoto[], candidates: readonly Candidate[]): Promise<Move[]> {
  const missed = new Missed(lost)
  await missed.compare(candidates)
  missed.settle()
  return missed.moves
}

function unlisted(list: PhotoList, items: readonly WalkItem[]): readonly Candidate[] {
  return items.flatMap((item) => (item.kind === 'photo' && !list.withReal(item.real) ? [item] : []))
}

/** Photos that are missed, and what was found of them. */
class Missed {
  readonly moves: Move[] = []
  readonly #byNumber = new Map<string, StoredPhoto>()
  readonly #byName = new Map<string, StoredPhoto[]>()
  /** What is like a photo but for its number, until all has been seen: there may be several. */
  readonly #alike = new Map<string, NewPlace[]>()
  readonly #open = new Set<string>()

  constructor(lost: readonly StoredPhoto[]) {
    for (const stored of lost) {
      const { photo, inode } = stored
      // Never opened: nothing is known of it that it could be recognised by.
      if (photo.bytes === 0) continue
      this.#open.add(photo.id)
      if (inode !== null && inode !== '0') this.#byNumber.set(`${inode}:${stampOf(photo)}`, stored)
      const name = `${photo.name}:${stampOf(photo)}`
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), stored])
    }
  }

  /** How many are still missed. */
  get count(): number {
    return this.#open.size
  }

  async compare(candidates: readonly Candidate[]): Promise<void> {
    for (let at = 0; at < candidates.length; at += atOnce) {
      await Promise.all(candidates.slice(at, at + atOnce).map((candidate) => this.#compare(candidate)))
    }
  }

  /** Takes what is alike for the same, where there is one of each. */
  settle(): void {
    for (const [name, places] of this.#alike) {
      const lost = (this.#byName.get(name) ?? []).filter(({ photo }) => this.#open.has(photo.id))
      const [photo, place] = [lost[0], places[0]]
      if (photo && place && lost.length === 1 && places.length === 1) this.#found(photo, place)
    }
    this.#alike.clear()
  }

  async #compare({ path, real, root }: Candidate): Promise<void> {
    const stats = await stat(path).catch(() => null)
    if (!stats?.isFile()) return
    const stamp = stampOf({ bytes: stats.size, modifiedMs: stats.mtimeMs })
    const place = { path, real, root, inode: String(stats.ino) }
    const photo = this.#byNumber.get(`${place.inode}:${stamp}`)
    if (photo && this.#open.has(photo.photo.id)) return this.#found(photo, place)
    const name = `${basename(path)}:${stamp}`
    if (this.#byName.has(name)) this.#alike.set(name, [...(this.#alike.get(name) ?? []), place])
  }

  #found({ photo }: StoredPhoto, to: NewPlace): void {
    this.#open.delete(photo.id)
    this.moves.push({ id: photo.id, to })
  }
}

function stampOf({ bytes, modifiedMs }: { readonly bytes: number; readonly modifiedMs: number }): string {
  return `${bytes}:${modifiedMs}`
}
