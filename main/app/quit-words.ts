import type { QueueSummary } from '../../core/queue'
import type { Texts } from './texts/texts'

/** What leaving interrupts. */
export interface UnderWay {
  /** Jobs that are worked on on this computer: they begin again. */
  readonly here: number
  /** Jobs that are at a service: they stay charged, and are fetched by the next start. */
  readonly atService: number
  /** Jobs that wait. */
  readonly waiting: number
}

/** What leaving would interrupt; `null`: nothing, what only waits or is held up is not asked about. */
export function underWayIn({
  counts,
  active,
  doors,
}: Pick<QueueSummary, 'counts' | 'active' | 'doors'>): UnderWay | null {
  if (active === 0) return null
  // Where all slots are taken, those that are to be sent wait for one: nothing is charged for them.
  const inLine = doors.some(({ slots }) => slots.inUse >= slots.limit) ? counts.submitting : 0
  const atService = counts.submitting - inLine + counts.running + counts.downloading
  return { here: counts.preparing + counts.composing, atService, waiting: counts.queued + inLine }
}

/** What happens to the jobs, and what it means for money, a sentence a line. */
export function quitDetail({ here, atService, waiting }: UnderWay, words: Texts['quit']): string {
  return [
    ...(here > 0 ? [words.here(here)] : []),
    ...(atService > 0 ? [words.atService(atService)] : []),
    ...(waiting > 0 ? [words.waiting(waiting)] : []),
    words.next,
  ].join('\n')
}
