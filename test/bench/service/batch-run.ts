import { mkdir } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Charge } from '../../simulator/ledger'
import type { RequestRecord } from '../../simulator/stats'
import { CliRun } from './cli-run'
import { photoCount } from './measured-once'
import { writeAlike } from './photos'
import { SimulatorProcess, studio } from './simulator-process'

/** What a batch took and asked for. */
export interface BatchRun {
  /** From the start of the process to its end, reading photos and writing outputs included. */
  readonly wholeMs: number
  /** From the first photo's create to the last output. */
  readonly workMs: number
  /** Sum of the tasks' times over the slots. */
  readonly idealMs: number
  readonly charges: number
  /** Creates of photos: the check's own one left out. */
  readonly creates: number
  readonly tooManyTasks: number
  readonly queries: { readonly mean: number; readonly most: number }
  readonly peak: number
  /** The machine's load before and after: other programs', too. */
  readonly load: readonly [before: number, after: number]
}

const load = () => loadavg()[0] ?? 0

/** What was asked, by task. */
export function queriesOf(requests: readonly RequestRecord[], charges: readonly Charge[]): BatchRun['queries'] {
  const counts = new Map(charges.map(({ taskId }) => [taskId, 0]))
  const byExternalId = new Map(charges.map(({ externalTaskId, taskId }) => [externalTaskId, taskId]))
  for (const { on, id } of requests) {
    const task = on === 'query' ? (byExternalId.get(id) ?? id) : null
    const count = task === null ? undefined : counts.get(task)
    if (task !== null && count !== undefined) counts.set(task, count + 1)
  }
  const each = [...counts.values()]
  return { mean: each.reduce((sum, count) => sum + count, 0) / each.length, most: Math.max(...each) }
}

/** Expands a batch with the command line as it is built, at the Kling door. `slots`: what the account has, and what is set. */
export async function runBatch(
  folder: string,
  slots: { readonly account: number; readonly configured: number },
): Promise<BatchRun> {
  await mkdir(join(folder, 'service'))
  const simulator = await SimulatorProcess.start(join(folder, 'service'), { accounts: [studio(slots.account)] })
  try {
    await writeAlike(join(folder, 'photos'), photoCount)
    const before = load()
    const args = ['expand', join(folder, 'photos'), '--ratio', '16:9', '--engine', 'kling']
    const where = [
      '--endpoint',
      simulator.addresses.kling,
      '--state',
      join(folder, 'state'),
      '--out',
      join(folder, 'out'),
    ]
    const started = Date.now()
    const run = new CliRun('kling', folder, [...args, ...where, '--concurrency', String(slots.configured)])
    const code = await run.ended
    const ended = Date.now()
    if (code !== 0 || run.summary?.done !== photoCount) {
      throw new Error(`Expected ${photoCount} outputs, got ${JSON.stringify(run.summary)}, ${code}: ${run.stderr}`)
    }
    const [charges, requests] = [await simulator.charges(), await simulator.requests()]
    const creates = requests.filter(({ on, id }) => on === 'create' && id !== null)
    const used = Math.min(slots.account, slots.configured)
    return {
      wholeMs: ended - started,
      workMs: ended - (creates[0]?.at ?? started),
      idealMs: charges.reduce((sum, { takesMs }) => sum + takesMs, 0) / used,
      charges: charges.length,
      creates: creates.length,
      tooManyTasks: creates.filter((create) => create.code === 1303).length,
      queries: queriesOf(requests, charges),
      peak: await simulator.peak(),
      load: [before, load()],
    }
  } finally {
    await simulator.close()
  }
}

/** In words, for a bench's detail. */
export function inWords(run: BatchRun): string {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  return [
    `${run.charges} charges, ideal ${seconds(run.idealMs)}`,
    `from the first create ${seconds(run.workMs)} (${(run.workMs / run.idealMs).toFixed(3)} x)`,
    `the whole process ${seconds(run.wholeMs)} (${(run.wholeMs / run.idealMs).toFixed(3)} x)`,
    `queries per task ${run.queries.mean.toFixed(2)}, at most ${run.queries.most}`,
    `${run.tooManyTasks} of ${run.creates} creates refused with 1303, at most ${run.peak} slots`,
    `load ${run.load.map((each) => each.toFixed(1)).join(' then ')}`,
  ].join('; ')
}
