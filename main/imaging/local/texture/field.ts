import { clamp } from './clamp'
import { fillMeans } from './means'
import { biasCost, biasShare, mostBias, patchRadius, patchSize } from './patch'
import { type Reach, reachAcross, reachDown } from './reach'
import { outsideBy, type Sheet } from './sheet'

/** How much likelier patches from nearby are taken: the cost, for each sample, of one from `homeRange` away. */
const homeCost = 0.03 ** 2

/** What it costs, for each sample, to be of another contrast or colour than the photo is there, of the squared difference. */
const contrastCost = 1
const colourCost = 0.1

/** Distance from where the mirror image would come from that is still near, of the photo's shorter side. */
const homeRange = 0.2

/** Patches come from around where they are expected: that is so much less deep than the photo's reach, of its side. */
const homeMargin = 0.1

/**
 * For each patch that is to be painted, even in part, the patch of the photo that is most like it: approximately, as
 * PatchMatch finds it (Barnes et al. 2009), by trying those next to its neighbours' and random ones around its own.
 * Patches are alike up to their mean colour, within bounds.
 */
export class PatchField {
  readonly sheet: Sheet
  /** By cell: where its patch comes from. Cells whose patch would reach over the border of the sheet have none. */
  readonly sourceX: Int32Array
  readonly sourceY: Int32Array
  /** By cell: how far that patch differs, squares of intensities added up. */
  readonly cost: Float32Array
  readonly means: Float32Array
  /** Bounds of the middles of patches in the photo. */
  readonly first: { readonly x: number; readonly y: number }
  readonly last: { readonly x: number; readonly y: number }
  readonly #reach: Reach
  /** Where the patch that is looked at is expected from. */
  #homeX = 0
  #homeY = 0
  /** By cell of the photo: how much its patch varies, a standard deviation of intensities. */
  readonly #contrast: Float32Array
  readonly #line: Float32Array
  readonly #chance: () => number
  readonly #range: number

  constructor(sheet: Sheet, reach: Reach, chance: () => number) {
    this.sheet = sheet
    const cells = sheet.width * sheet.height
    this.sourceX = new Int32Array(cells)
    this.sourceY = new Int32Array(cells)
    this.cost = new Float32Array(cells)
    this.means = new Float32Array(cells * sheet.channels)
    this.first = { x: sheet.left + patchRadius, y: sheet.top + patchRadius }
    this.last = { x: sheet.right - 1 - patchRadius, y: sheet.bottom - 1 - patchRadius }
    this.#line = new Float32Array(sheet.width * sheet.channels)
    this.#reach = reach
    this.#contrast = contrasts(sheet, this.first, this.last)
    this.#chance = chance
    this.#range = Math.max(2, homeRange * Math.min(sheet.right - sheet.left, sheet.bottom - sheet.top))
  }

  /** Rows that have patches. */
  get rows(): readonly [number, number] {
    return [patchRadius, this.sheet.height - patchRadius]
  }

  /** Whether the patch around a cell is to be painted, even in part. */
  isOpen(x: number, y: number): boolean {
    const { first, last } = this
    return x < first.x || x > last.x || y < first.y || y > last.y
  }

  /** Starts from where the mirror image would come from, or from a coarser field. */
  begin(coarser: PatchField | null): void {
    const { width, height } = this.sheet
    for (let y = patchRadius; y < height - patchRadius; y++) {
      for (let x = patchRadius; x < width - patchRadius; x++) {
        if (!this.isOpen(x, y)) continue
        const at = y * width + x
        if (coarser) this.#takeOver(coarser, x, y, at)
        else {
          this.#lookAt(x, y)
          this.sourceX[at] = this.#homeX
          this.sourceY[at] = this.#homeY
        }
      }
    }
  }

