import { areaOf } from '../../../core/geometry/rounding'
import type { Rect } from '../../../core/geometry/types'
import type { Look } from '../colour/look'
import type { Pace } from '../pace'
import { fullScale, type Raster } from '../raster'
import { blendTiles } from './blend-tiles'
import { fitDrift } from './drift'
import { driftSize } from './drift-size'
import { fillAreas } from './fill'
import { grainOf } from './grain'
import type { Layer } from './layer'
import { correctionOf } from './membrane'
import { measureNoise } from './noise'
import { reduceOverlap } from './overlap'
import type { Regions } from './regions'
import { register } from './register'
import { fitSharpness } from './sharpness'
import { stripOf } from './strip'

/** Side of the cells in which colours are compared, px of the canvas, and the least that it is of the render's px. */
const finestCell = 8
const leastRenderPx = 2

/** Cells of a pass' result at most: what they take stays small however large the canvas is. */
const maxCells = 1_000_000

/** How a pass is painted. */
export interface PaintOptions {
  /** How far a difference 8 px wide is carried outward, px; wider ones farther in proportion. */
  readonly feather: number
  /** What the canvas' colours look like; null: it cannot be told. */
  readonly look: Look | null
}

/** Blending a px takes so many times as long as painting one: it is looked at first. */
const blendingWork = 2

/**
 * Paints one pass onto the canvas: what of its result is not known yet, from its render. The service repaints what it was
 * given, too; from the difference there it is learned how its colours drifted, the render is drifted back, and what then
 * remains along the border is carried outward and fades. What is known is only read, but for what tiles before it have
 * painted beside its input: that is blended with its own.
 * @param regions what of the result is to be painted and blended.
 * @param share how much of the whole task this is, `[from, to]` of 0..1.
 * @returns how far the render's colours had drifted, see `driftSize`; null: not known.
 * @throws {AppError} `cancelled`
 */
export async function paintRender(
  canvas: Raster,
  shown: Layer,
  { kept, fresh, shared }: Regions,
  { feather, look }: PaintOptions,
  pace: Pace,
  [from, to]: readonly [number, number],
): Promise<number | null> {
  const matched = from + (to - from) / 3
  const placed = await register(canvas, shown, pace, [from, (from + matched) / 2])
  const overlap = await reduceOverlap(canvas, placed, cellFor(placed), pace, [(from + matched) / 2, matched])
  const drifts = await fitDrift(overlap, pace)
  const correction = await correctionOf(placed, overlap, drifts, feather, pace)
  const straight = drifts.map(({ curve }) => curve)
  const layer = { ...placed, sharpness: await fitSharpness(canvas, placed, straight, pace) }
  const noise = await measureNoise(canvas, layer, straight, pace)
  const full = fullScale(canvas.bits)
  const curves = drifts.map(({ curve }) => curve.map((value) => value * full))
  const mixes = drifts.map(({ mix }) => mix.map((share) => share * full))
  const fit = { curves, mixes, correction, grain: noise && grainOf(noise) }
  const strips = shared.flatMap((area) => stripOf(area, fresh, kept) ?? [])
  const work = totalArea(fresh) + blendingWork * totalArea(shared)
  let done = matched + ((to - matched) * totalArea(fresh)) / work
  await fillAreas(canvas, layer, fit, fresh, pace, [matched, done])
  for (const strip of strips) {
    const end = Math.min(to, done + ((to - matched) * blendingWork * areaOf(strip.area)) / work)
    await blendTiles(canvas, layer, fit, strip, pace, [done, end])
    done = end
  }
  pace.reached(to)
  return look && driftSize(overlap, drifts, look)
}

function totalArea(areas: readonly Rect[]): number {
  return areas.reduce((sum, area) => sum + areaOf(area), 0)
}

/** Side of the cells in which a render's colours are compared with what is known, px of the canvas. */
export function cellFor({ render, result }: Layer): number {
  const scale = Math.min(render.width / result.width, render.height / result.height)
  let cell = finestCell
  const cells = () => (result.width / cell) * (result.height / cell)
  while (cells() > maxCells || (cell * scale < leastRenderPx && cells() > 1)) cell *= 2
  return cell
}
