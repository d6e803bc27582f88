import type { Rect } from '../../../../core/geometry/types'
import { halver, type Level, LevelLookup } from '../../level'
import type { Pace } from '../../pace'
import { fullScale, type Raster } from '../../raster'
import { clamp } from './clamp'
import type { PatchField } from './field'
import { patchRadius } from './patch'

/** Times that the finest sheet is halved to tell what is coarse, and is painted, from what is detail, and is copied. */
const softHalvings = 1

/** Least width of the blend from the mirror image at the seam to the copied detail, px and cells. */
const leastBlend = { px: 4, cells: 1.5 } as const

/** Detail that comes from so many places at once at most: the four cells around a px, and the mirror image. */
const mostPlaces = 5

/**
 * Paints the canvas around the photo at full resolution: coarse colours as the finest sheet has them, and on them the
 * detail of the photo's own px from where the patches came.
 */
export async function fillFrom(
  canvas: Raster,
  photo: Rect,
  field: PatchField,
  feather: number,
  pace: Pace,
  [from, to]: readonly [number, number],
): Promise<void> {
  let soft: Level = field.sheet
  for (let i = 0; i < softHalvings; i++) {
    const { coarser, fillRow } = halver(soft)
    await pace.quietly(coarser.height, fillRow)
    soft = coarser
  }
  const filler = new Filler(canvas, photo, field, soft, feather)
  await pace.rows(canvas.height, from, to, (row) => filler.fillRow(row))
}

class Filler {
  readonly #canvas: Raster
  readonly #photo: Rect
  readonly #field: PatchField
  readonly #softLevel: Level
  readonly #soft: LevelLookup
  readonly #blend: number
  readonly #colours: number
  readonly #full: number
  /** The places that detail comes from: px of the canvas, and how much each counts. */
  readonly #x = new Int32Array(mostPlaces)
  readonly #y = new Int32Array(mostPlaces)
  readonly #weight = new Float64Array(mostPlaces)
  #places = 0
  readonly #value: Float64Array
  readonly #softHere: Float64Array

  constructor(canvas: Raster, photo: Rect, field: PatchField, soft: Level, feather: number) {
    this.#canvas = canvas
    this.#photo = photo
    this.#field = field
    this.#softLevel = soft
    this.#soft = new LevelLookup(soft)
    this.#blend = Math.max(leastBlend.px, leastBlend.cells * field.sheet.cell, feather)
    this.#colours = canvas.hasAlpha ? canvas.channels - 1 : canvas.channels
    this.#full = fullScale(canvas.bits)
    this.#value = new Float64Array(canvas.channels)
    this.#softHere = new Float64Array(canvas.channels)
  }

  fillRow(y: number): void {
    const { left, top, width, height } = this.#photo
    const beside = y >= top && y < top + height
    const canvas = this.#canvas
    this.#fillSpan(y, 0, beside ? left : canvas.width)
    if (beside) this.#fillSpan(y, left + width, canvas.width)
  }

