import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { jobLineSchema, summaryLineSchema } from '../../../core/cli-schema'

const checkout = fileURLToPath(new URL('../../..', import.meta.url))
/** The built command line. */
export const cliScript = join(checkout, 'out/main/cli.js')

/** Builds the command line when its sources are newer than what was built. */
export async function ensureCliBuilt(): Promise<void> {
  const script = "const { ensureBuilt } = await import('./scripts/lib/build.mjs'); await ensureBuilt()"
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: checkout })
}

/** A line of `expand` or `resume` with `--json`. */
const eventSchema = z.discriminatedUnion('event', [jobLineSchema.strict(), summaryLineSchema.strict()])
export type Event = z.infer<typeof eventSchema>
export type JobEvent = Extract<Event, { event: 'job' }>
export type Summary = Extract<Event, { event: 'summary' }>

/** The lines of stdout, each a JSON object that the schema describes and nothing else. */
export function linesOf<T>(stdout: string, schema: z.ZodType<T>): T[] {
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [schema.parse(JSON.parse(line))]))
}

/** What a process left when it ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface StartOptions {
  readonly cwd?: string
  /** Where the program keeps what it keeps: OUTFRAME_HOME. */
  readonly home: string
  /** Beside what the tests' own process has. */
  readonly env?: Readonly<Record<string, string>>
  /** A command, with arguments, that starts the one given after it. */
  readonly through?: readonly string[]
}

/** Painted the quickest way, unless a test says how: most ask other things of the command line. */
function quickly(args: readonly string[]): readonly string[] {
  const [command, ...rest] = args
  return command === 'expand' && !args.includes('--local') ? [command, '--local', 'mirror', ...rest] : args
}

/** The command line as a process. */
export class CliProcess {
  readonly ended: Promise<Ended>
  readonly #child: ChildProcess
  #stdout = ''
  #waiting: { readonly text: RegExp; readonly found: () => void }[] = []

  constructor(args: readonly string[], options: StartOptions) {
    const { cwd, home, env, through = [] } = options
    const [command = process.execPath, ...rest] = [...through, process.execPath, cliScript, ...quickly(args)]
    const child = spawn(command, rest, {
      ...(cwd !== undefined && { cwd }),
      env: { ...process.env, OUTFRAME_HOME: home, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text
      this.#look()
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, signal) => resolve({ code, signal, stdout: this.#stdout, stderr }))
    })
    onTestFinished(() => {
      child.kill('SIGKILL')
    })
  }

  /** Resolves once stdout has that text. */
  async told(text: RegExp): Promise<void> {
    const found = new Promise<void>((resolve) => this.#waiting.push({ text, found: resolve }))
    this.#look()
    const early = this.ended.then(({ stdout, stderr }) => {
      if (!text.test(stdout)) throw new Error(`It ended without saying ${text}:\n${stdout}\n${stderr}`)
    })
    await Promise.race([found, early])
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Stops reading what it says, as `| head` does. */
  stopReading(): void {
    this.#child.stdout?.destroy()
  }

  #look(): void {
    for (const { text, found } of this.#waiting) if (text.test(this.#stdout)) found()
  }
}

/** Runs the command line to its end. */
export function cli(args: readonly string[], options: StartOptions): Promise<Ended> {
  return new CliProcess(args, options).ended
}

/** What a run of `expand` or `resume` with `--json` said. */
export interface Run extends Ended {
  readonly jobs: readonly JobEvent[]
  /** The last line of each job, by its source. */
  readonly last: ReadonlyMap<string, JobEvent>
  readonly summary: Summary
}

/** Runs `expand` or `resume` with `--json` to its end. @throws when stdout is anything but what the schema describes */
export async function runJson(args: readonly string[], options: StartOptions): Promise<Run> {
  return eventsOf(await cli([...args, '--json'], options))
}

/** What a process with `--json` said. */
export function eventsOf(ended: Ended): Run {
  const events = linesOf(ended.stdout, eventSchema)
  const jobs = events.filter((event) => event.event === 'job')
  const summary = events.at(-1)
  if (summary?.event !== 'summary' || jobs.length !== events.length - 1) {
    throw new Error(`It did not sum up once, at the end:\n${ended.stdout}\n${ended.stderr}`)
  }
  return { ...ended, jobs, summary, last: new Map(jobs.map((job) => [job.source, job])) }
}
