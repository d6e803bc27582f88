import { randomUUID } from 'node:crypto'
import { conversionOf } from '../../core/conversion'
import type { ErrorInfo } from '../../core/errors'
import { type Plan, type PlanResult, planTarget, type Size, type Target } from '../../core/geometry'
import { initialProgress, type JobOutput, type JobProgress, type JobSpec } from '../../core/job'
import { type EngineId, limitsOf } from '../../core/limits'
import { checkTemplate } from '../../core/naming'
import { writtenFormat } from '../../core/photo'
import { distinctOutputs } from '../../core/same-output'
import { isDoor } from '../../core/service/doors'
import type { BatchSettings } from '../../core/settings'
import { targetsOf } from '../../core/targets'
import { writtenPlan } from '../../core/written-plan'
import { breather } from '../shared/breather'
import { throwIfCancelled } from '../shared/cancel'
import { findMade } from './made-before'
import { nameOutputs, type OpenDraft } from './name-outputs'
import { type OutputPlace, outputPlace, type PlannedNames, plannedPaths } from './output-paths'
import { OutputRoots } from './output-roots'
import type { PhotoHasher } from './photo-hasher'
import { notWaiting } from './same-waiting'
import type { KnownPaint, StoredJob } from './store/jobs'
import type { PlannedOutput } from './store/outputs'
import type { Store } from './store/store'
import type { NameTaken, PhotoToExpand, RefusedPhoto, SkippedPhoto } from './types'

export interface PlanBatchContext {
  readonly batchId: string
  readonly store: Store
  readonly hasher: PhotoHasher
  readonly again: boolean
  /** See `AddBatchOptions`. */
  readonly leaveWaiting: boolean
  /** Whether the door is asked for a watermark; `null`: it is not said. */
  readonly watermark: boolean | null
  /** `{preset}` of a target, see `presetNamer`. */
  readonly presetOf: (target: Target) => string | null
  /** Sets so many positions at the end of the queue aside; answers with the first. */
  readonly takePositions: (count: number) => number
  readonly signal?: AbortSignal
}

/** A job with the files it is yet to make. */
export interface PlannedJob extends StoredJob {
  /** `null`: not known yet. */
  readonly paint: KnownPaint | null
  readonly outputs: readonly PlannedOutput[]
}

export interface PlannedBatch {
  readonly jobs: readonly PlannedJob[]
  readonly skipped: readonly SkippedPhoto[]
  readonly refused: readonly RefusedPhoto[]
  readonly ownOutputs: readonly string[]
  readonly nameTaken: readonly NameTaken[]
  readonly waiting: number
  /** Finished files that the batch counts as its own. */
  readonly claims: readonly string[]
  /** Output folders, and whether each was there. */
  readonly roots: ReadonlyMap<string, boolean>
}

/** A photo with one of its targets, the plan and the paths of its outputs, before a suffix makes them unique. */
export interface DraftJob {
  readonly photo: PhotoToExpand
  readonly target: Target
  readonly plan: Plan
  readonly place: OutputPlace
  readonly prompt: string
  readonly n: number
  /** By variation, from the first. */
  readonly planned: readonly string[]
}

/**
 * Plans a batch: shape, passes and names of every photo and target, in the order of the photos' paths, then of their
 * targets. Nothing is written.
 * @throws {AppError} `bad-request` when the name template is none; `cancelled` by the signal.
 */
export async function planBatch(
  photos: readonly PhotoToExpand[],
  settings: BatchSettings,
  context: PlanBatchContext,
): Promise<PlannedBatch> {
  const breathe = breather()
  const { drafts, refused, ownOutputs, skipped, open: missing, made } = await outlineBatch(photos, settings, context)
  const { store, again, leaveWaiting, watermark } = context
  const open = leaveWaiting && !again ? await notWaiting(missing, settings, watermark, store) : missing
  const roots = await OutputRoots.look(drafts, store)
  await breathe()
  const { kept, nameTaken } = await nameOutputs(open, settings, store)
  const jobs: PlannedJob[] = []
  const pilot = pilotOf(settings, kept.length)
  const position = context.takePositions(kept.length)
  for (const [index, { draft, found, outputs }] of kept.entries()) {
    await breathe()
    // In their order, which keeps the store's indexes compact: new entries go to the end.
    const id = jobId(context.batchId, index)
    const spec = jobSpec(id, draft, settings, context, roots.mayMark(draft.place.root))
    const waits = pilot !== null && index >= pilot
    const progress: JobProgress = { ...initialProgress, ...(waits && heldByPilot), outputs: found.map(adopted) }
    const { paint = null } = draft.photo
    jobs.push({ spec, progress, position: position + index, priority: 'normal', cleared: false, outputs, paint })
  }
  const claims = [...made.values()].flatMap((found) => found.map((output) => output.path))
  const waiting = missing.length - open.length
  return { jobs, skipped, refused, ownOutputs, nameTaken, waiting, claims, roots: roots.existing }
}

/** What a batch comes to, before its outputs have names of their own. */
export interface BatchOutline extends Drafts {
  readonly skipped: readonly SkippedPhoto[]
  /** What is yet to be made, with the outputs that are there already. */
  readonly open: readonly OpenDraft[]
  /** Outputs of photos that were made before. */
  readonly made: ReadonlyMap<DraftJob, readonly JobOutput[]>
}

/**
 * Plans the photos and leaves out what was made before. Nothing is written.
 * @throws {AppError} as `planBatch`
 */
