import type { JobLine, SummaryLine } from '../../core/cli-schema'

const counted = ['done', 'failed', 'blocked', 'cancelled', 'skipped'] as const
type Counted = (typeof counted)[number]

/** What became of every photo of a run, by its last line. */
export class Tally {
  readonly #last = new Map<string, JobLine>()
  #ignored = 0

  add(line: JobLine): void {
    this.#last.set(line.id, line)
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
