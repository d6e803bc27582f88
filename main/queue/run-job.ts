import { encodingSchema } from '../../core/encoding'
import { AppError } from '../../core/errors'
import type { ResultRef } from '../../core/gallery'
import type { ComposeRequest, FileMark, Imaging, Surroundings } from '../../core/imaging'
import type { JobEvent, JobSpec, MadeOutput } from '../../core/job'
import { type DoorId, isDoor } from '../../core/service/doors'
import { writtenPlan } from '../../core/written-plan'
import { throwIfCancelled } from '../shared/cancel'
import type { Turns } from '../shared/turns'
import type { InFlight } from './in-flight'
import type { CommitOptions } from './journal'
import { outputKey, paintKey } from './keys'
import { outputExists } from './made-before'
import type { OutputGate } from './output-gate'
import { checkPhoto } from './photo-check'
import type { PhotoHasher } from './photo-hasher'
import type { ServiceDesk } from './service/desk'
import type { Painted } from './service/paint'
import type { Waiting } from './service/route-checks'
import type { OutputRow } from './store/outputs'
import type { Store } from './store/store'
import type { OutputWriter } from './write-output'

/** One job under way. */
export interface JobDesk {
  readonly spec: JobSpec
  /** Aborted when the job is cancelled or the queue closes. */
  readonly signal: AbortSignal
  commit(events: readonly JobEvent[], options?: CommitOptions): void
  setFraction(fraction: number): void
  setWaiting(waiting: Waiting): void
}

export interface JobTools {
  readonly store: Store
  readonly imaging: Imaging
  readonly hasher: PhotoHasher
  readonly gate: OutputGate
  readonly writer: OutputWriter
  readonly inFlight: InFlight
  readonly desk: ServiceDesk
  /** One job at a time buys what is the same. */
  readonly paintTurns: Turns
  /** Told of each file that was made, with the stars and the label that it has from its photo. */
  readonly onMade: (result: ResultRef, mark: FileMark) => void
  readonly now: () => number
  readonly version: string
}

/**
 * Takes a job from `preparing` to `done`.
 * @throws {AppError} what ended it before that; {Blocked}, {Held} what it has to wait for. Nothing unfinished is left
 * on disk then, and nothing that was bought is lost
 */
export async function runJob(desk: JobDesk, tools: JobTools): Promise<void> {
  const { spec, signal } = desk
  const { store } = tools
  const planned = store.reading(() => store.outputs.ofJob(spec.id).map((row) => row.planned))
  const arrival = tools.inFlight.arrive(planned, spec.batchId)
  try {
    await checkPhoto(spec, tools.imaging, signal)
    const contentHash = await tools.hasher.hash(spec.source, signal)
    const { rows, paint } = storeKeys(spec, contentHash, store)
    await arrival.enter(
      rows.flatMap((row) => row.key ?? []),
      signal,
    )
    throwIfCancelled(signal)
    const open = await dropMade(desk, rows, tools)
    if (open.length === 0) finish(desk, tools)
    else if (isPainted(spec)) await paintOutputs(desk, spec, open, { contentHash, paint }, tools)
    else await makeOutputs(desk, open, { contentHash, surroundings: localSurroundings(spec) }, tools)
  } finally {
    arrival.leave()
  }
}

/** Stores what the photo's bytes are, and with that the keys of the job's outputs. */
function storeKeys(
  spec: JobSpec,
  contentHash: string,
  store: Store,
): { readonly rows: readonly OutputRow[]; readonly paint: string } {
  const { id, plan, engine, local, prompt, n, watermark, format, output } = spec
  const paint = paintKey({ contentHash, plan, engine, local, prompt, n, watermark: watermark === true })
  const rows = store.lightly(() => {
    store.jobs.savePaint(id, { contentHash, paintKey: paint })
    for (const { number, planned } of store.outputs.ofJob(id)) {
      const { feather } = output
      store.outputs.saveKey(number, outputKey({ paintKey: paint, format, encoding: output, feather, planned }))
    }
    return store.outputs.ofJob(id)
  })
  return { rows, paint }
}

/** The outputs that are yet to be made; those that exist by now are counted as the job's own. */
async function dropMade(desk: JobDesk, rows: readonly OutputRow[], tools: JobTools): Promise<readonly OutputRow[]> {
  const open: OutputRow[] = []
  for (const row of rows) {
    if (row.written && (await outputExists(row.path))) {
      desk.commit([{ type: 'output', output: { path: row.path, variation: row.variation } }])
      continue
    }
    if (desk.spec.again || !(await adoptMade(desk, row, tools.store))) open.push(row)
  }
  return open
}

/** Counts a file with that key as the job's own, if there is one that no other photo of the batch has. */
async function adoptMade({ spec, commit }: JobDesk, row: OutputRow, store: Store): Promise<boolean> {
  const { number, variation, key } = row
  const free = () => (key === null ? [] : store.reading(() => store.outputs.unclaimed(key, spec.batchId)))
  for (const { path, number: made } of free()) {
    if (made === number || !(await outputExists(path))) continue
    // Another job of the batch may have counted it in the meantime.
    if (!free().some((other) => other.path === path)) continue
    const also = () => {
      store.batches.claim(spec.batchId, path)
      store.outputs.remove(number)
    }
    commit([{ type: 'output', output: { path, variation, adopted: true } }], { also })
    return true
  }
  return false
}

