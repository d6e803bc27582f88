import { useTranslation } from 'react-i18next'
import { outputFormats } from '../../../core/photo'
import { conflictPolicies, type OutputSettings } from '../../../core/settings'
import { SelectRow } from './choice-row'
import { NumberRow } from './number-row'

/** A line of a form for outputs. */
export interface OutputRowProps {
  readonly output: OutputSettings
  readonly onChange: (change: Partial<OutputSettings>) => void
}

const formats = ['same', ...outputFormats] as const

export function FormatRow({ output, onChange }: OutputRowProps) {
  const { t } = useTranslation()
  return (
    <SelectRow
      label={t('inspector.output.format')}
      choices={formats.map((value) => ({ value, label: t(`inspector.output.formats.${value}`) }))}
      value={output.format}
      onChange={(format) => onChange({ format })}
    />
  )
}

/** Of formats that lose something. */
export function QualityRow({ output, onChange }: OutputRowProps) {
  const { t } = useTranslation()
  return (
    <NumberRow
      label={t('inspector.output.quality')}
      hint={t('inspector.output.qualityHint')}
      min={1}
      max={100}
      value={output.quality}
      placeholder={t('inspector.output.qualityAuto')}
      onChange={(quality) => onChange({ quality })}
    />
  )
}

/** What becomes of an output whose name is taken. */
export function ConflictRow({ output, onChange }: OutputRowProps) {
  const { t } = useTranslation()
  return (
    <SelectRow
      label={t('naming.conflict')}
      hint={t('naming.conflictHint')}
      choices={conflictPolicies.map((value) => ({ value, label: t(`naming.policies.${value}`) }))}
      value={output.conflict}
      onChange={(conflict) => onChange({ conflict })}
    />
  )
}
