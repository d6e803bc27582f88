import { useTranslation } from 'react-i18next'
import { useSettings } from '../../state/hooks'
import classes from './settings-view.module.css'

/** What is running, for a report. */
export function About() {
  const { t } = useTranslation()
  const { version, electron, platform } = useSettings((state) => state.info)
  return (
    <section className={classes.section}>
      <h2>{t('settings.about')}</h2>
      <div className={classes.about}>
        <p>
          <strong>{t('settings.version', { version })}</strong>
        </p>
        <p>{t('settings.runtime', { electron, platform })}</p>
        <p>{t('settings.aboutBody')}</p>
        <p>{t('settings.licence')}</p>
      </div>
    </section>
  )
}
