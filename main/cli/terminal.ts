/** One of the process' own streams, as far as it is needed. */
interface Output {
  write(text: string): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  /** Whether somebody watches. */
  readonly isTTY: boolean
  /** Characters in a line, where somebody watches. */
  readonly columns: number
}

export interface Streams {
  readonly stdout: Output
  readonly stderr: Output
}

/** Characters in a line of a terminal that does not say. */
const usualColumns = 80

const eraseLine = '\r\u001b[2K'

/**
 * Results on stdout, everything else on stderr, and a line of progress at the end where somebody watches. A reader
 * that goes away (`| head`) ends nothing: what would have been said to it is dropped.
 */
export class Terminal {
  readonly #streams: Streams
  #progress = ''
  #gone = false

  constructor(streams: Streams) {
    this.#streams = streams
    streams.stdout.on('error', () => {
      this.#gone = true
    })
    streams.stderr.on('error', () => undefined)
  }

  /** A line of results. */
  out(line: string): void {
    if (this.#gone) return
    this.#above(() => this.#streams.stdout.write(`${line.trimEnd()}\n`))
  }

  /** A line for whoever watches. */
  say(line: string): void {
    this.#above(() => this.#streams.stderr.write(`${line.trimEnd()}\n`))
  }

  /** Replaces the line of progress; empty: there is none. Says nothing where stderr is a file or a pipe. */
  progress(line: string): void {
    if (!this.#streams.stderr.isTTY || line === this.#progress) return
    const cut = line.slice(0, (this.#streams.stderr.columns || usualColumns) - 1)
    this.#streams.stderr.write(`${eraseLine}${cut}`)
    this.#progress = line
  }

  #above(write: () => void): void {
    const { stderr } = this.#streams
    if (this.#progress !== '') stderr.write(eraseLine)
    write()
    if (this.#progress !== '') {
      const line = this.#progress
      this.#progress = ''
      this.progress(line)
    }
  }
}
