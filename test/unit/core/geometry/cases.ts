import fc from 'fast-check'
import {
  type Anchor,
  anchorNames,
  type Margin,
  namedAnchors,
  type Plan,
  type PlanResult,
  type Ratio,
  type Size,
  type Target,
} from '../../../../core/geometry'
import { serviceLimits } from '../../../../core/limits'

/** The same cases on every machine. */
export const seed = 20_260_313

/** Options of the engines without and with limits. */
export const local = { limits: null }
export const service = { limits: serviceLimits }

/** A size in px. */
export function px(width: number, height: number): Size {
  return { width, height }
}

type RatioTarget = Extract<Target, { kind: 'ratio' }>

/** A centred ratio target with exact shapes, changed as a test needs. */
export function ratioTarget(width: number, height: number, changes: Partial<RatioTarget> = {}): RatioTarget {
  return {
    kind: 'ratio',
    ratio: { width, height },
    turns: false,
    anchor: namedAnchors.center,
    grow: 1,
    tolerance: 0.005,
    ...changes,
  }
}

/** A centred size target. */
export function sizeTarget(width: number, height: number, turns = false): Target {
  const { anchor, grow, tolerance } = ratioTarget(1, 1)
  return { kind: 'size', size: px(width, height), turns, anchor, grow, tolerance }
}

/** Margins in px, as the command line orders them. */
export function marginTarget(top: number, right: number, bottom: number, left: number): Target {
  const px = (value: number): Margin => ({ value, unit: 'px' })
  return { kind: 'margins', margins: { top: px(top), right: px(right), bottom: px(bottom), left: px(left) } }
}

/** The plan of a result that has to be one. */
export function planOf(result: PlanResult): Plan {
  if (result.kind === 'refused') throw new Error(`Refused: ${result.error.message}`)
  return result.plan
}

/** The refusal of a result that has to be one. */
export function refusalOf(result: PlanResult) {
  if (result.kind === 'planned') throw new Error(`Planned: ${JSON.stringify(result.plan)}`)
  return result.error
}

/** Photos of any shape, from thumbnails to stitched panoramas. */
export const anyPhoto: fc.Arbitrary<Size> = fc.record({
  width: fc.integer({ min: 1, max: 12_000 }),
  height: fc.integer({ min: 1, max: 12_000 }),
})

/** Photos the service takes: sides from 300 px, 1:2.5 to 2.5:1. */
export const servicePhoto: fc.Arbitrary<Size> = fc
  .record({ width: fc.integer({ min: 300, max: 9000 }), height: fc.integer({ min: 300, max: 9000 }) })
  .filter(({ width, height }) => width / height >= 0.4 && width / height <= 2.5)

/** The ratios people use, and any other up to 1:10. */
export const anyRatio: fc.Arbitrary<Ratio> = fc.oneof(
  fc.constantFrom<Ratio>(
    { width: 1, height: 1 },
    { width: 4, height: 5 },
    { width: 3, height: 2 },
    { width: 16, height: 9 },
    { width: 9, height: 16 },
    { width: 21, height: 9 },
    { width: 1.91, height: 1 },
    { width: 1, height: Math.SQRT2 },
    { width: 5, height: 1 },
    { width: 1, height: 7 },
  ),
  fc.record({
    width: fc.double({ min: 0.1, max: 1, noNaN: true }),
    height: fc.double({ min: 0.1, max: 1, noNaN: true }),
  }),
)

export const anyAnchor: fc.Arbitrary<Anchor> = fc.oneof(
  fc.constantFrom(...anchorNames.map((name) => namedAnchors[name])),
  fc.record({ x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.double({ min: 0, max: 1, noNaN: true }) }),
)

export const anyGrow = fc.oneof(
  fc.constantFrom<number | 'max'>(1, 1.1, 1.299, 1.5, 2, 'max'),
  fc.double({ min: 1, max: 4, noNaN: true }),
)

/** Shapes by ratio, without tolerance, so that every photo but an exact one is painted. */
export const anyRatioTarget: fc.Arbitrary<RatioTarget> = fc
  .record({ ratio: anyRatio, anchor: anyAnchor, grow: anyGrow, turns: fc.boolean() })
  .map(({ ratio, ...changes }) => ratioTarget(ratio.width, ratio.height, { ...changes, tolerance: 0 }))

const anyMargin: fc.Arbitrary<Margin> = fc.oneof(
  fc.record({ value: fc.double({ min: 0, max: 250, noNaN: true }), unit: fc.constant('percent' as const) }),
  fc.record({ value: fc.integer({ min: 0, max: 9000 }), unit: fc.constant('px' as const) }),
  fc.constant<Margin>({ value: 0, unit: 'px' }),
)

export const anyMarginTarget: fc.Arbitrary<Target> = fc.record({
  kind: fc.constant('margins' as const),
  margins: fc.record({ top: anyMargin, right: anyMargin, bottom: anyMargin, left: anyMargin }),
})

export const anyTarget: fc.Arbitrary<Target> = fc.oneof(anyRatioTarget, anyMarginTarget)
