import { useTranslation } from 'react-i18next'
import { Check } from '../../components/check'
import { updateSettings } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import classes from './settings-view.module.css'

/** What the computer does while photos are worked on. */
export function WorkSection() {
  const { t } = useTranslation()
  const app = useApp()
  const keepAwake = useSettings((state) => state.settings.keepAwake)
  const askBeforeQuit = useSettings((state) => state.settings.askBeforeQuit)
  return (
    <section className={classes.section} aria-label={t('quitting.title')}>
      <h2>{t('quitting.title')}</h2>
      <div className={classes.checks}>
        <Check
          label={t('quitting.keepAwake')}
          hint={t('quitting.keepAwakeHint')}
          checked={keepAwake}
          onChange={(on) => void updateSettings(app, { keepAwake: on })}
        />
        <Check
          label={t('quitting.ask')}
          hint={t('quitting.askHint')}
          checked={askBeforeQuit}
          onChange={(on) => void updateSettings(app, { askBeforeQuit: on })}
        />
      </div>
    </section>
  )
}
