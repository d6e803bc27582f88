import { Tooltip } from '@mantine/core'
import {
  IconAspectRatio,
  IconLayoutGrid,
  IconListCheck,
  IconPhotoCheck,
  IconSettings,
  type TablerIcon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../components/cx'
import { useApp, useQueue, useView } from '../../state/hooks'
import type { View } from '../../state/view-store'
import classes from './rail.module.css'
import { useKeyLabel } from './use-key-label'

const icons: Readonly<Record<View, TablerIcon>> = {
  library: IconLayoutGrid,
  canvas: IconAspectRatio,
  queue: IconListCheck,
  gallery: IconPhotoCheck,
  settings: IconSettings,
}

/** The way between the views. */
export function Rail() {
  const { t } = useTranslation()
  const failed = useQueue((state) => state.summary?.counts.failed ?? 0)
  return (
    <nav className={classes.rail} aria-label={t('views.label')}>
      <RailItem view="library" />
      <RailItem view="canvas" />
      <RailItem view="queue" mark={failed > 0 ? t('bar.failed', { count: failed }) : null} />
      <RailItem view="gallery" />
      <RailItem view="settings" className={classes.foot} />
    </nav>
  )
}

interface RailItemProps {
  readonly view: View
  /** A red dot, and what it says. */
  readonly mark?: string | null
  readonly className?: string | undefined
}

function RailItem({ view, mark = null, className }: RailItemProps) {
  const { t } = useTranslation()
  const app = useApp()
  const current = useView((state) => state.view === view)
  const keys = useKeyLabel(`view-${view}`)
  const Icon = icons[view]
  const name = t(`views.${view}`)
  const label = mark === null ? name : `${name}, ${mark}`
  return (
    <Tooltip label={`${label} · ${keys}`} position="right" openDelay={200}>
      <button
        type="button"
        className={cx(classes.item, className)}
        aria-label={label}
        aria-current={current ? 'page' : undefined}
        // Clicked, not pressed: who comes by Tab goes on from here.
        onClick={({ detail }) => (detail > 0 ? app.view.enter(view) : app.view.go(view))}
      >
        <Icon size={20} stroke={1.5} aria-hidden />
        {mark !== null && <span className={classes.mark} />}
      </button>
    </Tooltip>
  )
}
