import { mostCreates, type PassLimits } from '../limits'
import { canvasRect, type Placement, photoRect } from './canvas'
import { aspectFits } from './passes'
import { chainThrough, longestInput, roundBetween, type Step, turned } from './round'
import { areaOf, ceilPx } from './rounding'
import { splitIntoPasses } from './split'
import { tileRow } from './tile-row'
import { stopsTowards } from './tile-stops'
import type { Rect, Size } from './types'

/** Most rectangles looked at. Panoramas take some dozens at most, nearly all a handful; the bound keeps any input from hanging the program. */
const searchBound = 4000

/** A rectangle that is known once the steps that led there are done. */
interface State {
  readonly known: Rect
  readonly steps: readonly Step[]
  /** Steps so far, and the fewest there may be in all. */
  readonly least: number
  /** The largest area of a step's result as a multiple of its input's. */
  readonly largest: number
}

/**
 * Steps from a photo that is too wide or too tall for one pass to its canvas: rounds of tiles and growth at the ends,
 * until the rest is a plain chain of passes. As few as there are among such plans, each of which is paid for; among
 * equals those of the most even areas. `null` when it takes more than `mostCreates`.
 */
export function searchTiles(photo: Size, placement: Placement, limits: PassLimits): readonly Step[] | null {
  return new TileSearch(placement.canvas, limits).from(photoRect(photo, placement))
}

/** Best-first search over rectangles between photo and canvas. */
class TileSearch {
  private readonly whole: Rect
  private readonly done = new Set<string>()
  private open: State[] = []

  constructor(
    private readonly canvas: Size,
    private readonly limits: PassLimits,
  ) {
    this.whole = canvasRect(canvas)
  }

  from(photo: Rect): readonly Step[] | null {
    this.add({ known: photo, steps: [], least: 0, largest: 1 }, photo, [])
    for (let looked = 0; looked < searchBound; looked += 1) {
      const state = this.next()
      if (state === null) return null
      if (keyOf(state.known) === keyOf(this.whole)) return state.steps
      this.goOn(state)
    }
    return null
  }

  /** Adds all that may be known after one round more; from a legal rectangle the plain chain, where there is one. */
  private goOn(state: State): void {
    const { known } = state
    const chain = aspectFits(known, this.limits) ? this.chainFrom(known) : null
    if (chain !== null) {
      this.add(state, this.whole, chain)
      return
    }
    for (const next of this.stops(known)) {
      const round = roundBetween(known, next, this.limits)
      if (round !== null) this.add(state, next, round)
    }
  }

  private chainFrom(known: Rect): readonly Step[] | null {
    const { left, top } = known
    const results = splitIntoPasses(known, { canvas: this.canvas, original: { left, top } }, this.limits)
    return results === null ? null : chainThrough(known, results)
  }

  private stops(known: Rect): readonly Rect[] {
    const shape = aspectFits(known, this.limits) ? this.whole : known
    if (shape.width > shape.height) return stopsTowards(known, this.canvas, this.limits)
    const { width, height } = turned(this.whole)
    return stopsTowards(turned(known), { width, height }, this.limits).map(turned)
  }

  private add(state: State, known: Rect, round: readonly Step[]): void {
    const steps = [...state.steps, ...round]
    const least = steps.length + this.fewestFrom(known)
    if (least > mostCreates || this.done.has(keyOf(known))) return
    const factors = round.map(({ input, result }) => areaOf(result) / areaOf(input))
    this.open.push({ known, steps, least, largest: Math.max(state.largest, ...factors) })
  }

  /** A bound on the steps from there to the canvas: what has to grow across is tiled at its length or a greater one. */
  private fewestFrom(known: Rect): number {
    if (keyOf(known) === keyOf(this.whole)) return 0
    if (aspectFits(known, this.limits)) return 1
    const [lying, whole] = known.width > known.height ? [known, this.whole] : [turned(known), turned(this.whole)]
    if (whole.height === lying.height) return 1
    const shortest = Math.max(1, ceilPx(lying.height * this.limits.inputAspect.min))
    const row = tileRow(lying.width, shortest, longestInput(lying, this.limits), mostCreates)
    return row?.starts.length ?? Number.POSITIVE_INFINITY
  }

  /** Takes out what may need the fewest steps. */
  private next(): State | null {
    const first = this.open.reduce<State | null>((best, state) => (best && !isBetter(state, best) ? best : state), null)
    if (first === null) return null
    const key = keyOf(first.known)
    this.done.add(key)
    this.open = this.open.filter(({ known }) => keyOf(known) !== key)
    return first
  }
}

function isBetter(a: State, b: State): boolean {
  return a.least === b.least ? a.largest < b.largest : a.least < b.least
}

function keyOf({ left, top, width, height }: Rect): string {
  return `${left},${top},${width},${height}`
}
