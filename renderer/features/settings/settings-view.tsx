import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { doorIds } from '../../../core/service/doors'
import { defaultBatchSettings, languages, themes } from '../../../core/settings'
import { Button } from '../../components/button'
import { ViewFrame } from '../../components/view-frame'
import { updateBatch, updateSettings } from '../../state/actions'
import { runCommand } from '../../state/commands'
import { useApp, useSettings } from '../../state/hooks'
import { notify } from '../../state/notices'
import { About } from './about'
import { DoorSection } from './door-section'
import { MoneySection } from './money-section'
import { ReceiverSection } from './receiver-section'
import { Row } from './row'
import classes from './settings-view.module.css'
import { WatchSection } from './watch-section'
import { WorkSection } from './work-section'

/** How the program looks and speaks, what new batches start from, and the ways to the painting service. */
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
          {doorIds.map((door) => (
            <DoorSection key={door} door={door} />
          ))}
          <MoneySection />
          <WatchSection />
          <WorkSection />
          <ReceiverSection />
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
