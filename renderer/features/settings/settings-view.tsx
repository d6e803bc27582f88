import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultBatchSettings, languages, themes } from '../../../core/settings'
import { Button } from '../../components/button'
import { ViewFrame } from '../../components/view-frame'
import { updateBatch, updateSettings } from '../../state/actions'
import { runCommand } from '../../state/commands'
import { useApp, useSettings } from '../../state/hooks'
import { notify } from '../../state/notices'
import { About } from './about'
import classes from './settings-view.module.css'

/** How the program looks and speaks, and what new batches start from. */
export function SettingsView() {
  const { t } = useTranslation()
  const app = useApp()
  return (
    <ViewFrame title={t('settings.title')}>
      <div className={classes.scroll}>
        <div className={classes.page}>
          <Appearance />
          <section className={classes.section}>
            <h2>{t('settings.batch')}</h2>
            <Row words={t('settings.batchBody')}>
              <Button
                onClick={() =>
                  void updateBatch(app, defaultBatchSettings).then(() =>
                    notify({ kind: 'info', title: t('settings.batchResetDone') }),
                  )
                }
              >
                {t('settings.batchReset')}
              </Button>
            </Row>
          </section>
          <section className={classes.section}>
            <h2>{t('settings.keyboard')}</h2>
            <Row words={t('settings.keyboardBody')}>
              <Button onClick={() => runCommand(app, 'show-shortcuts')}>{t('settings.keyboardShow')}</Button>
            </Row>
          </section>
          <About />
        </div>
      </div>
    </ViewFrame>
  )
}

function Appearance() {
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
      <Row words={t('settings.language')}>
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

function Row({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <div className={classes.row}>
      <p>{words}</p>
      {children}
    </div>
  )
}
