import type { PassLimits } from '../../../../core/limits'
import type { Problem } from './exhaustive'

/**
 * A slow and simple search over rounds of tiles, to hold the planner against. Nothing here is shared with it: every
 * rectangle between photo and canvas is tried, every number of tiles and every length of them.
 */

/** Edges in px: `[left, top, right, bottom]`. */
type Box = readonly [number, number, number, number]

const width = ([left, , right]: Box) => right - left
const height = ([, top, , bottom]: Box) => bottom - top
const turn = ([left, top, right, bottom]: Box): Box => [top, left, bottom, right]

function isLegal(box: Box, { inputAspect }: PassLimits): boolean {
  const aspect = width(box) / height(box)
  return aspect >= inputAspect.min && aspect <= inputAspect.max
}

/** Whether one pass leads from a legal box to another around it. */
function canPass(from: Box, to: Box, limits: PassLimits): boolean {
  return (
    isLegal(from, limits) &&
    width(to) * height(to) <= limits.maxArea * width(from) * height(from) &&
    Math.max(from[0] - to[0], to[2] - from[2]) <= limits.maxRatio * width(from) &&
    Math.max(from[1] - to[1], to[3] - from[3]) <= limits.maxRatio * height(from)
  )
}

const upTo = (end: number) => Array.from({ length: end }, (_, index) => index + 1)

/** Whether a row of `tiles` tiles of that length, side by side, leads from one box to the other. */
function canTile(from: Box, to: Box, tiles: number, length: number, limits: PassLimits): boolean {
  const starts = upTo(tiles).map((tile) => from[0] + Math.round(((width(from) - length) * (tile - 1)) / (tiles - 1)))
  return starts.every((start, index) => {
    const next = starts[index + 1]
    const overlaps = next === undefined || start + length - next >= Math.max(1, 0.15 * length)
    const end = start + length
    const result: Box = [index === 0 ? to[0] : start, to[1], next === undefined ? to[2] : end, to[3]]
    return overlaps && canPass([start, from[1], end, from[3]], result, limits)
  })
}

/** The fewest tiles that lead from a box that lies down to another. */
function fewestTiles(from: Box, to: Box, limits: PassLimits, most: number): number {
  if (height(to) > limits.maxArea * height(from)) return Number.POSITIVE_INFINITY
  const lengths = upTo(width(from))
  const found = upTo(most).find((n) => n > 1 && lengths.some((length) => canTile(from, to, n, length, limits)))
  return found ?? Number.POSITIVE_INFINITY
}

/** Passes that grow a box at its left and right ends only. */
function fewestEnds(from: Box, to: Box, limits: PassLimits): number {
  const [left, top, right, bottom] = from
  if (top !== to[1] || bottom !== to[3]) return Number.POSITIVE_INFINITY
  const lengths = upTo(width(from))
  const atLeft = lengths.some((n) => canPass([left, top, left + n, bottom], [to[0], top, left + n, bottom], limits))
  const atRight = lengths.some((n) => canPass([right - n, top, right, bottom], [right - n, top, to[2], bottom], limits))
  if ((to[0] < left && !atLeft) || (to[2] > right && !atRight)) return Number.POSITIVE_INFINITY
  return (to[0] < left ? 1 : 0) + (to[2] > right ? 1 : 0)
}

function fewestInOneRound(from: Box, to: Box, limits: PassLimits, most: number): number {
  const ends = Math.min(fewestEnds(from, to, limits), fewestEnds(turn(from), turn(to), limits))
  if (isLegal(from, limits)) return canPass(from, to, limits) ? 1 : ends
  const isWide = width(from) > height(from)
  return Math.min(ends, isWide ? fewestTiles(from, to, limits, most) : fewestTiles(turn(from), turn(to), limits, most))
}

/** The fewest passes from photo to canvas over all sequences of rounds; `null` when there are none of at most `most`. */
export function fewestWithTiles({ photo, margins }: Problem, limits: PassLimits, most: number): number | null {
  const [up, right, down, left] = margins
  const [fromX, fromY] = [left + photo.width, up + photo.height]
  const range = (from: number, length: number) => Array.from({ length: length + 1 }, (_, index) => from + index)
  const boxes = range(0, left).flatMap((l) =>
    range(0, up).flatMap((u) => range(fromX, right).flatMap((r) => range(fromY, down).map((d): Box => [l, u, r, d]))),
  )
  const costs = boxes.map(([l, u, r, d]) => (l === left && u === up && r === fromX && d === fromY ? 0 : most + 1))
  const goal = boxes.findIndex(([l, u, r, d]) => l === 0 && u === 0 && r === fromX + right && d === fromY + down)
  for (let cost = 0; cost < most; cost += 1) {
    for (const [index, from] of boxes.entries()) {
      if (costs[index] !== cost) continue
      for (const [other, to] of boxes.entries()) {
        const contains = to[0] <= from[0] && to[1] <= from[1] && to[2] >= from[2] && to[3] >= from[3]
        if (!contains || (costs[other] ?? 0) <= cost + 1) continue
        const total = cost + fewestInOneRound(from, to, limits, most)
        costs[other] = Math.min(costs[other] ?? total, total)
      }
    }
  }
  const fewest = costs[goal] ?? most + 1
  return fewest > most ? null : fewest
}
