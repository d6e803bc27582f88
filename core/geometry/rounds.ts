import { contains } from './passes'
import type { Pass, Plan, Rect } from './types'

/** Passes that start from what is known before any of them: one of a plain chain, or the tiles of a row. */
export interface Round {
  readonly passes: readonly Pass[]
  /** What is known once they are done. */
  readonly result: Rect
}

/** A plan's rounds, in order. */
export function roundsOf({ photo, original, passes }: Plan): readonly Round[] {
  const rounds: Round[] = []
  let before: Rect = { ...original, ...photo }
  let round: Round = { passes: [], result: before }
  for (const pass of passes) {
    const isNext = !contains(before, pass.input)
    if (isNext) {
      rounds.push(round)
      before = round.result
    }
    const { passes: others, result } = isNext ? { passes: [], result: before } : round
    round = { passes: [...others, pass], result: around(result, pass.result) }
  }
  return round.passes.length === 0 ? rounds : [...rounds, round]
}

/** How many passes of a plan are tiles; 0 for a plain chain. */
export function tilesOf(plan: Plan): number {
  return roundsOf(plan)
    .filter(({ passes }) => passes.length > 1)
    .reduce((sum, { passes }) => sum + passes.length, 0)
}

/** The smallest rectangle around two. */
function around(a: Rect, b: Rect): Rect {
  const [left, top] = [Math.min(a.left, b.left), Math.min(a.top, b.top)]
  const right = Math.max(a.left + a.width, b.left + b.width)
  const bottom = Math.max(a.top + a.height, b.top + b.height)
  return { left, top, width: right - left, height: bottom - top }
}
