import type { Pace } from '../../pace'
import { type PatchField, trustOf } from './field'
import { patchRadius } from './patch'

/** Share of patches that are better than what counts as usual. */
const usualShare = 0.75

/** Every so many-th patch is looked at to find out what is usual. */
const usualStep = 7

/** Paints the cells around the photo: each as the patches over it would have it, the better ones count more. */
export async function vote(field: PatchField, pace: Pace): Promise<void> {
  const { sheet } = field
  const { width, height, channels, data } = sheet
  const sums = new Float32Array(width * height * channels)
  const weights = new Float32Array(width * height)
  const usual = usualCost(field)
  const [from, end] = field.rows
  await pace.quietly(end - from, (row) => addRow(field, from + row, usual, sums, weights))
  await pace.quietly(height, (y) => {
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const weight = weights[at] as number
      if (weight === 0 || isKnown(field, x, y)) continue
      for (let k = at * channels; k < (at + 1) * channels; k++) data[k] = (sums[k] as number) / weight
    }
  })
}

function isKnown({ sheet }: PatchField, x: number, y: number): boolean {
  return x >= sheet.left && x < sheet.right && y >= sheet.top && y < sheet.bottom
}

function usualCost(field: PatchField): number {
  const { width } = field.sheet
  const costs: number[] = []
  const [from, end] = field.rows
  let count = 0
  for (let y = from; y < end; y++) {
    for (let x = patchRadius; x < width - patchRadius; x++) {
      if (field.isOpen(x, y) && count++ % usualStep === 0) costs.push(field.cost[y * width + x] as number)
    }
  }
  costs.sort((a, b) => a - b)
  return Math.max(1e-6, costs[Math.floor(costs.length * usualShare)] ?? 1)
}

function addRow(field: PatchField, y: number, usual: number, sums: Float32Array, weights: Float32Array): void {
  const { sheet, sourceX, sourceY, cost } = field
  const { width, channels } = sheet
  const biases = new Float32Array(channels)
  for (let x = patchRadius; x < width - patchRadius; x++) {
    if (!field.isOpen(x, y)) continue
    const at = y * width + x
    const source = (sourceY[at] as number) * width + (sourceX[at] as number)
    const weight = (Math.exp(-(cost[at] as number) / (0.1 * usual)) + 1e-6) * trustOf(sheet, x, y)
    for (let k = 0; k < channels; k++) biases[k] = field.biasOf(k, at, source)
    addPatch(field, at, source, weight, biases, sums, weights)
  }
}

function addPatch(
  { sheet }: PatchField,
  at: number,
  source: number,
  weight: number,
  biases: Float32Array,
  sums: Float32Array,
  weights: Float32Array,
): void {
  const { width, channels, data } = sheet
  for (let row = -patchRadius; row <= patchRadius; row++) {
    let to = at + row * width - patchRadius
    let from = (source + row * width - patchRadius) * channels
    for (const end = to + 2 * patchRadius + 1; to < end; to++, from += channels) {
      weights[to] = (weights[to] as number) + weight
      for (let k = 0; k < channels; k++) {
        const i = to * channels + k
        sums[i] = (sums[i] as number) + weight * ((data[from + k] as number) + (biases[k] as number))
      }
    }
  }
}
