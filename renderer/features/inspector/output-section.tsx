import { NumberInput, Select, Tooltip } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { outputFormats } from '../../../core/photo'
import type { OutputSettings } from '../../../core/settings'
import { updateBatch } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { FolderRow } from './folder-row'
import classes from './inspector.module.css'
import { NameRow } from './name-row'
import { Section } from './section'

const formats = ['same', ...outputFormats] as const

/** What is written, under which name and where. */
export function OutputSection() {
  const { t } = useTranslation()
  const app = useApp()
  const output = useSettings((state) => state.settings.batch.output)
  const update = (change: Partial<OutputSettings>) => void updateBatch(app, { output: { ...output, ...change } })
  return (
    <Section title={t('inspector.output.title')}>
      <FormatRow output={output} onChange={update} />
      {output.format !== 'png' && output.format !== 'tiff' && <QualityRow output={output} onChange={update} />}
      <NameRow output={output} onChange={update} />
      <FolderRow output={output} onChange={update} />
      <FeatherRow output={output} onChange={update} />
    </Section>
  )
}

/** A line of the section. */
export interface OutputRowProps {
  readonly output: OutputSettings
  readonly onChange: (change: Partial<OutputSettings>) => void
}

function FormatRow({ output, onChange }: OutputRowProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={classes.row}>
      <label htmlFor={id}>{t('inspector.output.format')}</label>
      <Select
        id={id}
        className={classes.field}
        data={formats.map((value) => ({ value, label: t(`inspector.output.formats.${value}`) }))}
        value={output.format}
        onChange={(value) => {
          const format = formats.find((known) => known === value)
          if (format !== undefined) onChange({ format })
        }}
      />
    </div>
  )
}

function QualityRow({ output, onChange }: OutputRowProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={classes.row}>
      <label htmlFor={id}>{t('inspector.output.quality')}</label>
      <Tooltip label={t('inspector.output.qualityHint')}>
        <NumberInput
          id={id}
          className={classes.short}
          min={1}
          max={100}
          clampBehavior="strict"
          allowDecimal={false}
          placeholder={t('inspector.output.qualityAuto')}
          value={output.quality ?? ''}
          onChange={(value) => onChange({ quality: typeof value === 'number' && value >= 1 ? value : null })}
        />
      </Tooltip>
    </div>
  )
}

function FeatherRow({ output, onChange }: OutputRowProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={classes.row}>
      <label htmlFor={id}>{t('inspector.output.feather')}</label>
      <Tooltip label={t('inspector.output.featherHint')}>
        <NumberInput
          id={id}
          className={classes.short}
          min={0}
          max={1000}
          clampBehavior="strict"
          allowDecimal={false}
          suffix={t('format.px', { value: '' })}
          value={output.feather}
          onChange={(value) => {
            if (typeof value === 'number') onChange({ feather: value })
          }}
        />
      </Tooltip>
    </div>
  )
}
