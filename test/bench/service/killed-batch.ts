import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type JobLine, statusLineSchema } from '../../../core/cli-schema'
import { activeStates } from '../../../core/job'
import type { DoorId } from '../../../core/service/doors'
import { CliRun } from './cli-run'
import { everyFault } from './every-fault'
import { type Kill, killPlan } from './kill-plan'
import { hashesOf, numberOn, writeNumbered } from './photos'
import { SimulatorProcess, studio } from './simulator-process'

/** Small, so that a compose is short and the service's faults are what takes time. */
const photoSize = { width: 720, height: 480 }
const slots = 6

/** A run that comes to no end by itself is a bug of its own, ms. */
const patience = 300_000

/** Photos that are left for the last kills, and the most that one run makes: a long one would leave nothing to be killed. */
const keptBack = 5
const mostPerRun = 3

/** A run in which the state to be killed in does not come about ends after so long, ms. */
const longestRun = 3000

/** Runs without a kill at the end, until nothing is left that could go on. */
const lastRuns = 6

export interface KilledBatch {
  readonly seed: number
  readonly kills: number
  /** For each state, how many kills met a job in it. */
  readonly killedIn: Readonly<Record<string, number>>
  readonly outputs: number
  readonly unknown: number
  /** What is wrong; empty when nothing is. */
  readonly wrong: readonly string[]
  readonly charges: number
  readonly faultsMet: number
  readonly faultsNeverMet: readonly string[]
  readonly seconds: number
}

interface Scene {
  readonly folder: string
  readonly door: DoorId
  readonly simulator: SimulatorProcess
  readonly photos: readonly string[]
  /** The last line of each job, over all runs. */
  readonly jobs: Map<string, JobLine>
}

/** A batch whose process is killed again and again, and then left to finish. */
export async function killedBatch(
  folder: string,
  options: { readonly door: DoorId; readonly photos: number; readonly kills: number; readonly seed: number },
): Promise<KilledBatch> {
  const { door, seed } = options
  await mkdir(join(folder, 'service'))
  const simulator = await SimulatorProcess.start(join(folder, 'service'), {
    seed,
    accounts: [studio(slots)],
    taskMs: { min: 100, max: 400 },
    visibleAfterMs: 150,
    faults: [...everyFault(seed)],
    // CometAPI as it is without look-ups: neither by the caller's id nor in a list.
    doors: { cometapi: { lookUps: false, list: 'missing' }, kling: {} },
  })
  try {
    const started = Date.now()
    const photos = await writeNumbered(join(folder, 'photos'), options.photos, photoSize)
    const before = await hashesOf(photos)
    const scene: Scene = { folder, door, simulator, photos, jobs: new Map() }
    const watch = new OutputWatch(join(folder, 'out'))
    const killedIn: Record<string, number> = {}
    let killed = 0
    for (const kill of killPlan(options.kills * 3, seed)) {
      if (killed === options.kills) break
      const ahead = (watch.outputs + unknownOf(scene) + keptBack) / options.photos > killed / options.kills
      const states = await runAndKill(scene, kill, ahead)
      if (states !== null) killed += 1
      for (const state of states ?? []) killedIn[state] = (killedIn[state] ?? 0) + 1
      await watch.look()
    }
    let last = await statusOf(scene)
    // Where look-ups work nothing stays unknown: each run looks again.
    const rest = () => options.photos - last.done - (door === 'kling' ? 0 : last.unknown)
    for (let run = 0; run < lastRuns && rest() > 0; run += 1) {
      await runToEnd(scene)
      last = await statusOf(scene)
    }
    await watch.look()
    const after = await hashesOf(photos)
    const changed = photos.filter((path) => before.get(path) !== after.get(path))
    const met = await simulator.faultsMet()
    const charges = await simulator.charges()
    return {
      seed,
      kills: killed,
      killedIn,
      outputs: watch.outputs,
      unknown: last.unknown,
      wrong: [
        ...(killed < options.kills ? [`only ${killed} runs could be killed`] : []),
        ...changed.map((path) => `the source ${path} was changed`),
        ...watch.wrong,
        ...(await chargedTwice(simulator, options.photos)),
        ...(last.done + last.unknown === options.photos ? [] : [`the queue tells ${last.text}`]),
      ],
      charges: charges.length,
      faultsMet: Object.values(met).reduce((sum, count) => sum + count, 0),
      faultsNeverMet: Object.entries(met).flatMap(([name, count]) => (count === 0 ? [name] : [])),
      seconds: (Date.now() - started) / 1000,
    }
  } finally {
    await simulator.close()
  }
}

/** Jobs that nothing more can be done for without the user. */
function unknownOf({ jobs }: Scene): number {
  return [...jobs.values()].filter(({ state, reason }) => state === 'blocked' && reason === 'unknown-charge').length
}