export async function outlineBatch(
  photos: readonly PhotoToExpand[],
  settings: BatchSettings,
  context: Omit<PlanBatchContext, 'takePositions'>,
): Promise<BatchOutline> {
  checkTemplate(settings.output.template)
  const breathe = breather()
  const drafted = await draftJobs(photos, settings, context)
  await breathe()
  const made = context.again
    ? new Map<DraftJob, readonly JobOutput[]>()
    : await findMade(drafted.drafts, settings, context)
  await breathe()
  const skipped: SkippedPhoto[] = []
  const open: OpenDraft[] = []
  for (const draft of drafted.drafts) {
    const found = made.get(draft) ?? []
    if (found.length < draft.n) open.push({ draft, found })
    else skipped.push({ id: randomUUID(), source: draft.photo.source, outputs: found })
  }
  return { ...drafted, skipped, open, made }
}

function jobId(batchId: string, index: number): string {
  return `${batchId}-${String(index).padStart(6, '0')}`
}

/** Whether a job is one that its batch's pilot holds back, whatever has become of it since; `pilot` as `pilotOf`. */
export function isBeyondPilot({ id, batchId }: Pick<JobSpec, 'id' | 'batchId'>, pilot: number | null): boolean {
  return pilot !== null && id.startsWith(`${batchId}-`) && id >= jobId(batchId, pilot)
}

const adopted = (output: JobOutput): JobOutput => ({ ...output, adopted: true })

const heldByPilot = { state: 'blocked', reason: 'pilot' } as const

/** How many of a batch's jobs run before the others are approved; `null`: all of them. */
export function pilotOf({ pilot, engine }: Pick<BatchSettings, 'pilot' | 'engine'>, jobs: number): number | null {
  return isDoor(engine) && pilot !== null && pilot < jobs ? pilot : null
}

interface Drafts {
  readonly drafts: readonly DraftJob[]
  readonly refused: readonly RefusedPhoto[]
  readonly ownOutputs: readonly string[]
}

async function draftJobs(
  photos: readonly PhotoToExpand[],
  settings: BatchSettings,
  { store, signal, presetOf }: Omit<PlanBatchContext, 'takePositions'>,
): Promise<Drafts> {
  const drafts: DraftJob[] = []
  const refused: RefusedPhoto[] = []
  const ownOutputs: string[] = []
  const breathe = breather()
  const planFor = planner(settings.engine)
  const anyMade = store.reading(() => store.outputs.anyWritten())
  for (const photo of onePerSource(photos)) {
    await breathe()
    throwIfCancelled(signal)
    const { source, header } = photo
    if (anyMade && source !== photo.root && store.outputs.isKnown(source)) {
      ownOutputs.push(source)
      continue
    }
    const planned: { readonly target: Target; readonly plan: Plan }[] = []
    for (const target of targetsOf(photo, settings)) {
      const plan = planOf(photo, planFor(header.size, target), settings)
      if ('code' in plan) refused.push({ id: randomUUID(), source, error: { code: plan.code, message: plan.message } })
      else planned.push({ target, plan })
    }
    for (const { target, plan } of distinctOutputs(planned)) {
      drafts.push(draftJob(photo, target, plan, { settings, preset: presetOf(target), seq: drafts.length + 1 }))
    }
  }
  return { drafts, refused, ownOutputs }
}

function draftJob(
  photo: PhotoToExpand,
  target: Target,
  plan: Plan,
  named: Pick<PlannedNames, 'settings' | 'preset' | 'seq'>,
): DraftJob {
  const { settings } = named
  // A photo that has the shape already is written as it is: there is nothing that could vary.
  const n = plan.passes.length === 0 ? 1 : settings.n
  const place = outputPlace(photo, settings.output.folder)
  const planned = plannedPaths(photo, place.folder, { ...named, target, plan, n })
  return { photo, target, plan, place, prompt: photo.prompt ?? settings.prompt, n, planned }
}

/** A photo's plan, or why it has none: no such shape, or its format cannot hold the output. */
function planOf({ header }: PhotoToExpand, result: PlanResult, { output }: BatchSettings): Plan | ErrorInfo {
  if (result.kind === 'refused') return result.error
  const written = conversionOf(header, output, writtenPlan(result.plan, output.longEdge))
  return written.kind === 'refused' ? written.error : result.plan
}

/** Plans, but photos of one size and target only once: most of a batch come from one camera. */
function planner(engine: EngineId): (photo: Size, target: Target) => PlanResult {
  const plans = new Map<Target, Map<string, PlanResult>>()
  return (photo, target) => {
    const ofTarget = plans.get(target) ?? new Map<string, PlanResult>()
    plans.set(target, ofTarget)
    const size = `${photo.width}x${photo.height}`
    const result = ofTarget.get(size) ?? planTarget(photo, target, { limits: limitsOf[engine] })
    ofTarget.set(size, result)
    return result
  }
}

/** In the order of their paths; a photo given twice (a folder and one in it) counts once. */
function onePerSource(photos: readonly PhotoToExpand[]): readonly PhotoToExpand[] {
  const bySource = new Map<string, PhotoToExpand>()
  for (const photo of photos) if (!bySource.has(photo.source)) bySource.set(photo.source, photo)
  return [...bySource.values()].sort((a, b) => (a.source < b.source ? -1 : 1))
}

function jobSpec(
  id: string,
  draft: DraftJob,
  settings: BatchSettings,
  context: PlanBatchContext,
  marked: boolean,
): JobSpec {
  const { photo, target, plan, place, prompt, n } = draft
  const { format } = settings.output
  return {
    id,
    batchId: context.batchId,
    source: photo.source,
    stamp: photo.stamp,
    outputRoot: place.root,
    marked,
    folder: place.folder,
    target,
    engine: settings.engine,
    local: settings.local,
    prompt,
    n,
    output: settings.output,
    format: writtenFormat(format, photo.header.format),
    plan,
    again: context.again,
    link: photo.link ?? null,
    sendLink: settings.sendLinks,
    watermark: context.watermark,
  }
}
