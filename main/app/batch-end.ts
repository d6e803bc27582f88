import type { BatchResult } from './batch-watch'
import type { Texts } from './texts/texts'

/** A batch's end in numbers. */
export interface Ended extends BatchResult {
  /** Units that the batch took. */
  readonly units: number
}

/** `12 photos done · 1 failed · 13 units`. */
export function endWords({ done, failed, blocked, units }: Omit<Ended, 'batch'>, words: Texts['notification']): string {
  return [
    ...(done > 0 ? [words.done(done)] : []),
    ...(failed > 0 ? [words.failed(failed)] : []),
    ...(blocked > 0 ? [words.blocked(blocked)] : []),
    ...(units > 0 ? [words.units(units)] : []),
  ].join(' · ')
}
