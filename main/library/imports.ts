import type { Imaging } from '../../core/imaging'
import type { ImportProgress } from '../../core/library'
import { type GivenLinks, importPhotos, noProgress } from './importer'
import type { PhotoList } from './photo-list'
import { isAsOnDisk, isCancelled } from './recheck'

/** The imports of a library: one after the other, their counts told as one. */
export class Imports {
  #cancelling = new AbortController()
  #last: Promise<unknown> = Promise.resolve()
  #pending = 0
  /** What those have done that finished while others were waiting. */
  #finished = noProgress

  constructor(
    readonly list: PhotoList,
    readonly imaging: Pick<Imaging, 'probe'>,
  ) {}

  /** Resolves with its own counts, also when it was cancelled. @throws {AppError} when the library cannot be stored. */
  add(paths: readonly string[], given?: GivenLinks): Promise<ImportProgress> {
    const { signal } = this.#cancelling
    this.#pending++
    const done = this.#last.then(() => this.#run(paths, given, signal))
    this.#last = Promise.allSettled([done])
    return done
  }

  /** Stops the one that runs and those that wait. */
  cancel(): void {
    this.#cancelling.abort()
    this.#cancelling = new AbortController()
  }

  /** Resolves once none runs or waits. */
  async settled(): Promise<void> {
    await this.#last
  }

  async #run(paths: readonly string[], given: GivenLinks | undefined, signal: AbortSignal): Promise<ImportProgress> {
    const { list, imaging } = this
    let own = noProgress
    const tell = (progress: ImportProgress) => {
      own = progress
      list.patches.progress(sum(this.#finished, progress, this.#pending > 1))
    }
    try {
      await importPhotos(paths, {
        imaging,
        signal,
        ...(given && { given }),
        isKnown: async ({ real, link, path }) => {
          const photo = list.withReal(real)
          if (!photo || (link !== null && photo.path !== path)) return false
          return isAsOnDisk(photo)
        },
        onPhotos: (photos) => list.put(photos),
        onProgress: tell,
      })
    } catch (error) {
      if (!isCancelled(error)) throw error
    } finally {
      tell({ ...own, walking: false })
      this.#end()
    }
    return own
  }

  /** The last to end has the final counts told before they go. */
  #end(): void {
    const { patches } = this.list
    this.#finished = patches.importing ?? noProgress
    if (--this.#pending > 0) return
    patches.flush()
    this.#finished = noProgress
    patches.progress(null)
    patches.flush()
  }
}

function sum(a: ImportProgress, b: ImportProgress, moreWait: boolean): ImportProgress {
  return {
    walking: b.walking || moreWait,
    found: a.found + b.found,
    probed: a.probed + b.probed,
    unreadable: a.unreadable + b.unreadable,
    ignored: a.ignored + b.ignored,
    known: a.known + b.known,
  }
}
