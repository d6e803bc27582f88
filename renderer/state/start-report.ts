import type { StartResult } from '../../core/queue'
import { say, type Words } from '../format/words'
import type { Notice } from './notices'

/** What can be offered with what is said of a Start. */
export interface StartOffers {
  /** What is done already is made once more. */
  readonly makeAgain: () => void
  /** Batches that were put on hold go on. */
  readonly release: (batches: readonly string[]) => void
  /** The queue goes on; `null`: it does. */
  readonly resume: (() => void) | null
  /** Whether photos had more than one target: then it is pictures that are counted. */
  readonly several: boolean
}

/**
 * What to say of a Start, or `null`: photos that went into the queue speak for themselves, those that did not have to be
 * accounted for, and so has what a pause had kept.
 */
export function startReport(result: StartResult, offers: StartOffers): Omit<Notice, 'id'> | null {
  const { jobs, skipped, refused, nameTaken, waiting } = result
  const left = leftOut(result, offers.several)
  if (jobs > 0) return startedReport(result, offers, left)
  const body = left.length > 0 ? { body: left } : {}
  if (waiting > 0) {
    const words = [...(skipped > 0 ? [skippedWords(result, offers.several)] : []), ...left]
    const action = offers.resume && { label: say('toast.resume'), run: offers.resume }
    return { kind: 'info', title: say('toast.allWaiting'), body: words, ...(action && { action }) }
  }
  if (skipped > 0) {
    const action = { label: say('toast.makeAgain'), run: offers.makeAgain }
    return { kind: 'info', title: say('toast.allSkipped'), ...body, action }
  }
  // That is what was asked for, and nothing went wrong.
  if (nameTaken > 0 && refused.length === 0) return { kind: 'info', title: say('naming.allTaken'), ...body }
  return left.length > 0 ? { kind: 'error', title: say('toast.failed'), ...body } : null
}

function startedReport(
  result: StartResult,
  { several, release }: StartOffers,
  left: readonly Words[],
): Omit<Notice, 'id'> | null {
  const { jobs, skipped, held, resumed } = result
  const words = [
    ...(held.jobs > 0 ? [say('toast.held', { count: held.jobs })] : []),
    ...(resumed > 0 ? [say('toast.resumed', { count: resumed })] : []),
    ...(skipped > 0 ? [skippedWords(result, several)] : []),
    ...left,
  ]
  if (words.length === 0) return null
  const title = say(several ? 'targets.toast.started' : 'toast.started', { count: jobs })
  const action = { label: say('toast.release'), run: () => release(held.batches) }
  return { kind: 'info', title, body: words, ...(held.jobs > 0 && { action }) }
}

function skippedWords({ skipped }: StartResult, several: boolean): Words {
  return say(several ? 'targets.toast.skipped' : 'toast.skipped', { count: skipped })
}

/** What did not become jobs, a sentence for each reason. */
function leftOut({ waiting, refused, ownOutputs, nameTaken }: StartResult, several: boolean): readonly Words[] {
  return [
    ...(waiting > 0 ? [say(several ? 'targets.toast.waiting' : 'toast.waiting', { count: waiting })] : []),
    ...(refused.length > 0
      ? [say(several ? 'targets.toast.refused' : 'toast.refused', { count: refused.length })]
      : []),
    ...(nameTaken > 0 ? [say(several ? 'targets.taken.leftOut' : 'naming.leftOut', { count: nameTaken })] : []),
    ...(ownOutputs > 0 ? [say('toast.ownOutputs', { count: ownOutputs })] : []),
  ]
}
