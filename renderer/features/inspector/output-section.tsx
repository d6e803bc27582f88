import { useTranslation } from 'react-i18next'
import { outputFormats } from '../../../core/photo'
import { conflictPolicies, type OutputSettings } from '../../../core/settings'
import { updateBatch } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { SelectRow } from './choice-row'
import { FolderRow } from './folder-row'
import classes from './inspector.module.css'
import { MoreOutput } from './more-output'
import { NameRow } from './name-row'
import { NumberRow } from './number-row'
import { Section } from './section'
import { TakenNames } from './taken-names'
import { useWrittenFormats } from './use-written-formats'

const formats = ['same', ...outputFormats] as const

/** What is written, under which name and where. */
export function OutputSection() {
  const { t } = useTranslation()
  const app = useApp()
  const output = useSettings((state) => state.settings.batch.output)
  const written = useWrittenFormats()
  const update = (change: Partial<OutputSettings>) => void updateBatch(app, { output: { ...output, ...change } })
  return (
    <Section title={t('inspector.output.title')}>
      <SelectRow
        label={t('inspector.output.format')}
        choices={formats.map((value) => ({ value, label: t(`inspector.output.formats.${value}`) }))}
        value={output.format}
        onChange={(format) => update({ format })}
      />
      {written.readOnly && <p className={classes.hint}>{t('inspector.output.readOnly')}</p>}
      {written.some('jpeg', 'webp', 'avif') && (
        <NumberRow
          label={t('inspector.output.quality')}
          hint={t('inspector.output.qualityHint')}
          min={1}
          max={100}
          value={output.quality}
          placeholder={t('inspector.output.qualityAuto')}
          onChange={(quality) => update({ quality })}
        />
      )}
      <NameRow output={output} onChange={update} />
      <SelectRow
        label={t('naming.conflict')}
        hint={t('naming.conflictHint')}
        choices={conflictPolicies.map((value) => ({ value, label: t(`naming.policies.${value}`) }))}
        value={output.conflict}
        onChange={(conflict) => update({ conflict })}
      />
      <TakenNames />
      <FolderRow output={output} onChange={update} />
      <MoreOutput output={output} written={written} onChange={update} />
    </Section>
  )
}

/** A line of the section. */
export interface OutputRowProps {
  readonly output: OutputSettings
  readonly onChange: (change: Partial<OutputSettings>) => void
}
