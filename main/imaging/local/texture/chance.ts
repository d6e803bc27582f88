/** Numbers of 0..1 (without 1) that look random and are the same for the same seed: xorshift of 32 bits (Marsaglia). */
export function chanceFrom(seed: number): () => number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b) >>> 0 || 1
  return () => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 2 ** 32
  }
}
