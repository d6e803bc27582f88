import { z } from 'zod'

/** What paints. `local` needs no key and no network. */
export const engineIds = ['local', 'cometapi', 'kling'] as const
export const engineIdSchema = z.enum(engineIds)
export type EngineId = z.infer<typeof engineIdSchema>

/** What one pass of an engine may do. Ratios are multiples of the pass' input height (up, down) or width (left, right). */
export interface PassLimits {
  /** Largest single ratio. */
  readonly maxRatio: number
  /** Largest area of a pass' result as a multiple of its input's. */
  readonly maxArea: number
  /** Smallest and largest width:height of a pass' input. The last result is free. */
  readonly inputAspect: { readonly min: number; readonly max: number }
  /** Smallest side of what is uploaded for a pass, px; an input that is smaller is enlarged for it. */
  readonly minInputSide: number
  /** Decimals of the ratios that are sent; they are rounded down. */
  readonly ratioDecimals: number
}

/** Kling's rules, the same at both doors: ratios 0..2, area <= 3, input 1:2.5 .. 2.5:1, sides >= 300 px (its reference page). */
export const serviceLimits: PassLimits = {
  maxRatio: 2,
  maxArea: 3,
  inputAspect: { min: 0.4, max: 2.5 },
  minInputSide: 300,
  ratioDecimals: 6,
}

/** Limits per engine; `null`: one pass does anything that memory allows. */
export const limitsOf: Readonly<Record<EngineId, PassLimits | null>> = {
  local: null,
  cometapi: serviceLimits,
  kling: serviceLimits,
}

/** Units charged per picture and create. */
export const unitsPerPicture: Readonly<Record<EngineId, number>> = { local: 0, cometapi: 1, kling: 1 }

/**
 * Most passes that are planned for one picture, each of which is charged. A row of that many tiles covers a panorama of
 * 51:1, longer than any that is taken.
 */
export const mostCreates = 24

/**
 * Most pixels of a photo or a canvas that are opened at all (one gigapixel). sharp's own guard is 268 megapixels;
 * stitched panoramas are larger, decompression bombs larger still.
 */
export const maxPixels = 1_000_000_000