/** What the queue itself says of its jobs: the last line of a run that was killed may be missing. */
async function statusOf({ folder }: Scene): Promise<{ done: number; unknown: number; text: string }> {
  const args = [resolve('out/main/cli.js'), 'status', '--state', join(folder, 'state'), '--json']
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const { counts, blocked } = statusLineSchema.parse(JSON.parse(stdout))
  const text = JSON.stringify({ counts, blocked })
  return { done: counts.done, unknown: blocked['unknown-charge'] ?? 0, text }
}

function start({ folder, door, simulator, photos, jobs }: Scene): CliRun {
  const common = ['--endpoint', simulator.addresses[door], '--state', join(folder, 'state')]
  const most = ['--concurrency', String(slots)]
  const first = ['expand', ...photos, '--ratio', '16:9', '--engine', door, '--out', join(folder, 'out')]
  const command = jobs.size === 0 ? first : ['resume', '--unknown', 'look']
  return new CliRun(door, folder, [...command, ...common, ...most])
}

/**
 * Starts the program and kills it as planned; answers with the states that its jobs were in, or `null` when it ended
 * before. When the batch is `ahead` of the kills that are still to come, no further output is waited for.
 */
async function runAndKill(scene: Scene, kill: Kill, ahead: boolean): Promise<readonly string[] | null> {
  const run = start(scene)
  const active = new Map<string, JobLine['state']>()
  let timer: NodeJS.Timeout | null = null
  let made = 0
  const killIn = (ms: number) => {
    timer ??= setTimeout(() => run.kill(), ms)
  }
  const arm = () => {
    longest ??= setTimeout(() => run.kill(), longestRun)
    if (kill.kind === 'time') killIn(kill.ms)
  }
  let longest: NodeJS.Timeout | null = null
  // Before the first line of a job the batch may not be stored yet: a batch is what is killed here.
  if (scene.jobs.size > 0) arm()
  run.onJob = (line) => {
    arm()
    scene.jobs.set(line.id, line)
    active.set(line.id, line.state)
    if (kill.kind === 'state' && line.state === kill.state) killIn(kill.ms)
    if (line.state === 'done') made += 1
    if (made >= mostPerRun || (ahead && (line.state === 'composing' || line.state === 'done'))) run.kill()
  }
  const code = await run.ended
  for (const wait of [timer, longest]) if (wait) clearTimeout(wait)
  if (code === 2) throw new Error(`It refused its arguments: ${run.stderr}`)
  if (code !== null) return null
  const states = new Set([...active.values()].filter((state) => activeStates.some((each) => each === state)))
  return states.size > 0 ? [...states] : ['none of these']
}

async function runToEnd(scene: Scene): Promise<void> {
  const run = start(scene)
  run.onJob = (line) => scene.jobs.set(line.id, line)
  const timer = setTimeout(() => run.kill(), patience)
  const code = await run.ended
  clearTimeout(timer)
  if (code === null) throw new Error(`It came to no end in ${patience / 1000} s: ${run.stderr}`)
}

/** Looks for outputs that are written over. */
class OutputWatch {
  readonly #known = new Map<string, string>()
  readonly wrong: string[] = []

  constructor(readonly folder: string) {}

  get outputs(): number {
    return this.#known.size
  }

  /** Files that are whole: what a crash left half-written has no name yet, or no bytes. */
  async look(): Promise<void> {
    const names = await readdir(this.folder).catch(() => [])
    const paths = names.filter((name) => /^\d+_16x9(?:_\d+)?\.jpg$/.test(name)).map((name) => join(this.folder, name))
    for (const [path, hash] of await hashesOf(paths)) {
      if (hash === emptyHash) continue
      const known = this.#known.get(path)
      if (known !== undefined && known !== hash) this.wrong.push(`${path} was written over`)
      this.#known.set(path, hash)
    }
  }
}

/** SHA-256 of nothing: a name that is reserved. */
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** Photos, uploads and ids that were charged more than once. A photo is told by what its upload shows. */
async function chargedTwice(simulator: SimulatorProcess, photos: number): Promise<readonly string[]> {
  const charges = await simulator.charges()
  const byPhoto = new Map<number, string[]>()
  for (const { taskId, externalTaskId } of charges) {
    const number = await numberOn(await readFile(join(simulator.folder, 'uploads', taskId)))
    byPhoto.set(number, [...(byPhoto.get(number) ?? []), externalTaskId ?? 'none'])
  }
  const ids = charges.map(({ externalTaskId }) => externalTaskId)
  const strangers = [...byPhoto.keys()].filter((number) => number >= photos)
  return [
    ...[...byPhoto]
      .filter(([, each]) => each.length > 1)
      .map(([number, each]) => `photo ${number}: ${each.join(', ')}`),
    ...(new Set(ids).size === ids.length ? [] : ['an external id was charged twice']),
    ...strangers.map((number) => `an upload shows ${number}, which is none of the photos`),
  ]
}
