import type { FileNow, RemakeEstimate, RemakeRequest, ResultRef } from '../../core/gallery'
import type { Imaging } from '../../core/imaging'
import type { BatchList } from './batch-list'
import type { JobList } from './job-list'
import type { Journal } from './journal'
import { MarkList, type Marks } from './marks'
import type { PhotoHasher } from './photo-hasher'
import { type Remade, Remake, type RemakeTerms } from './remake'
import { ResultFiles } from './result-files'
import type { Store } from './store/store'
import type { Clock } from './types'

/** A result with its file. */
export interface ResultFile extends ResultRef {
  /** Absolute path. */
  readonly path: string
}

/** What can be done with the finished files of a queue. */
export interface QueueResults {
  readonly marks: Marks
  /** The file of a result; `null`: there is none (any more). */
  pathOf(result: ResultRef): string | null
  /** The file of a result as it is now. Stars and labels that other programs have written into it become the result's mark. */
  look(result: ResultRef): Promise<FileNow>
  /** Those of the results whose files this queue made and that are no job's photo: the only files that may be trashed. */
  ownFiles(results: readonly ResultRef[]): readonly ResultFile[]
  /** Files were put in the trash: no job has them any more, and they are not known as made. */
  markGone(paths: readonly string[]): Promise<void>
  /** What making results once more would take. Nothing is done. */
  estimate(request: RemakeRequest): Promise<RemakeEstimate>
  /** See `Remake.add`. @throws {AppError} `cost-changed` */
  remake(request: RemakeRequest, terms: RemakeTerms): Promise<Remade>
}

export interface ResultsParts {
  readonly store: Store
  readonly list: JobList
  readonly journal: Journal
  readonly hasher: PhotoHasher
  readonly imaging: Pick<Imaging, 'rate' | 'probe'>
  readonly batches: BatchList
  readonly clock: Clock
  readonly closing: AbortSignal
  /** Runs while no job is taken up. */
  readonly holding: (work: () => Promise<void>) => Promise<void>
}

export class Results implements QueueResults {
  readonly marks: MarkList
  readonly #parts: ResultsParts
  readonly #remake: Remake
  readonly #files: ResultFiles
  readonly #stop: () => void

  constructor(parts: ResultsParts) {
    const { store, list, journal, imaging, clock } = parts
    this.#parts = parts
    this.#files = new ResultFiles(imaging)
    this.marks = new MarkList({
      store,
      imaging,
      clock,
      pathOf: (result) => this.pathOf(result),
      onMarked: (path, mark) => this.#files.marked(path, mark),
    })
    this.#remake = new Remake({ ...parts, marks: this.marks })
    this.#stop = journal.listen((change) => {
      if (change.type !== 'removed') return
      const ids = new Set(change.ids)
      this.marks.forget(({ job }) => ids.has(job) && list.view(job) === undefined)
    })
  }

  pathOf({ job, variation }: ResultRef): string | null {
    return this.#parts.list.view(job)?.outputs.find((output) => output.variation === variation)?.path ?? null
  }

  async look(result: ResultRef): Promise<FileNow> {
    const path = this.pathOf(result)
    if (path === null) return { bytes: null, version: null, mark: null }
    const isUndisturbed = this.marks.undisturbed(result)
    const { bytes, version, mark: told } = await this.#files.look(path, this.#parts.closing)
    const mark = isUndisturbed() ? this.marks.adopt(result, told) : null
    return { bytes, version, mark }
  }

  ownFiles(results: readonly ResultRef[]): readonly ResultFile[] {
    const { store, list } = this.#parts
    const sources = new Set(list.views().map(({ source }) => source))
    const files = new Map<string, ResultFile>()
    for (const { job, variation } of results) {
      const path = this.pathOf({ job, variation })
      if (path === null || sources.has(path) || !store.reading(() => store.outputs.isKnown(path))) continue
      files.set(path, { job, variation, path })
    }
    return [...files.values()]
  }

  async markGone(paths: readonly string[]): Promise<void> {
    const { store, list, journal, holding } = this.#parts
    const gone = new Set(paths)
    await holding(async () => {
      store.durably(() => {
        for (const path of gone) store.outputs.removePath(path)
      })
      const lost = list
        .views()
        .flatMap(({ id, outputs }) =>
          outputs.filter(({ path }) => gone.has(path)).map(({ variation }) => ({ job: id, variation })),
        )
      for (const { job, variation } of lost) {
        await journal.commitEach([job], () => ({ type: 'gone', variation }))
      }
      const keys = new Set(lost.map(({ job, variation }) => `${job}/${variation}`))
      this.marks.forget(({ job, variation }) => keys.has(`${job}/${variation}`))
    })
  }

  estimate(request: RemakeRequest): Promise<RemakeEstimate> {
    return this.#remake.estimate(request)
  }

  remake(request: RemakeRequest, terms: RemakeTerms): Promise<Remade> {
    return this.#remake.add(request, terms)
  }

  async close(): Promise<void> {
    this.#stop()
    await this.marks.close()
  }
}
