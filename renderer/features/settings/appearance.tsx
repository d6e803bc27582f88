import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { languages, themes } from '../../../core/settings'
import { updateSettings } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { Row } from './row'
import classes from './settings-view.module.css'

/** How the program looks and speaks. */
export function Appearance() {
  const { t } = useTranslation()
  const app = useApp()
  const { theme, language } = useSettings((state) => state.settings)
  return (
    <section className={classes.section}>
      <h2>{t('settings.appearance')}</h2>
      <Row words={t('settings.theme')}>
        <SegmentedControl
          aria-label={t('settings.theme')}
          data={themes.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
          value={theme}
          onChange={(value) => {
            const chosen = themes.find((known) => known === value)
            if (chosen !== undefined) void updateSettings(app, { theme: chosen })
          }}
        />
      </Row>
      <Row words={t('settings.language')} note={t('help.languageNote')}>
        <SegmentedControl
          aria-label={t('settings.language')}
          data={languages.map((value) => ({ value, label: t(`settings.languages.${value}`) }))}
          value={language}
          onChange={(value) => {
            const chosen = languages.find((known) => known === value)
            if (chosen !== undefined) void updateSettings(app, { language: chosen })
          }}
        />
      </Row>
    </section>
  )
}
