/** Foretells a px from its neighbours: left, above, above to the right and above to the left, each a packed ARGB. */
export type Predictor = (left: number, top: number, topRight: number, topLeft: number) => number

/** Half of the sum of each channel, rounded down. */
function average(a: number, b: number): number {
  return ((a & b) + (((a ^ b) >>> 1) & 0x7f7f7f7f)) | 0
}

/** The neighbour towards which less changes, over all channels. */
function selected(left: number, top: number, _: number, topLeft: number): number {
  let difference = 0
  for (let shift = 0; shift < 32; shift += 8) {
    const corner = (topLeft >>> shift) & 255
    difference += Math.abs(((left >>> shift) & 255) - corner) - Math.abs(((top >>> shift) & 255) - corner)
  }
  return difference <= 0 ? top : left
}

function clamped(value: number): number {
  return Math.max(0, Math.min(255, value))
}

/** What continues the slope. */
function sloping(left: number, top: number, _: number, topLeft: number): number {
  let predicted = 0
  for (let shift = 0; shift < 32; shift += 8) {
    const value = ((left >>> shift) & 255) + ((top >>> shift) & 255) - ((topLeft >>> shift) & 255)
    predicted |= clamped(value) << shift
  }
  return predicted
}

/** What continues half of the slope. */
function halfSloping(left: number, top: number, _: number, topLeft: number): number {
  const middle = average(left, top)
  let predicted = 0
  for (let shift = 0; shift < 32; shift += 8) {
    const value = (middle >>> shift) & 255
    predicted |= clamped(value + (((value - ((topLeft >>> shift) & 255)) / 2) | 0)) << shift
  }
  return predicted
}

/** The format's ways to foretell a px that are tried, by their numbers (RFC 9649, 4.1). */
export const predictors: readonly (readonly [mode: number, predict: Predictor])[] = [
  [1, (left) => left],
  [2, (_, top) => top],
  [5, (left, top, topRight) => average(average(left, topRight), top)],
  [7, (left, top) => average(left, top)],
  [10, (left, top, topRight, topLeft) => average(average(left, topLeft), average(top, topRight))],
  [11, selected],
  [12, sloping],
  [13, halfSloping],
]

/** Two rows of px as packed ARGB. `above` has one px more than there are: what follows its last is the row's first. */
export interface Rows {
  readonly line: Int32Array
  /** Null: there is none. */
  readonly above: Int32Array | null
}

/** What a row's px from `from` to before `to` differ from what is foretold, channel by channel, modulo 256. */
export function residuals({ line, above }: Rows, from: number, to: number, predict: Predictor, out: Int32Array): void {
  let x = from
  if (x === 0) {
    // The picture's first px is foretold black, the first of each row by the one above.
    out[0] = difference(line[0] as number, above ? (above[0] as number) : -0x1000000)
    x = 1
  }
  if (!above) {
    for (; x < to; x++) out[x] = difference(line[x] as number, line[x - 1] as number)
    return
  }
  for (; x < to; x++) {
    const predicted = predict(line[x - 1] as number, above[x] as number, above[x + 1] as number, above[x - 1] as number)
    out[x] = difference(line[x] as number, predicted)
  }
}

/** Of each channel, modulo 256. */
export function difference(a: number, b: number): number {
  const even = 0x00ff00ff
  const odd = -0x00ff0100
  return (
    (((a & even) + 0x01000100 - (b & even)) & even) |
    (((((a & odd) >>> 8) + 0x01000100 - ((b & odd) >>> 8)) & even) << 8)
  )
}
