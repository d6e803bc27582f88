import type { TFunction } from 'i18next'
import type { StartResult } from '../../core/queue'
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
export function startReport(result: StartResult, t: TFunction, offers: StartOffers): Omit<Notice, 'id'> | null {
  const { jobs, skipped, refused, nameTaken, waiting } = result
  const left = leftOut(result, t, offers.several)
  if (jobs > 0) return startedReport(result, t, offers, left)
  const body = left.length > 0 ? { body: left.join(' ') } : {}
  if (waiting > 0) {
    const words = [...(skipped > 0 ? [skippedWords(result, t, offers.several)] : []), ...left]
    const action = offers.resume && { label: t('toast.resume'), run: offers.resume }
    return { kind: 'info', title: t('toast.allWaiting'), body: words.join(' '), ...(action && { action }) }
  }
  if (skipped > 0) {
    const action = { label: t('toast.makeAgain'), run: offers.makeAgain }
    return { kind: 'info', title: t('toast.allSkipped'), ...body, action }
  }
  // That is what was asked for, and nothing went wrong.
  if (nameTaken > 0 && refused.length === 0) return { kind: 'info', title: t('naming.allTaken'), ...body }
  return left.length > 0 ? { kind: 'error', title: t('toast.failed'), ...body } : null
}

function startedReport(
  result: StartResult,
  t: TFunction,
  { several, release }: StartOffers,
  left: readonly string[],
): Omit<Notice, 'id'> | null {
  const { jobs, skipped, held, resumed } = result
  const words = [
    ...(held.jobs > 0 ? [t('toast.held', { count: held.jobs })] : []),
    ...(resumed > 0 ? [t('toast.resumed', { count: resumed })] : []),
    ...(skipped > 0 ? [skippedWords(result, t, several)] : []),
    ...left,
  ]
  if (words.length === 0) return null
  const title = t(several ? 'targets.toast.started' : 'toast.started', { count: jobs })
  const action = { label: t('toast.release'), run: () => release(held.batches) }
  return { kind: 'info', title, body: words.join(' '), ...(held.jobs > 0 && { action }) }
}

function skippedWords({ skipped }: StartResult, t: TFunction, several: boolean): string {
  return t(several ? 'targets.toast.skipped' : 'toast.skipped', { count: skipped })
}

/** What did not become jobs, a sentence for each reason. */
function leftOut(
  { waiting, refused, ownOutputs, nameTaken }: StartResult,
  t: TFunction,
  several: boolean,
): readonly string[] {
  return [
    ...(waiting > 0 ? [t(several ? 'targets.toast.waiting' : 'toast.waiting', { count: waiting })] : []),
    ...(refused.length > 0 ? [t(several ? 'targets.toast.refused' : 'toast.refused', { count: refused.length })] : []),
    ...(nameTaken > 0 ? [t(several ? 'targets.taken.leftOut' : 'naming.leftOut', { count: nameTaken })] : []),
    ...(ownOutputs > 0 ? [t('toast.ownOutputs', { count: ownOutputs })] : []),
  ]
}
