import { Tooltip } from '@mantine/core'
import { IconAspectRatio } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LibraryPhoto } from '../../../core/library'
import { targetsOf } from '../../../core/targets'
import { cx } from '../../components/cx'
import { useTargetLabel } from '../../format/use-target-label'
import { useQueue, useSettings } from '../../state/hooks'
import { latestJob } from '../../state/latest-job'
import { planFor } from '../../state/plans'
import { badgeOf } from './badge-of'
import classes from './cell-badges.module.css'

/**
 * How many targets a photo is made for, where there are several; for the pointer and a screen reader which ones, what
 * became of each, and which cannot be made.
 */
export function TargetCount({ photo }: { readonly photo: LibraryPhoto }) {
  const { t } = useTranslation()
  const batch = useSettings((state) => state.settings.batch)
  const label = useTargetLabel()
  const targets = targetsOf(photo, batch)
  const several = targets.length > 1
  const isRefused = targets.map((target) => several && planFor(photo, target, batch).kind === 'refused')
  // One text, so that nothing is drawn anew before one of the states is another.
  const states = useQueue(({ latest }) => {
    const wordOf = (target: (typeof targets)[number]) => {
      const job = several ? latestJob(latest, photo, target) : undefined
      return job ? t(`library.badge.${badgeOf(job)}`) : ''
    }
    return targets.map(wordOf).join('\n')
  }).split('\n')
  if (!several) return null
  const each = targets.map((target, index) => {
    const state = isRefused[index] ? t('targets.refused') : (states[index] ?? '')
    return state === '' ? label(target) : t('targets.withState', { target: label(target), state })
  })
  const words = t('targets.count', { count: targets.length, targets: each.join(' · ') })
  return (
    <Tooltip label={words}>
      <span className={cx(classes.badge, isRefused.includes(true) ? classes.failed : classes.count, 'numbers')}>
        <IconAspectRatio size={12} stroke={1.8} aria-hidden />
        <span aria-hidden>{targets.length}</span>
        <span className="visually-hidden">{words}</span>
      </span>
    </Tooltip>
  )
}
