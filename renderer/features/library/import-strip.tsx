import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { cx } from '../../components/cx'
import { ask } from '../../state/actions'
import { useApp, useLibrary } from '../../state/hooks'
import classes from './import-strip.module.css'

/** How far an import is, and the way to stop it. */
export function ImportStrip() {
  const { t } = useTranslation()
  const app = useApp()
  const importing = useLibrary((state) => state.importing)
  if (importing === null) return null
  const { walking, found, probed } = importing
  const text = walking
    ? t('library.importing.walking', { count: found })
    : t('library.importing.probing', { probed, found })
  return (
    <div className={cx(classes.strip, 'numbers')}>
      <span>{text}</span>
      <div
        className={classes.track}
        role="progressbar"
        aria-label={text}
        {...(walking ? {} : { 'aria-valuenow': probed, 'aria-valuemin': 0, 'aria-valuemax': found })}
      >
        <div
          className={cx(classes.fill, walking && classes.walking)}
          style={walking ? {} : { width: `${(100 * probed) / Math.max(1, found)}%` }}
        />
      </div>
      <Button small hint={t('library.importing.stopHint')} onClick={() => void ask(app.bridge.library.cancelImport())}>
        {t('library.importing.stop')}
      </Button>
    </div>
  )
}