  #fillSpan(y: number, from: number, to: number): void {
    for (let x = from; x < to; x++) {
      this.#findPlaces(x, y)
      this.#mixDetail(x, y)
      this.#write((y * this.#canvas.width + x) * this.#canvas.channels)
    }
  }

  #findPlaces(x: number, y: number): void {
    const { left, top, width, height } = this.#photo
    this.#places = 0
    const dx = Math.max(left - x, x - left - width + 1, 0)
    const dy = Math.max(top - y, y - top - height + 1, 0)
    const t = Math.min(1, (Math.hypot(dx, dy) - 1) / this.#blend)
    const copied = t * t * (3 - 2 * t)
    if (copied < 1) this.#add(mirrored(x, left, width), mirrored(y, top, height), 1 - copied)
    if (copied > 0) this.#findCopies(x, y, copied)
  }

  /** The four cells around a px, by how near they are; those that show the photo have nothing to say. */
  #findCopies(x: number, y: number, weight: number): void {
    const { sheet } = this.#field
    const column = (x + 0.5) / sheet.cell - 0.5
    const row = (y + 0.5) / sheet.cell - 0.5
    const left = Math.floor(column)
    const top = Math.floor(row)
    const right = column - left
    const below = row - top
    this.#addCopy(x, y, left, top, weight * (1 - right) * (1 - below))
    this.#addCopy(x, y, left + 1, top, weight * right * (1 - below))
    this.#addCopy(x, y, left, top + 1, weight * (1 - right) * below)
    this.#addCopy(x, y, left + 1, top + 1, weight * right * below)
  }

  #addCopy(x: number, y: number, column: number, row: number, weight: number): void {
    if (weight === 0) return
    const { sheet, sourceX, sourceY } = this.#field
    const cx = clamp(column, patchRadius, sheet.width - 1 - patchRadius)
    const cy = clamp(row, patchRadius, sheet.height - 1 - patchRadius)
    const { left, top, width, height } = this.#photo
    if (!this.#field.isOpen(cx, cy)) {
      this.#add(mirrored(x, left, width), mirrored(y, top, height), weight)
      return
    }
    const at = cy * sheet.width + cx
    const sx = x + ((sourceX[at] as number) - cx) * sheet.cell
    const sy = y + ((sourceY[at] as number) - cy) * sheet.cell
    this.#add(clamp(sx, left, left + width - 1), clamp(sy, top, top + height - 1), weight)
  }

  #add(x: number, y: number, weight: number): void {
    for (let i = 0; i < this.#places; i++) {
      if (this.#x[i] !== x || this.#y[i] !== y) continue
      this.#weight[i] = (this.#weight[i] as number) + weight
      return
    }
    this.#x[this.#places] = x
    this.#y[this.#places] = y
    this.#weight[this.#places] = weight
    this.#places++
  }

  /** What is coarse here, and the detail of all places. */
  #mixDetail(x: number, y: number): void {
    const value = this.#value
    const { channels } = this.#canvas
    value.fill(0)
    for (let i = 0; i < this.#places; i++) {
      this.#addDetail(this.#x[i] as number, this.#y[i] as number, this.#weight[i] as number)
    }
    this.#softAt(x, y)
    for (let k = 0; k < channels; k++) {
      value[k] = (this.#softHere[k] as number) + (value[k] as number)
    }
  }

  #addDetail(x: number, y: number, weight: number): void {
    const { samples, channels, width, hasAlpha } = this.#canvas
    const value = this.#value
    const soft = this.#softHere
    this.#softAt(x, y)
    const at = (y * width + x) * channels
    const unit = 1 / this.#full
    const alpha = hasAlpha ? (samples[at + this.#colours] as number) * unit : 1
    for (let k = 0; k < this.#colours; k++) {
      value[k] = (value[k] as number) + weight * ((samples[at + k] as number) * unit * alpha - (soft[k] as number))
    }
    if (hasAlpha) {
      const k = this.#colours
      value[k] = (value[k] as number) + weight * (alpha - (soft[k] as number))
    }
  }

  /** Looks up what is coarse at a px. */
  #softAt(x: number, y: number): void {
    const soft = this.#soft
    const { cell, channels } = this.#softLevel
    soft.moveTo((x + 0.5) / cell - 0.5, (y + 0.5) / cell - 0.5)
    for (let k = 0; k < channels; k++) this.#softHere[k] = soft.value(k)
  }

  #write(out: number): void {
    const { samples, bits, hasAlpha } = this.#canvas
    const value = this.#value
    const full = this.#full
    const alpha = hasAlpha ? clamp(value[this.#colours] as number, 0, 1) : 1
    const scale = alpha > 0 ? full / alpha : 0
    for (let k = 0; k < this.#colours; k++) {
      const sample = (value[k] as number) * scale
      samples[out + k] = bits === 32 ? sample : clamp(sample + 0.5, 0, full)
    }
    if (hasAlpha) samples[out + this.#colours] = bits === 32 ? alpha * full : alpha * full + 0.5
  }
}

/** The px of the photo that faces one outside of it. */
function mirrored(position: number, from: number, length: number): number {
  const outside = position < from ? from - 1 - position : position - from - length
  if (outside < 0) return position
  const inward = Math.min(outside, length - 1)
  return position < from ? from + inward : from + length - 1 - inward
}
