import { type Target, unitsOf } from '../../core/geometry'
import type { LibraryPhoto } from '../../core/library'
import type { EngineId } from '../../core/limits'
import { planPhoto } from './plans'

/** What Start would do with some photos. */
export interface Totals {
  /** Photos that can be started. */
  readonly ready: number
  /** Of those, photos that have the shape already: written, but nothing is painted. */
  readonly already: number
  readonly refused: number
  readonly unreadable: number
  readonly units: number
  /** Passes of all photos together, each variation's counted once. */
  readonly passes: number
  /** Finished files that come out. */
  readonly pictures: number
  /** Passes that each of the photos to be painted takes; `null` when they differ or there are none. */
  readonly passesEach: number | null
}

/** Adds up the plans of `photos`. `n` is the number of variations. */
export function sumPlans(photos: Iterable<LibraryPhoto>, target: Target, engine: EngineId, n: number): Totals {
  let ready = 0
  let already = 0
  let refused = 0
  let unreadable = 0
  let units = 0
  let allPasses = 0
  const passes = new Set<number>()
  for (const photo of photos) {
    const outcome = planPhoto(photo, target, engine)
    if (outcome.kind === 'unreadable') unreadable++
    else if (outcome.kind === 'refused') refused++
    else {
      ready++
      units += unitsOf(outcome.plan, n, engine)
      allPasses += outcome.plan.passes.length
      if (outcome.plan.passes.length === 0) already++
      else passes.add(outcome.plan.passes.length)
    }
  }
  const [only] = passes
  return {
    ready,
    already,
    refused,
    unreadable,
    units,
    passes: allPasses,
    pictures: (ready - already) * n + already,
    passesEach: passes.size === 1 && only !== undefined ? only : null,
  }
}
