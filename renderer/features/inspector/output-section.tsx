import { useTranslation } from 'react-i18next'
import type { OutputSettings } from '../../../core/settings'
import { updateBatch } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { FolderRow } from './folder-row'
import classes from './inspector.module.css'
import { MoreOutput } from './more-output'
import { NameRow } from './name-row'
import { ConflictRow, FormatRow, QualityRow } from './output-rows'
import { Section } from './section'
import { TakenNames } from './taken-names'
import { useWrittenFormats } from './use-written-formats'

/** What is written, under which name and where. */
export function OutputSection() {
  const { t } = useTranslation()
  const app = useApp()
  const output = useSettings((state) => state.settings.batch.output)
  const written = useWrittenFormats()
  const update = (change: Partial<OutputSettings>) => void updateBatch(app, { output: { ...output, ...change } })
  return (
    <Section title={t('inspector.output.title')}>
      <FormatRow output={output} onChange={update} />
      {written.readOnly && <p className={classes.hint}>{t('inspector.output.readOnly')}</p>}
      {written.some('jpeg', 'webp', 'avif') && <QualityRow output={output} onChange={update} />}
      <NameRow output={output} onChange={update} />
      <ConflictRow output={output} onChange={update} />
      <TakenNames />
      <FolderRow output={output} onChange={update} />
      <MoreOutput output={output} written={written} onChange={update} />
    </Section>
  )
}
