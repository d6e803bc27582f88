import type { UserPreset } from '../../../core/presets'
import { sameTarget, sameTargets } from '../../../core/targets'
import type { Scope } from './use-scope'

/** Whether a preset of the user's own is what the scope has: with place and growth, and all of its targets. */
export function isActivePreset(
  { target, moreTargets }: UserPreset,
  scope: Pick<Scope, 'target' | 'targets' | 'mixed'>,
): boolean {
  if (moreTargets.length > 0) return !scope.mixed && sameTargets([target, ...moreTargets], scope.targets)
  return scope.target !== null && sameTarget(target, scope.target)
}