/** Ends a job for which nothing is left to be made: skipped, unless some of its files are of its own making. */
function finish({ spec, commit }: JobDesk, { store, now }: JobTools): void {
  const skipped = store.reading(() => store.outputs.ofJob(spec.id)).length === 0
  commit([{ type: 'finish', at: now(), skipped }], { durable: true })
}

type PaintedSpec = JobSpec & { readonly engine: DoorId }

/** Whether a service paints a job's surroundings. */
function isPainted(spec: JobSpec): spec is PaintedSpec {
  return isDoor(spec.engine) && spec.plan.passes.length > 0
}

/** Has a job painted by its service, then composes what came. Outputs that need no more painting are made all the same. */
async function paintOutputs(
  desk: JobDesk,
  spec: PaintedSpec,
  rows: readonly OutputRow[],
  { contentHash, paint }: { readonly contentHash: string; readonly paint: string },
  tools: JobTools,
): Promise<void> {
  const { signal } = desk
  // Before anything is bought: its outputs must have a place to go to.
  await tools.gate.open(spec)
  const leave = await tools.paintTurns.take(paint, signal)
  let painted: Painted
  try {
    const { commit, setWaiting } = desk
    const variations = rows.map((row) => row.variation)
    painted = await tools.desk.paint({ spec, contentHash, paintKey: paint, variations, signal, commit, setWaiting })
  } finally {
    leave()
  }
  const { shelf } = tools.desk
  const makeable = rows.filter((row) => painted.variations.includes(row.variation))
  const made: Making = {
    contentHash,
    partial: painted.problem !== null,
    surroundings: (variation) => ({ kind: 'renders', variation, renders: shelf.paths(paint, variation) }),
    taskIds: (variation) => shelf.taskIds(paint, variation),
  }
  if (makeable.length > 0) await makeOutputs(desk, makeable, made, tools)
  if (painted.problem) throw painted.problem
  tools.desk.used(paint)
}

function localSurroundings({ plan, local }: JobSpec): Making['surroundings'] {
  return (variation) => (plan.passes.length === 0 ? { kind: 'none' } : { kind: 'local', ...local, variation })
}

/** How a job's outputs are made. */
interface Making {
  readonly contentHash: string
  readonly surroundings: (variation: number) => Surroundings
  /** Absent: no task painted them. */
  readonly taskIds?: (variation: number) => readonly string[]
  /** More is wanted than can be made now: the job does not end with the last of them. */
  readonly partial?: boolean
}

async function makeOutputs(desk: JobDesk, rows: readonly OutputRow[], making: Making, tools: JobTools): Promise<void> {
  const { spec, signal } = desk
  await tools.gate.open(spec)
  desk.commit([{ type: 'advance', to: 'composing', at: tools.now() }])
  for (const [index, row] of rows.entries()) {
    throwIfCancelled(signal)
    let made: Made | undefined
    const last = index === rows.length - 1 && making.partial !== true
    const done = (path: string) => markDone(desk, row, { path, last, made }, tools)
    const left = await tools.writer.settle(row)
    if (left === 'written' && !row.written) {
      done(row.path)
      continue
    }
    if (left === 'unreachable') {
      throw new AppError(
        'output-unwritable',
        `The output folder ${spec.folder} cannot be looked at. Press Resume later.`,
      )
    }
    const onProgress = (fraction: number) => desk.setFraction((index + fraction) / rows.length)
    const make = async (destination: string) => {
      const request = composeRequest(spec, row.variation, { making, destination, version: tools.version })
      const { effectiveScale, drift, notes, mark } = await tools.imaging.compose(request, { signal, onProgress })
      made = { job: { effectiveScale: spec.plan.passes.length > 0 ? effectiveScale : null, notes }, drift, mark }
    }
    await tools.writer.write(row, { make, done, signal })
  }
}

/** What is known of a file that was made just now: of all its job's, and of it alone. */
interface Made {
  readonly job: MadeOutput
  readonly drift: number | null
  readonly mark: FileMark
}

/** A file is there, under its name: stored together with the job's own state. */
function markDone(
  { spec, commit }: JobDesk,
  row: OutputRow,
  { path, last, made }: { readonly path: string; readonly last: boolean; readonly made: Made | undefined },
  tools: JobTools,
): void {
  const output: JobEvent = {
    type: 'output',
    output: { path, variation: row.variation, ...(made && made.drift !== null && { drift: made.drift }) },
    ...(made && { made: made.job }),
  }
  if (made) tools.onMade({ job: spec.id, variation: row.variation }, made.mark)
  const events: JobEvent[] = last ? [output, { type: 'finish', at: tools.now() }] : [output]
  const also = () => {
    tools.store.outputs.markWritten(row.number)
    tools.store.batches.claim(spec.batchId, path)
  }
  commit(events, { durable: true, also })
}

function composeRequest(
  spec: JobSpec,
  variation: number,
  { making, destination, version }: { making: Making; destination: string; version: string },
): ComposeRequest {
  const { source, plan, format, output, engine, prompt } = spec
  return {
    source,
    contentHash: making.contentHash,
    plan: writtenPlan(plan, output.longEdge),
    surroundings: making.surroundings(variation),
    format,
    asPhoto: output.format === 'same',
    encoding: encodingSchema.parse(output),
    feather: output.feather,
    provenance: { engine, prompt, version, taskIds: [...(making.taskIds?.(variation) ?? [])] },
    destination,
  }
}
