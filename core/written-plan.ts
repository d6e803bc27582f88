import type { Plan } from './geometry/types'

/**
 * A plan with its output reduced so that no side is longer than `longEdge` px (`null`: as it is; never enlarged). What is
 * painted does not depend on it: keys of paint are made of the plan itself.
 */
export function writtenPlan(plan: Plan, longEdge: number | null): Plan {
  const { width, height } = plan.output
  if (longEdge === null || Math.max(width, height) <= longEdge) return plan
  const scale = longEdge / Math.max(width, height)
  const side = (length: number) => Math.max(1, Math.round(length * scale))
  return { ...plan, output: { width: side(width), height: side(height) } }
}
