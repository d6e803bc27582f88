import { type ChildProcess, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { JobLine, SummaryLine } from '../../../core/cli-schema'
import type { DoorId } from '../../../core/service/doors'

/** The simulator's keys. */
const keys: Readonly<Record<DoorId, string>> = { cometapi: 'sk-comet-studio', kling: 'sk-kling-studio' }

/** The command line as a process that tells what it does. */
export class CliRun {
  readonly jobs: JobLine[] = []
  summary: SummaryLine | null = null
  stderr = ''
  /** Its exit code; `null` when it was killed. */
  readonly ended: Promise<number | null>
  /** Called for each line about a job. */
  onJob: (line: JobLine) => void = () => undefined
  readonly #child: ChildProcess

  constructor(door: DoorId, home: string, args: readonly string[]) {
    const child = spawn(process.execPath, [resolve('out/main/cli.js'), ...args, '--json'], {
      env: { ...process.env, OUTFRAME_HOME: join(home, 'home'), OUTFRAME_API_KEY: keys[door] },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text
    })
    createInterface({ input: child.stdout }).on('line', (line) => this.#read(line))
    this.ended = new Promise((done, fail) => {
      child.once('error', fail)
      child.once('close', (code) => done(code))
    })
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  #read(text: string): void {
    let line: JobLine | SummaryLine
    try {
      line = JSON.parse(text) as JobLine | SummaryLine
    } catch {
      // The last line of a process that was killed may be cut.
      return
    }
    if (line.event === 'summary') {
      this.summary = line
    } else if (line.event === 'job') {
      this.jobs.push(line)
      this.onJob(line)
    }
  }
}
