import { type InRgb, inRgb, lookOf } from '../colour/look'
import type { Level } from '../level'
import type { Pace, Share } from '../pace'
import { colourChannels, type Raster } from '../raster'
import { type ChannelDrift, fitDrift, undrifted } from './drift'
import { driftSize } from './drift-size'
import type { Layer } from './layer'
import { reduceOverlap } from './overlap'
import { cellFor } from './paint'
import { inPhotoColours } from './photo-colours'
import { register } from './register'

/** Cells along the longer side of what is compared, at most: a fit looks at no more. */
const mostCells = 192

/** A render of which what can be undone of its drift is undone. */
interface Undrifted {
  readonly render: Raster
  /** How far it had drifted, see `driftSize`; null: not known. */
  readonly drift: number | null
}

/**
 * Undoes the drift of a render's colours before they become ink: inks make one colour in many ways, and black among them
 * comes in late, so that curves by ink can undo only a part of it.
 * @param canvas in CMYK
 * @param layer the render in ink, as it is
 * @param srgb the same in 8-bit sRGB. It is changed.
 * @throws {AppError} `cancelled`
 */
export async function undriftInk(
  canvas: Raster,
  layer: Layer,
  srgb: Raster,
  profile: Buffer | null,
  pace: Pace,
  share: Share,
): Promise<Undrifted> {
  const { render, input } = layer
  const rgbOf = inRgb(canvas, profile, 'srgb', pace)
  const look = await lookOf(srgb, null, pace)
  if (!rgbOf || !look) return { render, drift: null }
  const placed = await register(canvas, layer, pace, share)
  const cell = Math.max(cellFor(placed), Math.ceil(Math.max(input.width, input.height) / mostCells))
  const { area, known, seen } = await reduceOverlap(canvas, placed, cell, pace, share)
  const overlap = { area, known: await levelInRgb(known, rgbOf), seen: await levelInRgb(seen, rgbOf) }
  const drifts = await fitDrift(overlap, pace)
  await undrift(srgb, layer, drifts, pace)
  const colours = { model: canvas.model, bits: canvas.bits, profile }
  return { render: await inPhotoColours(srgb, colours, pace), drift: await driftSize(overlap, drifts, look) }
}

/** A level's colours, which are multiplied by their weight, in sRGB. */
async function levelInRgb(ink: Level, rgbOf: InRgb): Promise<Level> {
  const colours = ink.channels - 1
  const cells = ink.width * ink.height
  const weightOf = (cell: number) => ink.data[cell * ink.channels + colours] as number
  const values = Float32Array.from({ length: cells * colours }, (_, i) => {
    const cell = Math.floor(i / colours)
    const weight = weightOf(cell)
    return weight === 0 ? 0 : (ink.data[cell * ink.channels + (i % colours)] as number) / weight
  })
  const rgb = await rgbOf(values)
  const level: Level = { ...ink, channels: colourChannels.rgb + 1, data: new Float32Array(cells * 4) }
  for (let cell = 0; cell < cells; cell++) {
    const weight = weightOf(cell)
    for (let k = 0; k < 3; k++) level.data[cell * 4 + k] = (rgb[cell * 3 + k] as number) * weight
    level.data[cell * 4 + 3] = weight
  }
  return level
}

/** Puts what undoes a drift on a render of 8 bits. */
async function undrift(
  { samples, width, height, channels }: Raster,
  { input, result }: Layer,
  drifts: readonly ChannelDrift[],
  pace: Pace,
): Promise<void> {
  const colour = new Float32Array(channels)
  const across = (column: number) => result.left + ((column + 0.5) * result.width) / width - input.left
  const down = (row: number) => result.top + ((row + 0.5) * result.height) / height - input.top
  await pace.quietly(height, (row) => {
    const y = (down(row) / input.height) * 2 - 1
    for (let column = 0; column < width; column++) {
      const x = (across(column) / input.width) * 2 - 1
      const at = (row * width + column) * channels
      for (let k = 0; k < channels; k++) colour[k] = (samples[at + k] as number) / 255
      for (const [k, drift] of drifts.entries()) {
        const value = undrifted(drift, k, colour, 0, 1, x, y)
        samples[at + k] = Math.round(255 * Math.min(1, Math.max(0, value)))
      }
    }
  })
}