  #takeOver(coarser: PatchField, x: number, y: number, at: number): void {
    const { width, height } = coarser.sheet
    const column = clamp(x >> 1, patchRadius, width - 1 - patchRadius)
    const row = clamp(y >> 1, patchRadius, height - 1 - patchRadius)
    const from = row * width + column
    const open = coarser.isOpen(column, row)
    const sx = open ? (coarser.sourceX[from] as number) : column
    const sy = open ? (coarser.sourceY[from] as number) : row
    this.sourceX[at] = clamp(x + 2 * (sx - column), this.first.x, this.last.x)
    this.sourceY[at] = clamp(y + 2 * (sy - row), this.first.y, this.last.y)
  }

  /** Goes to the cell whose patch is weighed next. */
  #lookAt(x: number, y: number): void {
    const { sheet, first, last } = this
    this.#homeX = clamp(home(x, sheet.left, sheet.right, reachAcross(sheet, this.#reach, x, y)), first.x, last.x)
    this.#homeY = clamp(home(y, sheet.top, sheet.bottom, reachDown(sheet, this.#reach, x, y)), first.y, last.y)
  }

  /** After the sheet has changed: means, and what the patches cost now. */
  renew(): void {
    fillMeans(this.sheet, this.means, this.#line)
  }

  /** Costs of a row's patches as they are; wants `renew` first. */
  weighRow(y: number): void {
    const { width } = this.sheet
    for (let x = patchRadius; x < width - patchRadius; x++) {
      if (!this.isOpen(x, y)) continue
      const at = y * width + x
      const most = Number.POSITIVE_INFINITY
      this.#lookAt(x, y)
      this.cost[at] = this.#costOf(x, y, this.sourceX[at] as number, this.sourceY[at] as number, most)
    }
  }

  /** Betters a row, from its left and upper neighbours (`step` 1) or its right and lower ones (-1), and by chance. */
  betterRow(y: number, step: 1 | -1): void {
    const { width } = this.sheet
    const from = step === 1 ? patchRadius : width - 1 - patchRadius
    const end = step === 1 ? width - patchRadius : patchRadius - 1
    for (let x = from; x !== end; x += step) {
      if (!this.isOpen(x, y)) continue
      this.#lookAt(x, y)
      this.#tryNeighbour(x, y, x - step, y)
      this.#tryNeighbour(x, y, x, y - step)
      this.#tryAround(x, y)
    }
  }

  #tryNeighbour(x: number, y: number, nextX: number, nextY: number): void {
    const { width, height } = this.sheet
    if (nextX < patchRadius || nextX >= width - patchRadius) return
    if (nextY < patchRadius || nextY >= height - patchRadius || !this.isOpen(nextX, nextY)) return
    const next = nextY * width + nextX
    this.#try(x, y, (this.sourceX[next] as number) + x - nextX, (this.sourceY[next] as number) + y - nextY)
  }

  #tryAround(x: number, y: number): void {
    const at = y * this.sheet.width + x
    const chance = this.#chance
    for (let radius = this.#range * 2; radius >= 1; radius /= 2) {
      const sx = (this.sourceX[at] as number) + Math.round((chance() * 2 - 1) * radius)
      const sy = (this.sourceY[at] as number) + Math.round((chance() * 2 - 1) * radius)
      this.#try(x, y, clamp(sx, this.first.x, this.last.x), clamp(sy, this.first.y, this.last.y))
    }
  }

  #try(x: number, y: number, sx: number, sy: number): void {
    const { first, last } = this
    if (sx < first.x || sx > last.x || sy < first.y || sy > last.y) return
    const at = y * this.sheet.width + x
    if (sx === this.sourceX[at] && sy === this.sourceY[at]) return
    const best = this.cost[at] as number
    const cost = this.#costOf(x, y, sx, sy, best)
    if (cost >= best) return
    this.cost[at] = cost
    this.sourceX[at] = sx
    this.sourceY[at] = sy
  }

  /** By how much the colours of one patch are moved to fit another, for one channel. */
  biasOf(channel: number, at: number, source: number): number {
    const { channels } = this.sheet
    const off = (this.means[at * channels + channel] as number) - (this.means[source * channels + channel] as number)
    return biasShare * clamp(off, -mostBias, mostBias)
  }

  /** What one patch in another's place costs; anything above `most` when it is more. Most of the time goes here. */
  #costOf(x: number, y: number, sx: number, sy: number, most: number): number {
    const { width, channels, data } = this.sheet
    const at = y * width + x
    const source = sy * width + sx
    const area = patchSize * patchSize
    const hx = this.#homeX
    const hy = this.#homeY
    const dx = (sx - hx) / this.#range
    const dy = (sy - hy) / this.#range
    const there = hy * width + hx
    const contrast = (this.#contrast[source] as number) - (this.#contrast[there] as number)
    let cost = area * channels * (homeCost * (dx * dx + dy * dy) + contrastCost * contrast * contrast)
    for (let k = 0; k < channels; k++) {
      const off = (this.means[at * channels + k] as number) - (this.means[source * channels + k] as number)
      const bias = clamp(off, -mostBias, mostBias)
      // Sum of (a - b - bias)² = sum of (a - b)² + area (bias² - 2 bias off).
      const strange = (this.means[source * channels + k] as number) - (this.means[there * channels + k] as number)
      cost += area * (bias * bias - 2 * bias * off + biasCost * bias * bias + colourCost * strange * strange)
    }
    const line = patchSize * channels
    for (let row = -patchRadius; row <= patchRadius; row++) {
      let a = (at + row * width - patchRadius) * channels
      let b = (source + row * width - patchRadius) * channels
      for (const end = a + line; a < end; a++, b++) {
        const off = (data[a] as number) - (data[b] as number)
        cost += off * off
      }
      if (cost > most) return cost
    }
    return cost
  }
}

/** By cell: how much the patch around it varies; for the middles of patches that lie in the photo. */
function contrasts(sheet: Sheet, first: PatchField['first'], last: PatchField['last']): Float32Array {
  const { width, height, channels, data } = sheet
  const contrast = new Float32Array(width * height)
  for (let y = first.y; y <= last.y; y++) {
    for (let x = first.x; x <= last.x; x++) {
      let variance = 0
      for (let k = 0; k < channels; k++) {
        let sum = 0
        let squares = 0
        for (let row = y - patchRadius; row <= y + patchRadius; row++) {
          for (let at = (row * width + x - patchRadius) * channels + k, i = 0; i < patchSize; i++, at += channels) {
            const value = data[at] as number
            sum += value
            squares += value * value
          }
        }
        variance += squares / patchSize ** 2 - (sum / patchSize ** 2) ** 2
      }
      contrast[y * width + x] = Math.sqrt(Math.max(0, variance / channels))
    }
  }
  return contrast
}

/** Where along one axis a patch is expected from: from as far inside as it is outside, but not from too deep. */
function home(position: number, from: number, end: number, reach: number): number {
  const outside = position < from ? from - position : position >= end ? position - end + 1 : 0
  if (outside === 0) return position
  const deep = (end - from) * (reach - homeMargin)
  const inward = Math.round(deep * (1 - Math.exp(-outside / Math.max(1, deep))))
  return position < from ? from + inward : end - 1 - inward
}

/** How sure a cell is: less with every cell it is away from the photo. */
export function trustOf(sheet: Sheet, x: number, y: number): number {
  return 1 / (1 + outsideBy(sheet, x, y) / patchSize) ** 2
}
