import type { TFunction } from 'i18next'
import type { StartResult } from '../../core/queue'
import type { Notice } from './notices'

/**
 * What to say of a Start, or `null`: photos that went into the queue speak for themselves, those that did not have to be
 * accounted for. `makeAgain` is offered when all there was to do is done already.
 */
export function startReport(
  { jobs, skipped, refused, ownOutputs, nameTaken }: StartResult,
  t: TFunction,
  makeAgain: () => void,
  /** Whether photos had more than one target: then it is pictures that are counted. */
  several = false,
): Omit<Notice, 'id'> | null {
  const left = [
    ...(refused.length > 0 ? [t(several ? 'targets.toast.refused' : 'toast.refused', { count: refused.length })] : []),
    ...(nameTaken > 0 ? [t('naming.leftOut', { count: nameTaken })] : []),
    ...(ownOutputs > 0 ? [t('toast.ownOutputs', { count: ownOutputs })] : []),
  ]
  if (jobs > 0) {
    const body = [
      ...(skipped > 0 ? [t(several ? 'targets.toast.skipped' : 'toast.skipped', { count: skipped })] : []),
      ...left,
    ].join(' ')
    return body === ''
      ? null
      : { kind: 'info', title: t(several ? 'targets.toast.started' : 'toast.started', { count: jobs }), body }
  }
  const body = left.length > 0 ? { body: left.join(' ') } : {}
  if (skipped > 0) {
    return {
      kind: 'info',
      title: t('toast.allSkipped'),
      ...body,
      action: { label: t('toast.makeAgain'), run: makeAgain },
    }
  }
  // That is what was asked for, and nothing went wrong.
  if (nameTaken > 0 && refused.length === 0) return { kind: 'info', title: t('naming.allTaken'), ...body }
  return left.length > 0 ? { kind: 'error', title: t('toast.failed'), ...body } : null
}
