import type { ErrorCode, ErrorInfo } from '../errors'
import { mostCreates, type PassLimits } from '../limits'
import { aspectFits } from './passes'
import { areaOf, floorPx } from './rounding'
import { longestRow } from './tile-row'
import type { Ratio, Size } from './types'

/** The number that stands in the way, for a window that words it in another language. */
export interface Obstacle {
  readonly of: 'photo' | 'canvas' | 'output'
  /** `aspect`: width:height; `area`: a multiple of the photo's; `pixels`: their number. */
  readonly measure: 'aspect' | 'area' | 'pixels'
  readonly actual: number
  /** What would be possible instead; `null`: not limited that way. */
  readonly min: number | null
  readonly max: number | null
}

/** Why a photo cannot be planned: a complete sentence with what would work, and the number behind it. */
export interface PlanError extends ErrorInfo {
  readonly code: Extract<ErrorCode, 'bad-target' | 'limit-ratio' | 'limit-area' | 'limit-memory'>
  readonly obstacle: Obstacle | null
}

const otherEngine = 'or use the local engine, which has no such limit'

/** A target that is not a shape. */
export function badTarget(message: string): PlanError {
  return { code: 'bad-target', message, obstacle: null }
}

/** More pixels than this machine composes. */
export function tooManyPixels(of: 'canvas' | 'output', size: Size, maxPixels: number): PlanError {
  const remedy = of === 'canvas' ? 'Choose a shape nearer to the photo, or less growth' : 'Choose a smaller size'
  return {
    code: 'limit-memory',
    message: `The ${of} would have ${inPx(size)} (${megapixels(areaOf(size))} megapixels); at most ${megapixels(maxPixels)} megapixels can be composed. ${remedy}.`,
    obstacle: { of, measure: 'pixels', actual: areaOf(size), min: null, max: maxPixels },
  }
}

/** A canvas that no sequence of passes reaches, since its last input would be too wide or too tall. */
export function canvasBeyondReach(canvas: Size, limits: PassLimits): PlanError {
  const { min, max } = limits.inputAspect
  const wide = canvas.width > canvas.height
  const reached: Size = wide
    ? { width: floorPx(limits.maxArea * floorPx(canvas.height * max)), height: canvas.height }
    : { width: canvas.width, height: floorPx(limits.maxArea * floorPx(canvas.width / min)) }
  const [end, same, furthest] = wide ? ['widest', 'height', 'wide'] : ['tallest', 'width', 'tall']
  const bound = wide ? hundredths(reached.width / reached.height) : 1 / hundredths(reached.height / reached.width)
  return {
    code: 'limit-ratio',
    message: `A canvas of ${asRatio(canvas)} (${inPx(canvas)}) is out of this engine's reach: the picture a pass starts from must be between ${asRatio(min)} and ${asRatio(max)}, and becomes at most ${limits.maxArea} times as ${furthest}. At this ${same} the ${end} canvas has ${inPx(reached)}. Choose a shape up to ${asRatio(bound)}, ${otherEngine}.`,
    obstacle: {
      of: 'canvas',
      measure: 'aspect',
      actual: canvas.width / canvas.height,
      min: wide ? null : bound,
      max: wide ? bound : null,
    },
  }
}

/** `grow max` where even the ungrown canvas is more than one pass, or one round of tiles. */
export function noRoomToGrow(photo: Size, canvas: Size, limits: PassLimits): PlanError {
  const actual = areaOf(canvas) / areaOf(photo)
  if (!aspectFits(photo, limits)) {
    return {
      code: 'limit-area',
      message: `Growing as far as one round of tiles allows is not possible: a canvas of ${asRatio(canvas)} (${inPx(canvas)}) takes more than one before it grows. Choose grow 1, or a shape nearer to the photo's ${asRatio(photo)}.`,
      obstacle: { of: 'canvas', measure: 'area', actual, min: null, max: null },
    }
  }
  return {
    code: 'limit-area',
    message: `Growing as far as one pass allows is not possible: a canvas of ${asRatio(canvas)} (${inPx(canvas)}) has ${decimals(actual)} times the photo's area before it grows, and one pass makes at most ${limits.maxArea} times. Choose grow 1, or a shape nearer to the photo's ${asRatio(photo)}.`,
    obstacle: { of: 'canvas', measure: 'area', actual, min: null, max: limits.maxArea },
  }
}

/** A canvas that is within reach by its shape, though no sequence of passes was found. */
export function noSplitFound(photo: Size, canvas: Size, limits: PassLimits): PlanError {
  const actual = areaOf(canvas) / areaOf(photo)
  return {
    code: 'limit-area',
    message: `A canvas of ${inPx(canvas)} has ${decimals(actual)} times the photo's area, and no sequence of passes, each at most ${limits.maxArea} times, reaches it. Choose a smaller canvas, ${otherEngine}.`,
    obstacle: { of: 'canvas', measure: 'area', actual, min: null, max: null },
  }
}

/** A panorama that more tiles are needed for than are planned for one picture. */
export function tooManyCreates(photo: Size, canvas: Size, limits: PassLimits): PlanError {
  const wide = photo.width > photo.height
  const { min, max } = limits.inputAspect
  const [length, across] = wide ? [photo.width, photo.height] : [photo.height, photo.width]
  const longest = longestRow(Math.max(1, floorPx(wide ? across * max : across / min)), mostCreates)
  const grows = wide ? canvas.height > photo.height : canvas.width > photo.width
  if (!grows || length <= longest) return farFromPanorama(photo, canvas)
  const reached: Size = wide ? { width: longest, height: across } : { width: across, height: longest }
  const bound = wide ? hundredths(longest / across) : 1 / hundredths(longest / across)
  return {
    code: 'limit-ratio',
    message: `The photo is ${asRatio(photo)} (${inPx(photo)}): so long that it takes more than ${mostCreates} tiles, the most that are bought for one picture. Crop it to at most ${inPx(reached)}, ${otherEngine}.`,
    obstacle: {
      of: 'photo',
      measure: 'aspect',
      actual: photo.width / photo.height,
      min: wide ? null : bound,
      max: wide ? bound : null,
    },
  }
}

/** A panorama's canvas that more passes are needed for than are planned for one picture. */
function farFromPanorama(photo: Size, canvas: Size): PlanError {
  const actual = areaOf(canvas) / areaOf(photo)
  return {
    code: 'limit-area',
    message: `From a photo of ${asRatio(photo)} (${inPx(photo)}) a canvas of ${inPx(canvas)} takes more than ${mostCreates} passes, the most that are bought for one picture. Choose a smaller canvas, nearer to the photo's shape, ${otherEngine}.`,
    obstacle: { of: 'canvas', measure: 'area', actual, min: null, max: null },
  }
}

function inPx({ width, height }: Size): string {
  return `${width} × ${height} px`
}

function megapixels(pixels: number): string {
  return (pixels / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })
}

/** `2.5:1`, `1:2.5`; at most two decimals. */
function asRatio(shape: number | Ratio): string {
  const aspect = typeof shape === 'number' ? shape : shape.width / shape.height
  return aspect >= 1 ? `${decimals(aspect)}:1` : `1:${decimals(1 / aspect)}`
}

function decimals(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** Rounded down to two decimals, so that what is offered does work. */
function hundredths(value: number): number {
  return Math.floor(value * 100 + 1e-9) / 100
}
