import { noiseBands } from './noise-bands'

/** Side of a tile of grain, px: a power of two, so that places wrap with a mask. */
export const tileSide = 256

/**
 * A tile of noise of one channel, variance 1, that goes on at its opposite side.
 * @param fineness share of its variance in single px.
 */
export function tileOf(seed: number, fineness: number): Float32Array {
  const [fine, coarse] = [whiteTile(seed), softTile(seed + 1000)]
  const [single, wide] = [Math.sqrt(fineness), Math.sqrt(1 - fineness)]
  return fine.map((value, i) => single * value + wide * (coarse[i] as number))
}

/** Independent px, roughly normal, of variance 1. */
function whiteTile(seed: number): Float32Array {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0
  // A linear congruential generator (Numerical Recipes); its high bits are good enough for grain.
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  // Three even chances have a variance of a fourth.
  return Float32Array.from({ length: tileSide * tileSide }, () => 2 * (next() + next() + next() - 1.5))
}

/** Grain about two px wide, of variance 1. */
function softTile(seed: number): Float32Array {
  const white = whiteTile(seed)
  const at = (x: number, y: number) => white[(y & (tileSide - 1)) * tileSide + (x & (tileSide - 1))] as number
  // Weights 1 2 1 both ways leave (6 / 16)² of the variance.
  return white.map((_, i) => {
    const [x, y] = [i % tileSide, Math.floor(i / tileSide)]
    const cross = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1)
    const corners = at(x - 1, y - 1) + at(x + 1, y - 1) + at(x - 1, y + 1) + at(x + 1, y + 1)
    return ((4 * at(x, y) + 2 * cross + corners) / 16) * (16 / 6)
  })
}

/** What is measured of grain of variance 1 that is all fine, and all coarse. */
export function unitBands(): Readonly<Record<'fine' | 'coarse', { readonly fine: number; readonly coarse: number }>> {
  const measured = (values: Float32Array) => {
    const { fine, coarse } = noiseBands({ side: tileSide, channels: 1, values })
    return { fine: fine[0] as number, coarse: coarse[0] as number }
  }
  return { fine: measured(whiteTile(1)), coarse: measured(softTile(1)) }
}
