import { growthOf } from './geometry/passes'
import type { Plan } from './geometry/types'
import { uploadEdge } from './imaging'
import { type EngineId, limitsOf, type PassLimits } from './limits'

/** Resolution of what is painted at each side, as a fraction of the photo's; `null` where nothing is. */
export interface ExpectedScales {
  readonly top: number | null
  readonly right: number | null
  readonly bottom: number | null
  readonly left: number | null
}

/**
 * How sharp a plan's surroundings can be expected to be. A service paints at the size of what it is sent, whose longer
 * side has at most `uploadEdge` px; where several passes paint at one side, the coarsest counts. The local engine paints
 * at the photo's own resolution.
 */
export function expectedScales(plan: Plan, engine: EngineId): ExpectedScales {
  const beyond = growthOf({ ...plan.original, ...plan.photo }, { left: 0, top: 0, ...plan.canvas })
  const isSent = limitsOf[engine] !== null
  const scaleOf = (side: 'up' | 'right' | 'down' | 'left'): number | null => {
    if (beyond[side] === 0 || plan.passes.length === 0) return null
    if (!isSent) return 1
    const painting = plan.passes.filter(({ input, result }) => growthOf(input, result)[side] > 0)
    return Math.min(1, ...painting.map(({ input }) => uploadEdge / Math.max(input.width, input.height)))
  }
  return { top: scaleOf('up'), right: scaleOf('right'), bottom: scaleOf('down'), left: scaleOf('left') }
}

/** What the shorter side of a working copy is enlarged to for a service that takes none as small, px; `null`: it need not be. */
export function enlargedTo({ passes }: Pick<Plan, 'passes'>, limits: PassLimits | null): number | null {
  if (limits === null) return null
  const { minInputSide } = limits
  return passes.some(({ input }) => Math.min(input.width, input.height) < minInputSide) ? minInputSide : null
}
