import type { EngineId } from '../../core/limits'
import { type JobView, priorities } from '../../core/queue'
import { Tally } from './tally'

/** A job as the queue keeps it in memory; all else is read from the store when it is needed. */
export interface JobEntry {
  readonly view: JobView
  /** Folder its outputs were to go to when it was read: jobs of one go through the same. */
  readonly folder: string
}

/** All jobs in memory, in their order, with their numbers and the line of those that wait. */
export class JobList {
  readonly tally = new Tally()
  readonly #entries = new Map<string, JobEntry>()
  /** Equal folders of thousands of jobs are one string. */
  readonly #folders = new Map<string, string>()
  readonly #sizes = new Map<string, number>()
  /** Ids in order; `null`: to be sorted anew. */
  #order: string[] | null = []
  /** Waiting ids of each engine from the last to the first; `null`: to be gathered anew. */
  #lines: ReadonlyMap<EngineId, string[]> | null = null
  #onlyBatch: string | null = null
  /** Batches whose jobs are not taken up. */
  readonly #held = new Set<string>()
  /** What else a waiting job must be like to be taken up. */
  #mayTake: (view: JobView) => boolean = () => true
  /** The highest that was ever given. */
  #lastPosition = 0

  /** How many jobs a batch has. */
  sizeOf(batchId: string): number {
    return this.#sizes.get(batchId) ?? 0
  }

  get(id: string): JobEntry | undefined {
    return this.#entries.get(id)
  }

  view(id: string): JobView | undefined {
    return this.#entries.get(id)?.view
  }

  /** Views in their order. */
  views(): JobView[] {
    return this.#sorted().flatMap((id) => this.view(id) ?? [])
  }

  /** Sets so many whole positions behind all jobs aside; answers with the first. */
  takePositions(count: number): number {
    const first = Math.floor(this.#lastPosition) + 1
    this.#lastPosition = first + count - 1
    return first
  }

  add(view: JobView, folder: string): void {
    const shared = this.#folders.get(folder) ?? folder
    this.#folders.set(shared, shared)
    this.#entries.set(view.id, { view, folder: shared })
    if (view.position > this.#lastPosition) this.#order?.push(view.id)
    else this.#order = null
    this.#lastPosition = Math.max(this.#lastPosition, view.position)
    this.#lines = null
    this.#sizes.set(view.batchId, this.sizeOf(view.batchId) + 1)
    this.tally.add(view)
  }

  replace(view: JobView): void {
    const entry = this.#entries.get(view.id)
    if (!entry) return
    const before = entry.view
    this.#entries.set(view.id, { ...entry, view })
    this.#lastPosition = Math.max(this.#lastPosition, view.position)
    if (before.position !== view.position) this.#order = null
    if (before.position !== view.position || before.state !== view.state || before.priority !== view.priority) {
      // One that leaves the line is passed over when its turn comes.
      if (view.state === 'queued') this.#lines = null
    }
    this.tally.change(before, view)
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) {
      const entry = this.#entries.get(id)
      if (!entry) continue
      this.#entries.delete(id)
      this.#sizes.set(entry.view.batchId, this.sizeOf(entry.view.batchId) - 1)
      this.tally.remove(entry.view)
    }
    this.#order = null
    this.#lines = null
  }

  /** Limits the line to one batch; `null`: to none. */
  limitTo(batchId: string | null): void {
    this.#onlyBatch = batchId
    this.#lines = null
  }

  /** Keeps a batch's jobs out of the line, or lets them back in. */
  hold(batchId: string, held: boolean): void {
    if (held) this.#held.add(batchId)
    else this.#held.delete(batchId)
    this.#lines = null
  }

  isHeld(batchId: string): boolean {
    return this.#held.has(batchId)
  }

  /** Lets only such jobs into the line; asked again whenever the line is gathered anew, as it is from here on. */
  admit(mayTake: (view: JobView) => boolean): void {
    this.#mayTake = mayTake
    this.#lines = null
  }

  /** Whether a job is one that the line is limited to. */
  inScope(view: JobView): boolean {
    return this.#onlyBatch === null || view.batchId === this.#onlyBatch
  }

  /** An engine's first waiting job. */
  next(engine: EngineId): JobView | null {
    const line = this.#lineOf(engine)
    for (let id = line?.at(-1); id !== undefined; id = line?.at(-1)) {
      const view = this.view(id)
      if (view?.state === 'queued') return view
      line?.pop()
    }
    return null
  }

  /** Takes an engine's first waiting job out of its line. */
  takeNext(engine: EngineId): string | null {
    const next = this.next(engine)
    if (next) this.#lineOf(engine)?.pop()
    return next?.id ?? null
  }

  /** All jobs that wait for an engine, in their order. */
  waiting(engine: EngineId): readonly string[] {
    return (this.#lineOf(engine) ?? []).filter((id) => this.view(id)?.state === 'queued').reverse()
  }

  #lineOf(engine: EngineId): string[] | undefined {
    this.#lines ??= this.#gatherLines()
    return this.#lines.get(engine)
  }

  #gatherLines(): ReadonlyMap<EngineId, string[]> {
    const lines = new Map<EngineId, string[]>()
    const waiting = this.views().filter((view) => view.state === 'queued' && this.#isInLine(view))
    // From the last to the first: the lowest priority is put in first.
    for (const priority of [...priorities].reverse()) {
      for (let at = waiting.length - 1; at >= 0; at--) {
        const view = waiting[at]
        if (view?.priority === priority) putInLine(lines, view)
      }
    }
    return lines
  }

  #isInLine(view: JobView): boolean {
    return this.inScope(view) && !this.#held.has(view.batchId) && this.#mayTake(view)
  }

  #sorted(): string[] {
    if (this.#order) return this.#order
    const views = [...this.#entries.values()].map((entry) => entry.view)
    this.#order = views.sort((a, b) => a.position - b.position).map((view) => view.id)
    return this.#order
  }
}

function putInLine(lines: Map<EngineId, string[]>, { id, engine }: JobView): void {
  const line = lines.get(engine)
  if (line) line.push(id)
  else lines.set(engine, [id])
}
