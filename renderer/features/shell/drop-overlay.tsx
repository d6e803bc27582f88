import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { dropState } from '../../state/drop'
import classes from './drop-overlay.module.css'

/** Lights the whole window while something hangs over it, and says how much. */
export function DropOverlay() {
  const { t } = useTranslation()
  const items = useStore(dropState, (state) => state.items)
  if (items === null) return null
  return (
    <div className={classes.overlay} role="status">
      <div className={classes.frame} />
      <div className={classes.box}>
        <p className={classes.title}>{t('drop.title', { count: items })}</p>
        <p className={classes.hint}>{t('drop.hint')}</p>
      </div>
    </div>
  )
}
