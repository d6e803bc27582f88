import { type Plan, type PlanError, planTarget, type Size, type Target } from '../../core/geometry'
import type { LibraryPhoto } from '../../core/library'
import { type EngineId, limitsOf } from '../../core/limits'

/** What becomes of a photo with a target and an engine. */
export type Outcome =
  | { readonly kind: 'planned'; readonly plan: Plan }
  /** `wanted` is the canvas that was asked for, where there is one to draw. */
  | { readonly kind: 'refused'; readonly error: PlanError; readonly wanted: Plan | null }
  | { readonly kind: 'unreadable' }

const unreadable: Outcome = { kind: 'unreadable' }

/**
 * Plans by target object, then by engine and size: photos of one camera share theirs, so ten thousand photos cost a few
 * plans. Targets are never changed in place; a target that is gone takes its plans along.
 */
const plans = new WeakMap<Target, Map<string, Outcome>>()

/** The plan of a photo of that size, the same object for the same question. */
export function planSize(size: Size, target: Target, engine: EngineId): Outcome {
  let known = plans.get(target)
  if (known === undefined) {
    known = new Map()
    plans.set(target, known)
  }
  const key = `${engine} ${size.width} ${size.height}`
  let outcome = known.get(key)
  if (outcome === undefined) {
    outcome = computeOutcome(size, target, engine)
    known.set(key, outcome)
  }
  return outcome
}

/** The plan of a library photo: its own target goes before the batch's. */
export function planPhoto(photo: LibraryPhoto, batchTarget: Target, engine: EngineId): Outcome {
  if (photo.header === null) return unreadable
  return planSize(photo.header.size, photo.target ?? batchTarget, engine)
}

function computeOutcome(size: Size, target: Target, engine: EngineId): Outcome {
  const result = planTarget(size, target, { limits: limitsOf[engine] })
  if (result.kind === 'planned') return result
  const free = limitsOf[engine] === null ? result : planTarget(size, target, { limits: null })
  return { kind: 'refused', error: result.error, wanted: free.kind === 'planned' ? free.plan : null }
}
