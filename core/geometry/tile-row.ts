import { slack } from './rounding'

/** How much of a tile its neighbour shows, too, as a share of its length: what blending needs, and what is usual. */
const overlap = { least: 0.15, usual: 0.25 }

/** Tiles of equal length, px, that cover a side from its start to its end; neighbours overlap. */
export interface TileRow {
  readonly length: number
  readonly starts: readonly number[]
}

/** The least that a tile of that length overlaps its neighbour, px. */
export function leastOverlap(length: number): number {
  return Math.max(1, Math.ceil(overlap.least * length - slack))
}

/**
 * The fewest tiles that cover a side of `whole` px; as long as the usual overlap makes them, within `least .. most` px.
 * `null` when that takes more than `mostTiles`.
 */
export function tileRow(whole: number, least: number, most: number, mostTiles: number): TileRow | null {
  if (least > most) return null
  // Each further tile adds its length without the overlap.
  const fewest = Math.ceil((whole / most - overlap.least) / (1 - overlap.least) - slack)
  for (let tiles = Math.max(2, fewest); tiles <= mostTiles; tiles += 1) {
    const shortest = shortestTile(whole, tiles)
    if (shortest > most) continue
    const usual = Math.round(whole / (tiles - (tiles - 1) * overlap.usual))
    const length = Math.min(most, Math.max(usual, shortest, least))
    const step = (whole - length) / (tiles - 1)
    return { length, starts: Array.from({ length: tiles }, (_, index) => Math.round(index * step)) }
  }
  return null
}

/** The longest side, px, that so many tiles of at most `most` px cover. */
export function longestRow(most: number, tiles: number): number {
  return most + (tiles - 1) * (most - leastOverlap(most))
}

/** The length, px, of so many tiles that overlap no more than they must, also where whole px make a step longer. */
function shortestTile(whole: number, tiles: number): number {
  let length = Math.ceil(whole / (tiles - (tiles - 1) * overlap.least) - slack)
  while (length - Math.ceil((whole - length) / (tiles - 1)) < leastOverlap(length)) length += 1
  return length
}
