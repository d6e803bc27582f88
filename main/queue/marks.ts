import { toErrorInfo } from '../../core/errors'
import { isSameMark, type Mark, type MarkedResult, noMark, type ResultRef, ratingOf } from '../../core/gallery'
import type { FileMark, Imaging } from '../../core/imaging'
import {
  type Entry,
  fileMarkOf,
  isDue,
  isEmpty,
  isLabelDue,
  isRatingDue,
  isWorthTelling,
  keyOf,
  saysStars,
  told,
  unmarked,
  whenMade,
  withTold,
} from './mark-entry'
import type { Store } from './store/store'
import type { Clock } from './types'

/** A mark is written when it has stood for so long, ms: keys are pressed one after another. */
const settleMs = 1000

/** What the user thinks of the results. */
export interface Marks {
  /** All results with a mark, or with a problem. */
  all(): readonly MarkedResult[]
  /**
   * Stores marks, all of them or none; those of results that are gone are left out. Stars, rejections and colours are
   * written into the files later.
   */
  set(marks: readonly (ResultRef & { readonly mark: Mark })[]): void
  /** Calls back with what changed; answers with the function that ends it. */
  onChange(listener: (changed: readonly MarkedResult[]) => void): () => void
  /** Resolves once every mark is in its file, or has failed. */
  settled(): Promise<void>
}

export interface MarkListParts {
  readonly store: Store
  readonly imaging: Pick<Imaging, 'rate'>
  readonly clock: Clock
  /** The file of a result; `null`: there is none (any more). */
  readonly pathOf: (result: ResultRef) => string | null
  /** A mark was written into a file. */
  readonly onMarked: (path: string, mark: FileMark) => Promise<void>
}

/** The marks of one queue: kept in memory and in its store, written into files one after another. */
export class MarkList implements Marks {
  readonly #parts: MarkListParts
  readonly #entries = new Map<string, Entry>()
  readonly #listeners = new Set<(changed: readonly MarkedResult[]) => void>()
  /** Results whose file has another rating or label than their mark. */
  readonly #due = new Set<string>()
  readonly #closing = new AbortController()
  #writing: Promise<void> | null = null
  /** The result whose file is being written. */
  #current: string | null = null
  #cancelTimer: (() => void) | null = null

  constructor(parts: MarkListParts) {
    this.#parts = parts
    const { store } = parts
    store.lightly(() => store.marks.prune())
    for (const stored of store.reading(() => store.marks.all())) {
      const key = keyOf(stored)
      this.#entries.set(key, { ...stored, problem: null })
      if (isDue(stored)) this.#due.add(key)
    }
    this.#wait()
  }

