import { useTranslation } from 'react-i18next'
import { outputFormats } from '../../../core/photo'
import { conflictPolicies, defaultBatchSettings, type OutputSettings } from '../../../core/settings'
import { Button } from '../../components/button'
import { sameOutput, updateOutputDefaults } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { SelectRow } from '../inspector/choice-row'
import { FolderRow } from '../inspector/folder-row'
import { NameRow } from '../inspector/name-row'
import { NumberRow } from '../inspector/number-row'
import { Row } from './row'
import classes from './settings-view.module.css'

const formats = ['same', ...outputFormats] as const

/** What outputs are like unless the inspector says otherwise. */
export function OutputDefaults() {
  const { t } = useTranslation()
  const app = useApp()
  const output = useSettings((state) => state.settings.outputDefaults)
  const inUse = useSettings((state) => state.settings.batch.output)
  const set = (next: OutputSettings) => void updateOutputDefaults(app, next)
  const update = (change: Partial<OutputSettings>) => set({ ...output, ...change })
  return (
    <section className={classes.section} aria-label={t('help.output.title')}>
      <h2>{t('help.output.title')}</h2>
      <p className={classes.intro}>{t('help.output.intro')}</p>
      <div>
        <SelectRow
          label={t('inspector.output.format')}
          choices={formats.map((value) => ({ value, label: t(`inspector.output.formats.${value}`) }))}
          value={output.format}
          onChange={(format) => update({ format })}
        />
        <NumberRow
          label={t('inspector.output.quality')}
          hint={t('inspector.output.qualityHint')}
          min={1}
          max={100}
          value={output.quality}
          placeholder={t('inspector.output.qualityAuto')}
          onChange={(quality) => update({ quality })}
        />
        <NameRow output={output} onChange={update} />
        <SelectRow
          label={t('naming.conflict')}
          hint={t('naming.conflictHint')}
          choices={conflictPolicies.map((value) => ({ value, label: t(`naming.policies.${value}`) }))}
          value={output.conflict}
          onChange={(conflict) => update({ conflict })}
        />
        <FolderRow output={output} onChange={update} />
      </div>
      <Row words={t('help.output.take')}>
        <div className={classes.buttons}>
          <Button disabled={sameOutput(inUse, output)} onClick={() => set(inUse)}>
            {t('help.output.takeNow')}
          </Button>
          <Button onClick={() => set(defaultBatchSettings.output)}>{t('help.output.reset')}</Button>
        </div>
      </Row>
    </section>
  )
}
