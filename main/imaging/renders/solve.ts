/**
 * Normal equations of a weighted least-squares fit: collects rows of the kind "these unknowns, by these factors, make
 * that value".
 */
export class LeastSquares {
  readonly #size: number
  /** The matrix, and the right side as its last column. */
  readonly #sums: Float64Array

  constructor(unknowns: number) {
    this.#size = unknowns
    this.#sums = new Float64Array(unknowns * (unknowns + 1))
  }

  /** Adds a row: `factors` of the unknowns at `places`. */
  add(places: readonly number[], factors: readonly number[], value: number, weight: number): void {
    const line = this.#size + 1
    for (let i = 0; i < places.length; i++) {
      const start = (places[i] as number) * line
      const weighted = (factors[i] as number) * weight
      for (let j = 0; j < places.length; j++) {
        const at = start + (places[j] as number)
        this.#sums[at] = (this.#sums[at] as number) + weighted * (factors[j] as number)
      }
      this.#sums[start + this.#size] = (this.#sums[start + this.#size] as number) + weighted * value
    }
  }

  /** The unknowns that fit best. Every one of them must be held by some row. */
  solve(): Float64Array {
    const line = this.#size + 1
    return solved(Array.from({ length: this.#size }, (_, i) => this.#sums.slice(i * line, (i + 1) * line)))
  }
}

/** Solves normal equations: rows of the matrix, each with its right side as the last value. The rows are used up. */
export function solved(rows: readonly Float64Array[]): Float64Array {
  const size = rows.length
  // The matrix is positive definite, so that no pivot has to be looked for.
  rows.forEach((pivot, i) => {
    for (const row of rows.slice(i + 1)) {
      const factor = (row[i] as number) / (pivot[i] as number)
      for (let k = i; k <= size; k++) row[k] = (row[k] as number) - factor * (pivot[k] as number)
    }
  })
  const unknowns = new Float64Array(size)
  for (let i = size - 1; i >= 0; i--) {
    const row = rows[i] as Float64Array
    let rest = row[size] as number
    for (let k = i + 1; k < size; k++) rest -= (row[k] as number) * (unknowns[k] as number)
    unknowns[i] = rest / (row[i] as number)
  }
  return unknowns
}
