import { type ErrorInfo, toErrorInfo } from '../../core/errors'
import {
  type ColourLabel,
  isSameMark,
  type Mark,
  type MarkedResult,
  noMark,
  type ResultRef,
  ratingOf,
  withRating,
} from '../../core/gallery'
import type { FileMark, Imaging } from '../../core/imaging'
import type { StoredMark } from './store/marks'
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

interface Entry extends StoredMark {
  readonly problem: ErrorInfo | null
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
    const { store, pathOf } = this.#parts
    const known = marks.filter((each) => pathOf(each) !== null)
    if (known.length === 0) return
    const entries = known.map(({ job, variation, mark }): Entry => {
      const { rated = null, labelled = null } = this.#entries.get(keyOf({ job, variation })) ?? {}
      return { job, variation, mark, rated, labelled, problem: null }
    })
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

  /** Another program has written a rating into a result's file. Answers with the mark of it; `null`: it is no other. */
  adopt(result: ResultRef, rating: number): Mark | null {
    const { job, variation } = result
    const { mark, rated, labelled } = this.#entries.get(keyOf(result)) ?? { mark: noMark, rated: null, labelled: null }
    if (rating === (rated ?? 0)) return null
    const entry: Entry = { job, variation, mark: withRating(mark, rating), rated: rating, labelled, problem: null }
    this.#parts.store.lightly(() => this.#parts.store.marks.save(entry))
    this.#entries.set(keyOf(entry), entry)
    this.#tell([entry])
    return entry.mark
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

function keyOf({ job, variation }: ResultRef): string {
  return `${job}/${variation}`
}

function isDue(stored: StoredMark): boolean {
  return isRatingDue(stored) || isLabelDue(stored)
}

/** A file that we never rated and that shall have no stars is left alone: it may have its photo's. */
function isRatingDue({ mark, rated }: StoredMark): boolean {
  return ratingOf(mark) !== (rated ?? 0)
}

/** Likewise. */
function isLabelDue({ mark, labelled }: StoredMark): boolean {
  return (mark.colour ?? 'none') !== (labelled ?? 'none')
}

/** Nothing is said of it, and its file knows of none. */
function isEmpty(stored: StoredMark): boolean {
  return isSameMark(stored.mark, noMark) && !isDue(stored)
}

/** Lightroom's names of the colours, in English as its other languages' users most often meet them. */
const labels: Readonly<Record<ColourLabel, NonNullable<FileMark['label']>>> = {
  red: 'Red',
  yellow: 'Yellow',
  green: 'Green',
  blue: 'Blue',
}

/** What has to be written into a result's file. */
function fileMarkOf(stored: StoredMark): FileMark {
  const { colour } = stored.mark
  return {
    ...(isRatingDue(stored) && { rating: ratingOf(stored.mark) }),
    ...(isLabelDue(stored) && { label: colour === null ? null : labels[colour] }),
  }
}

function isWorthTelling({ mark, problem }: Entry): boolean {
  return problem !== null || !isSameMark(mark, noMark)
}

function told({ job, variation, mark, problem }: Entry): MarkedResult {
  return { job, variation, mark, problem }
}

function first<T>(items: ReadonlySet<T>): T | null {
  for (const item of items) return item
  return null
}
