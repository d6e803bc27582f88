import { useTranslation } from 'react-i18next'
import { defaultBatchSettings } from '../../../core/settings'
import { Button } from '../../components/button'
import { say } from '../../format/words'
import { updateBatch } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { notify } from '../../state/notices'
import { Row } from './row'
import classes from './settings-view.module.css'

/** What the next batch starts from. */
export function BatchSection() {
  const { t } = useTranslation()
  const app = useApp()
  const output = useSettings((state) => state.settings.outputDefaults)
  return (
    <section className={classes.section}>
      <h2>{t('settings.batch')}</h2>
      <Row words={t('settings.batchBody')}>
        <Button
          onClick={() =>
            void updateBatch(app, { ...defaultBatchSettings, output }).then((isReset) => {
              if (isReset) notify({ kind: 'info', title: say('settings.batchResetDone') })
            })
          }
        >
          {t('settings.batchReset')}
        </Button>
      </Row>
    </section>
  )
}
