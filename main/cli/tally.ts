import type { JobLine, SummaryLine } from '../../core/cli-schema'

const counted = ['done', 'failed', 'blocked', 'cancelled', 'skipped'] as const
type Counted = (typeof counted)[number]

/** What became of every photo of a run, by its last line. */
export class Tally {
  readonly #last = new Map<string, JobLine>()
  #ended = 0
  #ignored = 0

  add(line: JobLine): void {
    const before = this.#last.get(line.id)
    this.#ended += Number(hasEnded(line)) - Number(before !== undefined && hasEnded(before))
    this.#last.set(line.id, line)
  }

  /** Those with which nothing more happens in this run, as far as is known. */
  get ended(): number {
    return this.#ended
  }

  ignore(files: number): void {
    this.#ignored += files
  }

  /** Photos and jobs of this run. */
  get photos(): number {
    return this.#last.size
  }

  lines(): Iterable<JobLine> {
    return this.#last.values()
  }

  summary(): SummaryLine {
    const counts: Record<Counted, number> = { done: 0, failed: 0, blocked: 0, cancelled: 0, skipped: 0 }
    let units = 0
    for (const line of this.#last.values()) {
      units += line.units
      if (hasEnded(line)) counts[line.state]++
    }
    return { event: 'summary', ...counts, ignored: this.#ignored, units }
  }
}

/** Whether nothing more happens with a photo unless somebody does something. */
export function hasEnded(line: JobLine): line is JobLine & { state: Counted } {
  return (counted as readonly string[]).includes(line.state)
}
