import { type ConversionError, type ConversionHeader, conversionOf } from '../../core/conversion'
import type { ConversionNote } from '../../core/conversion-notes'
import { type Plan, type PlanError, planTarget, type Size, type Target } from '../../core/geometry'
import type { LibraryPhoto } from '../../core/library'
import { type EngineId, limitsOf } from '../../core/limits'
import type { BatchSettings, OutputSettings } from '../../core/settings'
import { targetAt, targetsOf } from '../../core/targets'
import { createPool } from './pool'

/** What becomes of a photo with a batch's settings. */
export type Outcome =
  /** `notes`: how the output will differ from the photo besides its surroundings. */
  | { readonly kind: 'planned'; readonly plan: Plan; readonly notes: readonly ConversionNote[] }
  /** `wanted` is the canvas that was asked for, where there is one to draw. */
  | { readonly kind: 'refused'; readonly error: PlanError | ConversionError; readonly wanted: Plan | null }
  | { readonly kind: 'unreadable' }

/** What of a batch's settings decides over a photo's outcome. */
export type PlannedBatch = Pick<BatchSettings, 'target' | 'moreTargets' | 'engine' | 'output'>

/** A canvas with its passes, or why there is none. */
type Shape = { readonly kind: 'planned'; readonly plan: Plan } | Extract<Outcome, { kind: 'refused' }>

const unreadable: Outcome = { kind: 'unreadable' }

/**
 * Plans by target object, then by engine and size: photos of one camera share theirs, so ten thousand photos cost a few
 * plans. Targets are never changed in place; a target that is gone takes its plans along.
 */
const shapes = new WeakMap<Target, Map<string, Shape>>()

/** Outcomes by plan, then by what the photo is and how it is to be written. */
const outcomes = new WeakMap<Plan, Map<string, Outcome>>()

/** The plan of a photo of that size, the same object for the same question. */
export function planSize(size: Size, target: Target, engine: EngineId): Shape {
  const known = entriesOf(shapes, target)
  return remembered(known, `${engine} ${size.width} ${size.height}`, () => computeShape(size, target, engine))
}

/** What becomes of a library photo for the first of its targets: its own go before the batch's. */
export function planPhoto(photo: LibraryPhoto, batch: PlannedBatch): Outcome {
  return planFor(photo, photo.target ?? batch.target, batch)
}

/** What becomes of a library photo for the one of its targets that is shown; see `ViewState.shownTarget`. */
export function planShown(photo: LibraryPhoto, batch: PlannedBatch, shown: number): Outcome {
  return planFor(photo, targetAt(targetsOf(photo, batch), shown), batch)
}

/** What becomes of a library photo for a target. The same object for the same question. */
export function planFor(
  { header }: Pick<LibraryPhoto, 'header'>,
  target: Target,
  { engine, output }: Pick<PlannedBatch, 'engine' | 'output'>,
): Outcome {
  if (header === null) return unreadable
  const shape = planSize(header.size, target, engine)
  if (shape.kind === 'refused') return shape
  const known = entriesOf(outcomes, shape.plan)
  return remembered(known, writingKey(header, output), () => computeOutcome(header, output, shape.plan, engine))
}

function computeShape(size: Size, target: Target, engine: EngineId): Shape {
  const result = planTarget(size, target, { limits: limitsOf[engine] })
  if (result.kind === 'planned') return result
  const free = limitsOf[engine] === null ? result : planTarget(size, target, { limits: null })
  return { kind: 'refused', error: result.error, wanted: free.kind === 'planned' ? free.plan : null }
}

function computeOutcome(header: ConversionHeader, output: OutputSettings, plan: Plan, engine: EngineId): Outcome {
  const paintedElsewhere = limitsOf[engine] !== null && plan.passes.length > 0
  const written = conversionOf(header, { ...output, paintedElsewhere }, plan)
  return written.kind === 'conversion'
    ? { kind: 'planned', plan, notes: written.conversion.notes }
    : { kind: 'refused', error: written.error, wanted: plan }
}

/** What a key says of a header and of the output's settings, by the objects, which are never changed in place. */
const headerKeys = new WeakMap<ConversionHeader, string>()
const outputKeys = new WeakMap<OutputSettings, string>()

/** All that a conversion depends on besides the plan. Asked for ten thousand photos at once, again and again. */
function writingKey(header: ConversionHeader, output: OutputSettings): string {
  const ofHeader = factsOf(header)
  const ofOutput = remembered(outputKeys, output, () =>
    [output.format, output.profile, output.depth, output.sharpen].join(' '),
  )
  return `${ofOutput} ${ofHeader}`
}

function factsOf(header: ConversionHeader): string {
  return remembered(headerKeys, header, () => {
    const { format, space, channels, bitDepth, hasAlpha, hasProfile, profile, pages, sensor } = header
    const facts = [format, space, channels, bitDepth, hasAlpha, hasProfile, profile, pages]
    return [...facts, sensor?.width, sensor?.height].join(' ')
  })
}

/** Headers that stand for all that plan alike, by what they say; and for each header the one that stands for it. */
const kinds = createPool<PlannedHeader>(2000)
const kindOfHeader = new WeakMap<PlannedHeader, PlannedHeader>()

type PlannedHeader = ConversionHeader & { readonly size: Size }

/** The same object for all photos of which the same becomes with the same target; `null`: unreadable. */
export function plansLike({ header }: Pick<LibraryPhoto, 'header'>): PlannedHeader | null {
  if (header === null) return null
  const { width, height } = header.size
  return remembered(kindOfHeader, header, () => kinds(`${width} ${height} ${factsOf(header)}`, header))
}

function entriesOf<K extends object, V>(all: WeakMap<K, Map<string, V>>, key: K): Map<string, V> {
  return remembered(all, key, () => new Map<string, V>())
}

function remembered<K, V>(
  known: { readonly get: (key: K) => V | undefined; readonly set: (key: K, value: V) => unknown },
  key: K,
  make: () => V,
): V {
  const before = known.get(key)
  if (before !== undefined) return before
  const made = make()
  known.set(key, made)
  return made
}
