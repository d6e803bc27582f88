import { toErrorInfo } from '../../core/errors'
import type { JobSpec } from '../../core/job'
import type { Journal } from './journal'
import type { JobDesk } from './run-job'

/** What a job under way is worked on with: all it tells goes through the journal. `onStep`: its state may have changed. */
export function jobDesk(spec: JobSpec, signal: AbortSignal, journal: Journal, onStep: () => void): JobDesk {
  const { id } = spec
  return {
    spec,
    signal,
    commit: (...changes) => {
      journal.commit(id, ...changes)
      onStep()
    },
    setFraction: (fraction) => journal.setFraction(id, fraction),
    setWaiting: (waiting) =>
      journal.setWaiting(id, waiting && { until: waiting.until, error: toErrorInfo(waiting.error) }),
  }
}
