import { leastOverlap } from './tile-row'
import type { Pass, Plan, Rect } from './types'

/**
 * What is known of a canvas, cell by cell of the grid that all borders of a plan make: the photo, and pass by pass what
 * is painted around it.
 */
export class Coverage {
  private readonly xs: readonly number[]
  private readonly ys: readonly number[]
  /** Cells that are known, column by column. */
  private readonly known: boolean[]
  private readonly photo: Rect
  private readonly before: Pass[] = []

  constructor({ photo, canvas, original, passes }: Plan) {
    this.photo = { ...original, ...photo }
    const rects = [
      { left: 0, top: 0, ...canvas },
      this.photo,
      ...passes.flatMap(({ input, result }) => [input, result]),
    ]
    this.xs = stopsOf(rects.flatMap(({ left, width }) => [left, left + width]))
    this.ys = stopsOf(rects.flatMap(({ top, height }) => [top, top + height]))
    this.known = this.xs.flatMap(() => this.ys.map(() => false))
    this.learn(this.photo)
  }

  /** Whether every px of a rectangle is known. */
  knows(rect: Rect): boolean {
    return this.cellsIn(rect).every((cell) => this.known[cell])
  }

  /** What is wrong with the next pass, given what is known by its turn; then its result is known. */
  paint(pass: Pass): string[] {
    const { input, result } = pass
    const faults: string[] = []
    const given = new Set(this.cellsIn(input))
    const shown = this.cellsIn(result)
    if (!this.knows(input)) faults.push('starts from what is not known yet')
    if (shown.every((cell) => this.known[cell])) faults.push('paints nothing')
    const beside = this.before
      .filter((tile) => overlapEnough(pass, tile))
      .map((tile) => new Set(this.cellsIn(tile.result)))
    const photo = new Set(this.cellsIn(this.photo))
    const unseen = shown.filter((cell) => this.known[cell] && !given.has(cell))
    if (unseen.some((cell) => photo.has(cell) || !beside.some((tile) => tile.has(cell)))) {
      faults.push('shows what is known, but was not given to it')
    }
    if (this.meetsUnseen(shown)) faults.push('meets what is known without an overlap')
    this.learn(result)
    this.before.push(pass)
    return faults
  }

  /** Whether something newly painted ends beside a known cell that the result does not show. */
  private meetsUnseen(shown: readonly number[]): boolean {
    const inside = new Set(shown)
    const rows = this.ys.length
    return shown
      .filter((cell) => !this.known[cell])
      .some((cell) => {
        const [above, below] = [cell % rows > 0 ? cell - 1 : -1, (cell + 1) % rows > 0 ? cell + 1 : -1]
        return [cell - rows, cell + rows, above, below].some((near) => this.known[near] === true && !inside.has(near))
      })
  }

  private learn(rect: Rect): void {
    for (const cell of this.cellsIn(rect)) this.known[cell] = true
  }

  private cellsIn({ left, top, width, height }: Rect): number[] {
    const columns = indicesBetween(this.xs, left, left + width)
    const rows = indicesBetween(this.ys, top, top + height)
    return columns.flatMap((x) => rows.map((y) => x * this.ys.length + y))
  }
}

/** Whether two passes are tiles of one row whose inputs overlap by as much as blending needs: so do their results. */
function overlapEnough({ input: a }: Pass, { input: b }: Pass): boolean {
  if (a.width !== b.width || a.height !== b.height) return false
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top)
  return width >= leastOverlap(a.width) && height >= leastOverlap(a.height)
}

function stopsOf(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((a, b) => a - b)
}

/** Indices of the cells from one stop to another. */
function indicesBetween(stops: readonly number[], from: number, to: number): readonly number[] {
  return [...stops.keys()].filter((index) => (stops[index] ?? to) >= from && (stops[index] ?? to) < to)
}
