import { dirname } from 'node:path'
import type { JobLine, SummaryLine } from '../../core/cli-schema'
import type { ImportProgress } from '../../core/library'
import { hasEnded, Tally } from './tally'
import type { Terminal } from './terminal'
import { aboutPhoto, counted, shown } from './words'

/** Tells a run to a person or a script, and counts what became of its photos. */
export class Report {
  readonly tally = new Tally()

  constructor(
    readonly terminal: Terminal,
    readonly json: boolean,
  ) {}

  /** Folders are being walked and headers opened. */
  importing({ found, probed }: ImportProgress): void {
    this.terminal.progress(`Looking: ${probed} of ${found} photos`)
  }

  /** Something that somebody should know, which is not about one photo. */
  note(text: string): void {
    this.terminal.say(shown(text))
  }

  /** A job's state changed. */
  job(line: JobLine): void {
    this.tally.add(line)
    if (this.json) this.terminal.out(JSON.stringify(line))
    else if (hasEnded(line)) this.terminal.out(textOf(line))
    this.terminal.progress(`${this.tally.ended} of ${this.tally.photos} photos`)
  }

  /** The end. */
  summary(): SummaryLine {
    const summary = this.tally.summary()
    this.terminal.progress('')
    for (const note of notesText(this.tally.lines())) this.note(note)
    if (this.json) this.terminal.out(JSON.stringify(summary))
    else this.terminal.out(this.#summaryText(summary))
    return summary
  }

  #summaryText(summary: SummaryLine): string {
    const counts = (['done', 'skipped', 'failed', 'blocked', 'cancelled'] as const)
      .filter((state) => summary[state] > 0)
      .map((state) => `${summary[state]} ${state}`)
    if (summary.ignored > 0) counts.push(`${counted(summary.ignored, 'other file')} ignored`)
    if (summary.units > 0) counts.push(counted(summary.units, 'unit'))
    const folders = [
      ...new Set([...this.tally.lines()].flatMap(({ outputs }) => outputs.map(({ path }) => dirname(path)))),
    ]
    return [counts.join(', ') || 'Nothing to do.', ...foldersText(folders)].join('\n')
  }
}

/** Notes that are told before the rest is counted. */
const notesTold = 5

/** What is to be known of the outputs, each thing once, with the photo or how many there are of it. */
function notesText(lines: Iterable<JobLine>): readonly string[] {
  const met = new Map<string, { readonly source: string; readonly photos: number }>()
  for (const { source, notes = [] } of lines) {
    for (const note of notes) met.set(note, { source, photos: (met.get(note)?.photos ?? 0) + 1 })
  }
  const told = [...met].slice(0, notesTold)
  const texts = told.map(([note, { source, photos }]) =>
    photos === 1 ? aboutPhoto(source, note) : `${photos} photos: ${note}`,
  )
  const more = met.size - told.length
  return more > 0 ? [...texts, `and ${counted(more, 'more note')}: --json has all of them`] : texts
}

/** Folders that are named before the rest is counted. */
const foldersNamed = 3

function foldersText(folders: readonly string[]): readonly string[] {
  const named = folders.slice(0, foldersNamed).map((folder) => `Outputs in ${shown(folder)}`)
  const more = folders.length - named.length
  return more > 0 ? [...named, `and in ${counted(more, 'more folder')}`] : named
}

function textOf({ state, source, outputs, reason, error, taken }: JobLine): string {
  const label = state.padEnd(9)
  if (taken !== undefined) return `${label} ${shown(source)}: its name is taken: ${shown(taken)}`
  if (state === 'done' || state === 'skipped') {
    return `${label} ${shown(source)} -> ${outputs.map(({ path }) => shown(path)).join(', ')}`
  }
  const what = reason ? `${label} (${reason})` : label
  return `${what} ${error ? aboutPhoto(source, error.message) : shown(source)}`
}
