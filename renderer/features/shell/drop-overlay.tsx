import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { dropState } from '../../state/drop'
import classes from './drop-overlay.module.css'

/** Lights the whole window while something hangs over it, and says how much. */
export function DropOverlay() {
  const { t } = useTranslation()
  const hanging = useStore(dropState, (state) => state.hanging)
  if (hanging === null) return null
  return (
    <div className={classes.overlay} role="status" data-testid="drop">
      <div className={classes.frame} />
      <div className={classes.box}>
        <p className={classes.title}>
          {hanging.kind === 'files' ? t('drop.title', { count: hanging.count }) : t('drop.text')}
        </p>
        <p className={classes.hint}>{t(hanging.kind === 'files' ? 'drop.hint' : 'drop.textHint')}</p>
      </div>
    </div>
  )
}