  all(): readonly MarkedResult[] {
    return [...this.#entries.values()].filter(isWorthTelling).map(told)
  }

  set(marks: readonly (ResultRef & { readonly mark: Mark })[]): void {
    const { pathOf } = this.#parts
    const known = marks.filter((each) => pathOf(each) !== null)
    if (known.length === 0) return
    const entries = known.map(({ job, variation, mark }): Entry => {
      const { rated = null, labelled = null } = this.#entries.get(keyOf({ job, variation })) ?? {}
      return { job, variation, mark, rated, labelled, problem: null }
    })
    this.#put(entries)
  }

  /**
   * For whoever is about to read a file's rating: afterwards tells whether that can be believed. It cannot when the user's
   * own mark is newer: not written yet, being written, or not to be written at all.
   */
  undisturbed(result: ResultRef): () => boolean {
    const key = keyOf(result)
    const before = this.#entries.get(key)
    return () =>
      this.#entries.get(key) === before &&
      !this.#due.has(key) &&
      this.#current !== key &&
      (before?.problem ?? null) === null
  }

  /**
   * What a result's file says by now; another program may have written it. Answers with the mark that comes of it; `null`:
   * it is no other. What the file does not say stays.
   */
  adopt(result: ResultRef, file: FileMark): Mark | null {
    const before = this.#entries.get(keyOf(result)) ?? unmarked(result)
    const entry = withTold(before, file)
    if (entry === before) return null
    this.#put([entry])
    return entry.mark
  }

  /**
   * A result's file was made, with the photo's own mark in it: that is the result's. Where the user has said something of
   * the result before (it was made before, or is made anew of another), that counts, and is written into the file.
   */
  made(result: ResultRef, file: FileMark): void {
    const before = this.#entries.get(keyOf(result)) ?? unmarked(result)
    const entry = whenMade(before, file)
    if (!isEmpty(before) || !isEmpty(entry)) this.#put([entry])
  }

  /**
   * Gives results that are yet to be made stars and colours of those that they are made anew of, as far as there are any.
   * Whether that one was picked or rejected says nothing of this one.
   */
  inherit(pairs: readonly { readonly from: ResultRef; readonly to: ResultRef }[]): void {
    const entries = pairs.flatMap(({ from, to: { job, variation } }): Entry[] => {
      const entry = this.#entries.get(keyOf(from))
      return entry ? [{ ...entry, job, variation, mark: { ...entry.mark, flag: null }, problem: null }] : []
    })
    this.#put(entries)
  }

  /** A result's stars; `null`: nobody has said anything of them. */
  starsOf(result: ResultRef): number | null {
    const entry = this.#entries.get(keyOf(result))
    return entry && saysStars(entry) ? entry.mark.stars : null
  }

  /** Results are gone: so are their marks. */
  forget(isGone: (result: ResultRef) => boolean): void {
    const { store } = this.#parts
    const gone = [...this.#entries.values()].filter(isGone)
    if (gone.length === 0) return
    store.lightly(() => {
      for (const entry of gone) store.marks.remove(entry)
    })
    for (const entry of gone) {
      this.#entries.delete(keyOf(entry))
      this.#due.delete(keyOf(entry))
    }
    this.#tell(gone.map((entry) => ({ ...entry, mark: noMark, problem: null })))
  }

  onChange(listener: (changed: readonly MarkedResult[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async settled(): Promise<void> {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    do await this.#begin()
    while (this.#due.size > 0 && !this.#closing.signal.aborted)
  }

  /** Begins nothing new; what is not written yet is written after the next start. */
  async close(): Promise<void> {
    this.#cancelTimer?.()
    this.#closing.abort()
    await this.#writing
  }

  /** Stores marks, all of them or none, and tells them. */
  #put(entries: readonly Entry[]): void {
    const { store } = this.#parts
    store.lightly(() => {
      for (const entry of entries) {
        if (isEmpty(entry)) store.marks.remove(entry)
        else store.marks.save(entry)
      }
    })
    for (const entry of entries) {
      const key = keyOf(entry)
      this.#entries.set(key, entry)
      if (isDue(entry)) this.#due.add(key)
      else this.#due.delete(key)
    }
    this.#tell(entries)
    this.#wait()
  }

  #wait(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    if (this.#due.size === 0 || this.#closing.signal.aborted) return
    this.#cancelTimer = this.#parts.clock.after(settleMs, () => void this.#begin())
  }

  #begin(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null
    })
    return this.#writing
  }

  async #writeAll(): Promise<void> {
    for (let key = first(this.#due); key !== null; key = first(this.#due)) {
      this.#due.delete(key)
      const entry = this.#entries.get(key)
      this.#current = key
      if (entry) await this.#write(entry)
      this.#current = null
      if (this.#closing.signal.aborted) return
    }
  }

  async #write(entry: Entry): Promise<void> {
    const path = this.#parts.pathOf(entry)
    if (path === null) return
    const { mark } = entry
    try {
      const written = fileMarkOf(entry)
      await this.#parts.imaging.rate(path, written, { signal: this.#closing.signal })
      await this.#parts.onMarked(path, written)
      this.#written(entry, {
        ...(isRatingDue(entry) && { rated: ratingOf(mark) }),
        ...(isLabelDue(entry) && { labelled: mark.colour ?? 'none' }),
        problem: null,
      })
    } catch (error) {
      if (!this.#closing.signal.aborted) this.#written(entry, { problem: toErrorInfo(error) })
    }
  }

  /** The mark may be another by now: then only what the file has is stored, and it is due again. */
  #written(entry: Entry, change: Partial<Pick<Entry, 'rated' | 'labelled'>> & Pick<Entry, 'problem'>): void {
    const key = keyOf(entry)
    const now = this.#entries.get(key)
    if (!now) return
    const entryNow: Entry = { ...now, ...change }
    this.#entries.set(key, entryNow)
    const { store } = this.#parts
    if (change.problem === null) store.lightly(() => store.marks.save(entryNow))
    if (!isSameMark(now.mark, entry.mark) && isDue(entryNow)) this.#due.add(key)
    if (now.problem?.message !== change.problem?.message) this.#tell([entryNow])
  }

  #tell(entries: readonly Entry[]): void {
    const changed = entries.map(told)
    for (const listener of this.#listeners) listener(changed)
  }
}

function first<T>(items: ReadonlySet<T>): T | null {
  for (const item of items) return item
  return null
}
