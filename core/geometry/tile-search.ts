import { mostCreates, type PassLimits } from '../limits'
import { canvasRect, type Placement, photoRect } from './canvas'
import { aspectFits } from './passes'
import { chainThrough, longestInput, roundBetween, type Step, turned } from './round'
import { areaOf } from './rounding'
import { splitIntoPasses } from './split'
import { tileRow } from './tile-row'
import { stopsTowards } from './tile-stops'
import type { Rect, Size } from './types'

/** Most rectangles looked at in one search. A plan takes a handful, canvases of many times the photo's area some hundreds. */
const searchBound = 1000

/** By how much what is still ahead counts more than what was taken, where the fewest steps are not found in time. */
const hurry = 2

/** A rectangle that is known once the steps that led there are done. */
interface State {
  readonly known: Rect
  readonly steps: readonly Step[]
  /** The fewest steps that may still lead to the canvas. */
  readonly ahead: number
  /** The largest area of a step's result as a multiple of its input's. */
  readonly largest: number
}

/**
 * Steps from a photo that is too wide or too tall for one pass to its canvas: rounds of tiles and growth at the ends,
 * until the rest is a plain chain of passes. As few as there are among such plans, since each is paid for, or nearly so
 * where that would take long to find; among equals rather even areas. `null` when it takes more than `mostCreates`.
 */
export function searchTiles(photo: Size, placement: Placement, limits: PassLimits): readonly Step[] | null {
  for (const weight of [1, hurry]) {
    const search = new TileSearch(placement.canvas, limits, weight)
    const steps = search.from(photoRect(photo, placement))
    if (steps !== null || search.isExhausted) return steps
  }
  return null
}

/** Best-first search over rectangles between photo and canvas. */
class TileSearch {
  /** Whether everything was looked at. */
  isExhausted = false
  private readonly whole: Rect
  /** The largest legal input inside the canvas, px². */
  private readonly mostInput: number
  private readonly done = new Set<string>()
  private readonly open = new Map<string, State>()

  constructor(
    private readonly canvas: Size,
    private readonly limits: PassLimits,
    /** How much a step ahead counts, in steps taken: with 1 the plan found has the fewest. */
    private readonly weight: number,
  ) {
    this.whole = canvasRect(canvas)
    const { min, max } = limits.inputAspect
    this.mostInput = Math.min(canvas.width, canvas.height * max) * Math.min(canvas.height, canvas.width / min)
  }

  from(photo: Rect): readonly Step[] | null {
    this.add({ known: photo, steps: [], ahead: 0, largest: 1 }, photo, [])
    for (let looked = 0; looked < searchBound; looked += 1) {
      const state = this.next()
      if (state === null) {
        this.isExhausted = true
        return null
      }
      if (state.ahead === 0) return state.steps
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
    const key = keyOf(known)
    if (this.done.has(key)) return
    const steps = [...state.steps, ...round]
    const ahead = Math.max(this.fewestByArea(known), this.fewestByShape(known))
    if (steps.length + ahead > mostCreates) return
    const factors = round.map(({ input, result }) => areaOf(result) / areaOf(input))
    const next: State = { known, steps, ahead, largest: Math.max(state.largest, ...factors) }
    const other = this.open.get(key)
    if (!other || this.isBetter(next, other)) this.open.set(key, next)
  }

  /** Each step adds at most what its input allows, which is legal and known. */
  private fewestByArea(known: Rect): number {
    const whole = areaOf(this.whole)
    let steps = 0
    for (let area = areaOf(known); area < whole && steps <= mostCreates; steps += 1) {
      area += (this.limits.maxArea - 1) * Math.min(area, this.mostInput)
    }
    return steps
  }

  /** What has to grow across is tiled at its length, or a greater one. */
  private fewestByShape(known: Rect): number {
    if (aspectFits(known, this.limits)) return 0
    const [lying, whole] = known.width > known.height ? [known, this.whole] : [turned(known), turned(this.whole)]
    if (whole.height === lying.height) return 0
    const row = tileRow(lying.width, 0, longestInput(lying, this.limits), mostCreates)
    return row?.starts.length ?? Number.POSITIVE_INFINITY
  }

  /** Takes out what may need the fewest steps in all. */
  private next(): State | null {
    let best: State | null = null
    for (const state of this.open.values()) if (best === null || this.isBetter(state, best)) best = state
    if (best === null) return null
    const key = keyOf(best.known)
    this.done.add(key)
    this.open.delete(key)
    return best
  }

  /** Fewer steps in all, then nearer to the canvas, then more even. */
  private isBetter(a: State, b: State): boolean {
    const [all, others] = [a, b].map(({ steps, ahead }) => steps.length + this.weight * ahead) as [number, number]
    if (all !== others) return all < others
    return a.ahead === b.ahead ? a.largest < b.largest : a.ahead < b.ahead
  }
}

function keyOf({ left, top, width, height }: Rect): string {
  return `${left},${top},${width},${height}`
}
