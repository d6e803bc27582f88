import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boxMix, cubicMix, type Mix, type Placing } from '../../../../main/imaging/renders/mix'

/** Renders of any size over any part of a canvas. */
const placing = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 50 }))
  .map(([length, covers, offset]): Placing & { readonly covers: number } => ({
    scale: length / covers,
    length,
    offset,
    covers,
  }))

function weightsOf({ first, support, weights }: Mix): number[][] {
  return Array.from(first, (_, i) => Array.from(weights.subarray(i * support, (i + 1) * support)))
}

/** What a mix makes of a row. */
function mixed(mix: Mix, row: (px: number) => number): number[] {
  return weightsOf(mix).map((weights, i) =>
    weights.reduce((sum, weight, px) => sum + weight * row((mix.first[i] as number) + px), 0),
  )
}

describe.each([
  ['enlarged', (at: Placing, covers: number) => cubicMix(at.offset, at.offset + covers, at)],
  ['reduced to cells', (at: Placing, covers: number) => boxMix(at.offset, at.offset + covers, 8, at)],
] as const)('a row that is %s', (_, mixOf) => {
  test('keeps what is even, and never looks beyond its ends', () => {
    fc.assert(
      fc.property(placing, ({ covers, ...at }) => {
        const mix = mixOf(at, covers)
        const sums = weightsOf(mix).map((weights) => weights.reduce((sum, weight) => sum + weight, 0))
        expect(Math.max(...sums.map((sum) => Math.abs(sum - 1)))).toBeLessThan(1e-4)
        const last = weightsOf(mix).map(
          (weights, i) => (mix.first[i] as number) + weights.findLastIndex((weight) => weight !== 0),
        )
        expect(Math.min(...mix.first)).toBeGreaterThanOrEqual(0)
        expect(Math.max(...last)).toBeLessThan(at.length)
      }),
    )
  })
})

test('an enlarged ramp stays a ramp, in its place', () => {
  const at: Placing = { scale: 0.35, offset: 100, length: 200 }
  const values = mixed(cubicMix(200, 500, at), (px) => px + 0.5)
  values.forEach((value, i) => {
    // The cubic is a little sharper than one that keeps ramps to the last digit.
    expect(Math.abs(value - (200 + i + 0.5 - 100) * 0.35)).toBeLessThan(0.03)
  })
})

test('cells hold the means of a ramp, the last one what is left of it', () => {
  const at: Placing = { scale: 0.5, offset: 0, length: 50 }
  expect(mixed(boxMix(0, 20, 8, at), (px) => px + 0.5).map((value) => Math.round(value * 100) / 100)).toEqual([2, 6, 9])
})
