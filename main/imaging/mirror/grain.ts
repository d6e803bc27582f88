/** Length of the table: a power of two, so that positions wrap with a mask; small, so that it stays in the cache. */
const length = 1 << 12

/** Mask that keeps a position inside a table of grain. */
export const grainMask = length - 1

/** Noise between -1.5 and 1.5 times `scale`, roughly normal; the same for the same seed. */
export function grainTable(seed: number, scale: number): Float32Array {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0
  // A linear congruential generator (Numerical Recipes); its high bits are good enough for grain.
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return Float32Array.from({ length }, () => (next() + next() + next() - 1.5) * scale)
}

/** Where a row starts in the table, so that rows do not line up. */
export function grainStart(row: number): number {
  return Math.imul(row + 1, 0x9e3779b1) >>> 8
}
