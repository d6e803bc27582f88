import type { MarkedResult, MarksPatch, MarksSnapshot } from '../../core/gallery'
import type { Marks } from '../queue/marks'

/** Tells marks that changed as numbered patches; what changes in one go goes out together. */
export class MarksFeed {
  #revision = 0
  readonly #changed = new Map<string, MarkedResult>()
  #timer: NodeJS.Immediate | null = null
  readonly #stop: () => void

  constructor(
    readonly marks: Pick<Marks, 'all' | 'onChange'>,
    readonly onPatch: (patch: MarksPatch) => void,
  ) {
    this.#stop = marks.onChange((changed) => this.#collect(changed))
  }

  /** All there is. What is in it has been told by then. */
  snapshot(): MarksSnapshot {
    this.#tell()
    return { revision: this.#revision, marks: [...this.marks.all()] }
  }

  /** Tells nothing any more. */
  close(): void {
    this.#stop()
    if (this.#timer) clearImmediate(this.#timer)
    this.#timer = null
  }

  #collect(changed: readonly MarkedResult[]): void {
    for (const each of changed) this.#changed.set(`${each.job}/${each.variation}`, each)
    this.#timer ??= setImmediate(() => this.#tell())
  }

  #tell(): void {
    if (!this.#timer) return
    clearImmediate(this.#timer)
    this.#timer = null
    const marks = [...this.#changed.values()]
    this.#changed.clear()
    this.onPatch({ revision: ++this.#revision, marks })
  }
}
