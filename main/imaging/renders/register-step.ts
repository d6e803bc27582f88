import type { Pace } from '../pace'
import type { Detail } from './brightness'
import { solved } from './solve'

/**
 * How a detail has moved, in its cells: in the middle, and what is added toward the right and bottom border (and taken off
 * toward the left and top one).
 */
export interface CellMotion {
  readonly x: number
  readonly wide: number
  readonly y: number
  readonly high: number
}

export const noMotion: CellMotion = { x: 0, wide: 0, y: 0, high: 0 }

/** How well two details fit, and what would fit better. */
export interface Step {
  /** By how much the motion is to be changed. */
  readonly change: CellMotion
  /** Mean difference before that change, in full intensities; those that are far off count little. */
  readonly off: number
  /** Correlation before that change, -1..1, where something is known in both. */
  readonly likeness: number
}

/**
 * The motion that is expected before anything is seen, in cells: in the middle, and what is added toward the borders. Where
 * there is hardly any detail, as in a clear sky, it keeps the picture in place.
 */
const expected = { move: 1, stretch: 0.5 } as const

/** Detail that counts, in full intensities: less of it may be grain, or what is left of a tone curve. */
const leastDetail = 0.5 / 255

/** Cells that say the same thing: what was painted differently is no chance of single cells. */
const alikeCells = 50

/** Differences beyond so many times the usual one count ever less: something else was painted there. */
const usualTimes = 1.5

/**
 * One step of Gauss and Newton toward the motion that brings `seen` onto `known`.
 * @param usual what difference is usual, in full intensities; null when nothing is known of it yet.
 */
export async function registerStep(
  known: Detail,
  seen: Detail,
  motion: CellMotion,
  usual: number | null,
  pace: Pace,
): Promise<Step> {
  const moved = new Float32Array(known.values.length)
  await pace.quietly(known.height, (row) => moveRow(seen, motion, moved, row))
  const sums = new StepSums(known, moved, motion, usual)
  await pace.quietly(known.height - 2, (row) => sums.addRow(row + 1))
  return sums.solve()
}

/** Fills a row with what is seen where it has moved to; NaN where that is outside. */
function moveRow(
  { values, width, height }: Detail,
  { x, wide, y, high }: CellMotion,
  moved: Float32Array,
  row: number,
) {
  const at = row + y + high * (((row + 0.5) / height) * 2 - 1)
  const top = Math.floor(at)
  const lower = at - top
  const isOutside = top < 0 || top >= height - 1
  for (let column = 0; column < width; column++) {
    const place = column + x + wide * (((column + 0.5) / width) * 2 - 1)
    const left = Math.floor(place)
    const right = place - left
    if (isOutside || left < 0 || left >= width - 1) {
      moved[row * width + column] = Number.NaN
      continue
    }
    const i = top * width + left
    const upper = (values[i] as number) * (1 - right) + (values[i + 1] as number) * right
    const below = (values[i + width] as number) * (1 - right) + (values[i + width + 1] as number) * right
    moved[row * width + column] = upper + (below - upper) * lower
  }
}

/** The normal equations of a step. */
class StepSums {
  readonly #known: Detail
  readonly #moved: Float32Array
  readonly #motion: CellMotion
  readonly #spread: number
  readonly #rows = Array.from({ length: 4 }, () => new Float64Array(5))
  readonly #moments = { known: 0, moved: 0, both: 0, off: 0, trust: 0 }

  constructor(known: Detail, moved: Float32Array, motion: CellMotion, usual: number | null) {
    this.#motion = motion
    this.#known = known
    this.#moved = moved
    this.#spread = usual === null ? Number.POSITIVE_INFINITY : Math.max(usual * usualTimes, 1e-4)
  }

  /** Adds a row that has neighbours on all sides. All of a registration's time goes into this loop: keep it flat. */
  addRow(row: number): void {
    const { width, height, values } = this.#known
    const moved = this.#moved
    const moments = this.#moments
    let [xx, xxa, xxaa, xy, xya, yy, xr, xra, yr] = [0, 0, 0, 0, 0, 0, 0, 0, 0]
    for (let column = 1, i = row * width + 1; column < width - 1; column++, i++) {
      const gx = ((moved[i + 1] as number) - (moved[i - 1] as number)) / 2
      const gy = ((moved[i + width] as number) - (moved[i - width] as number)) / 2
      const known = values[i] as number
      const seen = moved[i] as number
      const off = known - seen
      const share = off / this.#spread
      const trust = 1 / (1 + share * share) ** 2
      // Whatever is outside is not a number, and greater than nothing.
      if (!(gx * gx + gy * gy + trust > 0)) continue
      const a = ((column + 0.5) / width) * 2 - 1
      const [wx, wy] = [trust * gx, trust * gy]
      xx += wx * gx
      xxa += wx * gx * a
      xxaa += wx * gx * a * a
      xy += wx * gy
      xya += wx * gy * a
      yy += wy * gy
      xr += wx * off
      xra += wx * off * a
      yr += wy * off
      moments.known += trust * known * known
      moments.moved += trust * seen * seen
      moments.both += trust * known * seen
      moments.off += trust * Math.abs(off)
      moments.trust += trust
    }
    const d = ((row + 0.5) / height) * 2 - 1
    this.#add(0, [xx, xxa, xy, xy * d, xr])
    this.#add(1, [xxa, xxaa, xya, xya * d, xra])
    this.#add(2, [xy, xya, yy, yy * d, yr])
    this.#add(3, [xy * d, xya * d, yy * d, yy * d * d, yr * d])
  }

  #add(index: number, values: readonly number[]): void {
    const row = this.#rows[index] as Float64Array
    for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) + (values[i] as number)
  }

  solve(): Step {
    const { known, moved, both, off, trust } = this.#moments
    const usual = trust > 0 ? off / trust : 0
    const doubt = alikeCells * (usual + 1e-4) ** 2
    const motions = [this.#motion.x, this.#motion.wide, this.#motion.y, this.#motion.high]
    for (const [i, row] of this.#rows.entries()) {
      const hold = doubt / (i % 2 === 0 ? expected.move : expected.stretch) ** 2
      row[i] = (row[i] as number) + hold
      row[4] = (row[4] as number) - hold * (motions[i] as number)
    }
    const [x = 0, wide = 0, y = 0, high = 0] = solved(this.#rows)
    return {
      change: { x, wide, y, high },
      off: usual,
      likeness: both / Math.sqrt((known + trust * leastDetail ** 2) * (moved + trust * leastDetail ** 2) + 1e-20),
    }
  }
}
