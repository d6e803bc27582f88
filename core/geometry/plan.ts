import { AppError } from '../errors'
import {
  maxPixels as defaultMaxPixels,
  type EngineId,
  type PassLimits,
  serviceLimits,
  unitsPerPicture,
} from '../limits'
import {
  canvasRect,
  grownCanvas,
  hasShape,
  largestAtOnce,
  orientTarget,
  type Placement,
  photoRect,
  placeAt,
  placeInMargins,
  ratioOf,
} from './canvas'
import { checkPlan } from './check'
import { aspectFits, passBetween } from './passes'
import {
  badTarget,
  canvasBeyondReach,
  noRoomToGrow,
  noSplitFound,
  type PlanError,
  tooManyCreates,
  tooManyPixels,
} from './refusal'
import { chainThrough, type Step } from './round'
import { areaOf } from './rounding'
import { splitIntoPasses } from './split'
import { searchTiles } from './tile-search'
import { type Plan, type Size, sizeSchema, type Target, targetSchema } from './types'

export interface PlanOptions {
  /** The engine's, see `limitsOf`; `null`: one pass does anything that memory allows. */
  readonly limits: PassLimits | null
  /** Most pixels of canvas and output. Default: `maxPixels` of core/limits. */
  readonly maxPixels?: number
}

/** A plan, or why there is none. */
export type PlanResult =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly error: PlanError }

/** Widest ratio taken for a shape. Far beyond what fits in memory; it keeps every number here finite. */
const extremeRatio = 100_000

/**
 * Plans one photo: its canvas, its place in it and the fewest passes of an engine that lead there.
 *
 * @param photo After EXIF orientation, px.
 * @throws {AppError} `internal` if the plan breaks a rule of its own: a bug, never the caller's doing.
 */
export function planTarget(photo: Size, target: Target, options: PlanOptions): PlanResult {
  const { limits, maxPixels = defaultMaxPixels } = options
  const fault = faultOf(photo, target)
  if (fault !== null) return refused(badTarget(fault))
  const oriented = orientTarget(target, photo)
  const placed = placementFor(photo, oriented)
  if (placed.kind === 'refused') return placed
  const { canvas, original } = placed.placement
  const output = oriented.kind === 'size' ? oriented.size : canvas
  if (areaOf(canvas) > maxPixels) return refused(tooManyPixels('canvas', canvas, maxPixels))
  if (areaOf(output) > maxPixels) return refused(tooManyPixels('output', output, maxPixels))
  const way = stepsTo(photo, placed.placement, limits)
  if (way.kind === 'refused') return way
  const passes = way.steps.map(({ input, result }) => passBetween(input, result, limits))
  const plan: Plan = { photo, canvas, original, output, passes }
  const faults = checkPlan(plan, limits)
  if (faults.length > 0) {
    throw new AppError('internal', `The plan for ${photo.width} × ${photo.height} px is unsound: ${faults.join('; ')}.`)
  }
  return { kind: 'planned', plan }
}

/** The canvas' area as a multiple of the photo's. */
export function areaFactor(plan: Plan): number {
  return areaOf(plan.canvas) / areaOf(plan.photo)
}

/** What the plan costs with `n` variations: every pass of each is charged. The local engine charges nothing. */
export function unitsOf(plan: Plan, n: number, engine: EngineId): number {
  return plan.passes.length * n * unitsPerPicture[engine]
}

type Refused = Extract<PlanResult, { kind: 'refused' }>

function refused(error: PlanError): Refused {
  return { kind: 'refused', error }
}

/** What is wrong with the values themselves, or `null`. */
function faultOf(photo: Size, target: Target): string | null {
  if (!sizeSchema.safeParse(photo).success) {
    return `Expected the photo to have whole, positive sides, got ${photo.width} × ${photo.height}.`
  }
  const parsed = targetSchema.safeParse(target)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const where = issue === undefined || issue.path.length === 0 ? 'target' : `target.${issue.path.join('.')}`
    return `Expected \`${where}\` to be part of a shape: ${issue?.message ?? 'invalid'}.`
  }
  if (target.kind === 'margins') return null
  const { width, height } = ratioOf(target)
  if (Math.max(width / height, height / width) <= extremeRatio) return null
  return `Expected a ratio between 1:${extremeRatio} and ${extremeRatio}:1, got ${width}:${height}.`
}

function placementFor(photo: Size, target: Target): Refused | { kind: 'placed'; placement: Placement } {
  if (target.kind === 'margins') return { kind: 'placed', placement: placeInMargins(photo, target.margins) }
  if (hasShape(photo, target)) {
    return { kind: 'placed', placement: { canvas: photo, original: { left: 0, top: 0 } } }
  }
  const ratio = ratioOf(target)
  // "As far as one pass allows" is the service's pass whatever the engine: previews on the local one match.
  const canvas =
    target.grow === 'max'
      ? largestAtOnce(photo, ratio, target.anchor, serviceLimits)
      : grownCanvas(photo, ratio, target.grow)
  if (canvas === null) return refused(noRoomToGrow(photo, grownCanvas(photo, ratio, 1), serviceLimits))
  return { kind: 'placed', placement: placeAt(photo, canvas, target.anchor) }
}

/** What leads from the photo to its canvas; nothing when it fills it. */
function stepsTo(
  photo: Size,
  placement: Placement,
  limits: PassLimits | null,
): Refused | { kind: 'found'; steps: readonly Step[] } {
  const { canvas } = placement
  const start = photoRect(photo, placement)
  if (areaOf(canvas) === areaOf(photo)) return { kind: 'found', steps: [] }
  if (limits === null) return { kind: 'found', steps: [{ input: start, result: canvasRect(canvas) }] }
  if (!aspectFits(photo, limits)) {
    const steps = searchTiles(photo, placement, limits)
    return steps === null ? refused(tooManyCreates(photo, canvas, limits)) : { kind: 'found', steps }
  }
  const rects = splitIntoPasses(photo, placement, limits)
  if (rects !== null) return { kind: 'found', steps: chainThrough(start, rects) }
  const beyond = !aspectFits(canvas, limits)
  return refused(beyond ? canvasBeyondReach(canvas, limits) : noSplitFound(photo, canvas, limits))
}
