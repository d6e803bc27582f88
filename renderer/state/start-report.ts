import type { TFunction } from 'i18next'
import type { StartResult } from '../../core/queue'
import type { Notice } from './notices'

/**
 * What to say of a Start, or `null`: photos that went into the queue speak for themselves, those that did not have to be
 * accounted for. `makeAgain` is offered when all there was to do is done already.
 */
export function startReport(
  result: StartResult,
  t: TFunction,
  makeAgain: () => void,
  /** Whether photos had more than one target: then it is pictures that are counted. */
  several = false,
): Omit<Notice, 'id'> | null {
  const { jobs, skipped, refused, nameTaken } = result
  const left = leftOut(result, t, several)
  if (jobs > 0) {
    const words =
      skipped > 0 ? [t(several ? 'targets.toast.skipped' : 'toast.skipped', { count: skipped }), ...left] : left
    const title = t(several ? 'targets.toast.started' : 'toast.started', { count: jobs })
    return words.length === 0 ? null : { kind: 'info', title, body: words.join(' ') }
  }
  const body = left.length > 0 ? { body: left.join(' ') } : {}
  if (skipped > 0) {
    const action = { label: t('toast.makeAgain'), run: makeAgain }
    return { kind: 'info', title: t('toast.allSkipped'), ...body, action }
  }
  // That is what was asked for, and nothing went wrong.
  if (nameTaken > 0 && refused.length === 0) return { kind: 'info', title: t('naming.allTaken'), ...body }
  return left.length > 0 ? { kind: 'error', title: t('toast.failed'), ...body } : null
}

/** What did not become jobs, a sentence for each reason. */
function leftOut({ refused, ownOutputs, nameTaken }: StartResult, t: TFunction, several: boolean): readonly string[] {
  return [
    ...(refused.length > 0 ? [t(several ? 'targets.toast.refused' : 'toast.refused', { count: refused.length })] : []),
    ...(nameTaken > 0 ? [t(several ? 'targets.taken.leftOut' : 'naming.leftOut', { count: nameTaken })] : []),
    ...(ownOutputs > 0 ? [t('toast.ownOutputs', { count: ownOutputs })] : []),
  ]
}
