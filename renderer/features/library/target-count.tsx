import { Tooltip } from '@mantine/core'
import { IconAspectRatio } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LibraryPhoto } from '../../../core/library'
import { targetsOf } from '../../../core/targets'
import { cx } from '../../components/cx'
import { useTargetLabel } from '../../format/use-target-label'
import { useSettings } from '../../state/hooks'
import classes from './cell-badges.module.css'

/** How many targets a photo is made for, where there are several; which ones for the pointer and a screen reader. */
export function TargetCount({ photo }: { readonly photo: LibraryPhoto }) {
  const { t } = useTranslation()
  const batch = useSettings((state) => state.settings.batch)
  const label = useTargetLabel()
  const targets = targetsOf(photo, batch)
  if (targets.length < 2) return null
  const words = t('targets.count', { count: targets.length, targets: targets.map(label).join(' · ') })
  return (
    <Tooltip label={words}>
      <span className={cx(classes.badge, classes.count, 'numbers')}>
        <IconAspectRatio size={12} stroke={1.8} aria-hidden />
        <span aria-hidden>{targets.length}</span>
        <span className="visually-hidden">{words}</span>
      </span>
    </Tooltip>
  )
}
