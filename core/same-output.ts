import type { Plan, Target } from './geometry/types'
import { shapeName } from './naming'

/** Plans are shared by photos of one size, and never changed. */
const planKeys = new WeakMap<Plan, string>()

function planKey(plan: Plan): string {
  const known = planKeys.get(plan)
  if (known !== undefined) return known
  const key = JSON.stringify(plan)
  planKeys.set(plan, key)
  return key
}

/**
 * Of what a photo is planned for, the first of each that come to the same picture under the same name: targets that
 * differ in what does not matter to this photo, such as its place on an axis without free space. None is made, or paid
 * for, twice.
 */
export function distinctOutputs<T extends { readonly target: Target; readonly plan: Plan }>(
  planned: readonly T[],
): readonly T[] {
  if (planned.length < 2) return planned
  const byKey = new Map<string, T>()
  for (const each of planned) {
    const key = `${shapeName(each.target, each.plan.photo)} ${planKey(each.plan)}`
    if (!byKey.has(key)) byKey.set(key, each)
  }
  return [...byKey.values()]
}
