import { z } from 'zod'

/** Whole pixels, after EXIF orientation. */
export const sizeSchema = z.object({ width: z.number().int().positive(), height: z.number().int().positive() })
export type Size = z.infer<typeof sizeSchema>

/** Where the photo sits in the free space of the canvas: 0 left/top, 0.5 centre, 1 right/bottom. */
export const anchorSchema = z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) })
export type Anchor = z.infer<typeof anchorSchema>

export const marginSchema = z.object({ value: z.number().nonnegative(), unit: z.enum(['px', 'percent']) })
export type Margin = z.infer<typeof marginSchema>

export const growSchema = z.union([z.number().min(1).max(100), z.literal('max')])
export type Grow = z.infer<typeof growSchema>

const shared = {
  anchor: anchorSchema,
  /** The canvas contains the photo scaled by this; `max` is the most one pass of the service allows. */
  grow: growSchema,
  /** Relative: 0.005 is 0.5 %. A photo this near the ratio has it already (unless `grow` is over 1). */
  tolerance: z.number().min(0).max(0.5),
}

/** Width:height as positive numbers, not necessarily whole (1:1.4142). */
export const ratioSchema = z.object({
  width: z.number().positive().max(100_000),
  height: z.number().positive().max(100_000),
})
export type Ratio = z.infer<typeof ratioSchema>

/** What shape is wanted. `turns`: the ratio or size is swapped for photos of the other orientation ("long edge" variants). */
export const targetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ratio'), ratio: ratioSchema, turns: z.boolean(), ...shared }),
  z.object({ kind: z.literal('size'), size: sizeSchema, turns: z.boolean(), ...shared }),
  z.object({
    kind: z.literal('margins'),
    margins: z.object({ top: marginSchema, right: marginSchema, bottom: marginSchema, left: marginSchema }),
  }),
])
export type Target = z.infer<typeof targetSchema>

/** Multiples of a pass' input height (up, down) and width (left, right), rounded down to the digits that are sent. */
export const passRatiosSchema = z.object({ up: z.number(), right: z.number(), down: z.number(), left: z.number() })
export type PassRatios = z.infer<typeof passRatiosSchema>

/** A position in canvas pixels. */
export const pointSchema = z.object({ left: z.number().int().nonnegative(), top: z.number().int().nonnegative() })
export type Point = z.infer<typeof pointSchema>

/** A rectangle in canvas pixels. */
export const rectSchema = z.object({
  left: z.number().int().nonnegative(),
  top: z.number().int().nonnegative(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
})
export type Rect = z.infer<typeof rectSchema>

/**
 * One step: `input` is enlarged to `result`; both in canvas pixels, whole, `result` around `input`.
 *
 * When its turn comes all of `input` is known: it is part of the photo and what the passes before have painted. In a
 * plain plan each pass starts from the whole result of the one before, the first from the photo. Where that would be too
 * wide or too tall for the service, a picture is enlarged in tiles: passes whose inputs overlap, side by side, and whose
 * results do, too. What a result shows that is known already stays as it is, but for the blend between overlapping tiles.
 */
export const passSchema = z.object({ input: rectSchema, result: rectSchema, ratios: passRatiosSchema })
export type Pass = z.infer<typeof passSchema>

/** Canvas and passes, computed before anything is spent. `passes: []`: the photo has that shape already. */
export const planSchema = z.object({
  photo: sizeSchema,
  canvas: sizeSchema,
  /** The photo's offset inside the canvas, px. */
  original: pointSchema,
  /** The finished file's size; differs from the canvas for size targets, which are resampled. */
  output: sizeSchema,
  passes: z.array(passSchema).readonly(),
})
export type Plan = z.infer<typeof planSchema>
