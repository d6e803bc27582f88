import { useTranslation } from 'react-i18next'
import { defaultBatchSettings, type OutputSettings } from '../../../core/settings'
import { Button } from '../../components/button'
import { sameOutput, updateOutputDefaults } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { FolderRow } from '../inspector/folder-row'
import { NameRow } from '../inspector/name-row'
import { ConflictRow, FormatRow, QualityRow } from '../inspector/output-rows'
import { Row } from './row'
import classes from './settings-view.module.css'

/** What outputs are like unless the inspector says otherwise. */
export function OutputDefaults() {
  const { t } = useTranslation()
  const app = useApp()
  const output = useSettings((state) => state.settings.outputDefaults)
  const inUse = useSettings((state) => state.settings.batch.output)
  const set = (next: OutputSettings) => void updateOutputDefaults(app, next)
  const update = (change: Partial<OutputSettings>) => set({ ...output, ...change })
  const same = sameOutput(inUse, output)
  return (
    <section className={classes.section} aria-label={t('help.output.title')} data-testid="output">
      <h2>{t('help.output.title')}</h2>
      <p className={classes.intro}>{t('help.output.intro')}</p>
      <div>
        <FormatRow output={output} onChange={update} />
        <QualityRow output={output} onChange={update} />
        <NameRow output={output} onChange={update} />
        <ConflictRow output={output} onChange={update} />
        <FolderRow output={output} onChange={update} />
      </div>
      <Row words={t('help.output.take')}>
        <div className={classes.buttons}>
          <Button disabled={same} title={same ? t('help.output.same') : undefined} onClick={() => set(inUse)}>
            {t('help.output.takeNow')}
          </Button>
          <Button onClick={() => set(defaultBatchSettings.output)}>{t('help.output.reset')}</Button>
        </div>
      </Row>
    </section>
  )
}
