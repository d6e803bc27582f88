import { halver, type Level } from '../level'
import type { Pace } from '../pace'
import { type Curve, curveAt, curvePieces, pieceOf } from './curve'
import type { Overlap } from './overlap'
import { LeastSquares } from './solve'

/** How a channel of a render has to be changed to show what is known as it is. */
export interface ChannelDrift {
  readonly curve: Curve
  /** What is added of each channel's difference from this one: colours that became paler, or more vivid. */
  readonly mix: readonly number[]
  /** What is added, from the middle of the known area to its right and bottom border, in full intensities. */
  readonly slope: { readonly x: number; readonly y: number }
}

/** Cells along the longer side of what a fit looks at, at most: coarse ones do not care for shifts of a few px. */
const fitCells = 192

/** Rounds of a fit; in all but the first, cells that are far off (something else was painted there) count less. */
const rounds = 3

/** How far off a cell counts half, in full intensities. */
const tolerance = 0.02

/**
 * How strongly a curve holds on to its direction, to a slope of 1, and a slope to 0, where few or no cells tell anything
 * else: beyond the tones that were seen it goes on as it went, then turns to a slope of 1.
 */
const holds = { bend: 1e-5, slope: 3e-4, tilt: 1e-3, mix: 1e-3 } as const

/** The unknowns of a channel: the curve's knots, then the slopes, then the mix. */
const knots = curvePieces + 1
const slopeX = knots
const slopeY = knots + 1
const mixStart = knots + 2

/** The most that a mix may be: vivid colours outside of the known area are made no stranger by it. */
const mostMix = 0.3

/**
 * How far a render has drifted from what is known, by channel: the tone curve and the slow slope that, put on the render,
 * come nearest to it over all of the area that both show.
 * @throws {AppError} `cancelled`
 */
export async function fitDrift(overlap: Overlap, pace: Pace): Promise<readonly ChannelDrift[]> {
  const { known, seen } = await reducedForFit(overlap, pace)
  const drifts: ChannelDrift[] = []
  for (let channel = 0; channel < known.channels - 1; channel++) {
    let drift: ChannelDrift | null = null
    for (let round = 0; round < rounds; round++) {
      const fit: ChannelFit = new ChannelFit(known, seen, channel, drift)
      await pace.quietly(known.height, (row) => fit.addRow(row))
      drift = fit.solve()
    }
    if (drift) drifts.push(drift)
  }
  return drifts
}

/**
 * What a drift makes of a channel of a cell that is seen; its colours are those from `at` on, times `weight`. `x` and `y`
 * are -1 and 1 at the known area's borders.
 */
export function undrifted(
  { curve, mix, slope }: ChannelDrift,
  channel: number,
  colours: Float32Array,
  at: number,
  weight: number,
  x: number,
  y: number,
): number {
  const own = (colours[at + channel] as number) / weight
  let value = curveAt(curve, own) + slope.x * x + slope.y * y
  for (let k = 0; k < mix.length; k++) value += (mix[k] as number) * ((colours[at + k] as number) / weight - own)
  return value
}

/** Both pictures, no larger than a fit needs. */
async function reducedForFit({ known, seen }: Overlap, pace: Pace): Promise<Omit<Overlap, 'area'>> {
  let pair = { known, seen }
  while (Math.max(pair.known.width, pair.known.height) > fitCells) {
    const [ofKnown, ofSeen] = [halver(pair.known), halver(pair.seen)]
    await pace.quietly(ofKnown.coarser.height, (row) => {
      ofKnown.fillRow(row)
      ofSeen.fillRow(row)
    })
    pair = { known: ofKnown.coarser, seen: ofSeen.coarser }
  }
  return pair
}

/** One round of a channel's fit. */
class ChannelFit {
  readonly #known: Level
  readonly #seen: Level
  readonly #channel: number
  readonly #before: ChannelDrift | null
  readonly #equations: LeastSquares
  /** Channels that are mixed in: only those of RGB say anything about how vivid colours are. */
  readonly #mixed: readonly number[]
  readonly #places: number[]
  readonly #factors: number[]
  /** Of all cells together. Begins with that of one, so that the unknowns hold even where nothing is known. */
  #weight = 1

  /** @param before what the round before has found. */
  constructor(known: Level, seen: Level, channel: number, before: ChannelDrift | null) {
    this.#known = known
    this.#seen = seen
    this.#channel = channel
    this.#before = before
    const colours = known.channels - 1
    this.#mixed = colours === 3 ? [0, 1, 2].filter((other) => other !== channel) : []
    this.#equations = new LeastSquares(mixStart + this.#mixed.length)
    this.#places = [0, 0, slopeX, slopeY, ...this.#mixed.map((_, i) => mixStart + i)]
    this.#factors = this.#places.map(() => 0)
  }

  addRow(row: number): void {
    const { data, width, height, channels } = this.#known
    const y = ((row + 0.5) / height) * 2 - 1
    for (let column = 0; column < width; column++) {
      const at = (row * width + column) * channels
      const weight = data[at + channels - 1] as number
      if (weight === 0) continue
      const known = (data[at + this.#channel] as number) / weight
      this.#addCell(known, at, ((column + 0.5) / width) * 2 - 1, y, weight)
    }
  }

  #addCell(known: number, at: number, x: number, y: number, weight: number): void {
    const { data } = this.#seen
    const before = this.#before
    const off = before ? (known - undrifted(before, this.#channel, data, at, weight, x, y)) / tolerance : 0
    const trusted = weight / (1 + off * off)
    const seen = (data[at + this.#channel] as number) / weight
    const piece = pieceOf(seen)
    const share = seen * curvePieces - piece
    const [places, factors] = [this.#places, this.#factors]
    places[0] = piece
    places[1] = piece + 1
    factors[0] = 1 - share
    factors[1] = share
    factors[2] = x
    factors[3] = y
    for (const [i, other] of this.#mixed.entries()) factors[4 + i] = (data[at + other] as number) / weight - seen
    this.#equations.add(places, factors, known, trusted)
    this.#weight += trusted
  }

  /** What fits best. */
  solve(): ChannelDrift {
    this.#hold()
    const solved = this.#equations.solve()
    const mix = this.#mixed.length > 0 ? [0, 0, 0] : []
    for (const [i, other] of this.#mixed.entries()) {
      mix[other] = Math.min(mostMix, Math.max(-mostMix, solved[mixStart + i] as number))
    }
    return {
      curve: Float32Array.from(solved.subarray(0, knots)),
      mix,
      slope: { x: solved[slopeX] as number, y: solved[slopeY] as number },
    }
  }

  #hold(): void {
    const equations = this.#equations
    const each = this.#weight / curvePieces
    for (let knot = 0; knot < curvePieces; knot++) {
      equations.add([knot, knot + 1], [-curvePieces, curvePieces], 1, holds.slope * each)
      if (knot === 0) continue
      const bend = curvePieces ** 2
      equations.add([knot - 1, knot, knot + 1], [bend, -2 * bend, bend], 0, holds.bend * each)
    }
    for (const slope of [slopeX, slopeY]) equations.add([slope], [1], 0, holds.tilt * this.#weight)
    for (const i of this.#mixed.keys()) equations.add([mixStart + i], [1], 0, holds.mix * this.#weight)
    // Without any cells a slope of 1 alone would leave the curve's height open.
    equations.add([0], [1], 0, holds.bend * 0.01)
  }
}
