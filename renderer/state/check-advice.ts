import type { CheckView } from '../../core/service/access'
import type { DoorId } from '../../core/service/doors'

/**
 * What to do after a check. `key`: mend the key. `unrouted`: CometAPI's known state, use another engine. `route`: the
 * endpoint leads elsewhere, or another engine. `query`: creates are routed, questions are not: try with a pilot.
 * `error`: what the error itself says.
 */
export type CheckAdvice = 'none' | 'key' | 'unrouted' | 'route' | 'query' | 'error'

/** The one thing that stands in the way first. */
export function checkAdvice(door: DoorId, report: CheckView): CheckAdvice {
  if (report.ok) return 'none'
  if (report.key === 'bad' || report.reason === 'no-key' || report.reason === 'bad-key') return 'key'
  if (report.create === 'missing') return door === 'cometapi' ? 'unrouted' : 'route'
  if (report.create === 'there' && report.query === 'missing') return 'query'
  return 'error'
}

/** Whether the advice is to paint with something else. */
export function suggestsOtherEngine(advice: CheckAdvice): boolean {
  return advice === 'unrouted' || advice === 'route'
}
