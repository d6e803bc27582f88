import { AppError } from '../../core/errors'
import type { Anchor, Grow, Ratio, Size, Target } from '../../core/geometry'
import { defaultTarget } from '../../core/settings'

/** The options that say what shape is wanted. */
export interface TargetFlags {
  readonly ratio?: Ratio
  readonly size?: Size
  readonly margins?: Extract<Target, { kind: 'margins' }>['margins']
  readonly anchor?: Anchor
  readonly grow?: Grow
  readonly tolerance?: number
}

/**
 * The target that the options ask for.
 * @throws {AppError} `bad-request` unless it is exactly one shape, and margins without an anchor and grow.
 */
export function targetOf(flags: TargetFlags): Target {
  const { ratio, size, margins } = flags
  if ([ratio, size, margins].filter((shape) => shape !== undefined).length !== 1) {
    throw new AppError('bad-request', 'Say one shape: --ratio 16:9, --size 1920x1080 or --margins 10%,0,10%,25%.')
  }
  if (margins) {
    if (flags.anchor === undefined && flags.grow === undefined) return { kind: 'margins', margins }
    throw new AppError('bad-request', '--margins says where the photo sits: leave out --anchor and --grow.')
  }
  const { turns, ...defaults } = defaultTarget
  const { anchor = defaults.anchor, grow = defaults.grow, tolerance = defaults.tolerance } = flags
  const place = { turns, anchor, grow, tolerance }
  return size ? { kind: 'size', size, ...place } : { kind: 'ratio', ratio: ratio ?? defaults.ratio, ...place }
}
