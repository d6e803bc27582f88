import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Margin, type Plan, type Side, sidesPxOf } from '../../../core/geometry'
import { useDraft } from '../../components/use-draft'
import { formatPercent } from '../../format/numbers'
import { typedLength } from '../../format/typed-numbers'
import { sidesOf } from '../../state/sides'

/** In what a side is read and typed. */
export type Unit = Margin['unit']

interface SideFieldProps {
  readonly side: Side
  readonly unit: Unit
  readonly plan: Plan
  readonly hint: string
  readonly onChange: (px: number) => void
}

/** What is added at one side, to be read and to be typed. */
export function SideField({ side, unit, plan, hint, onChange }: SideFieldProps) {
  const { t } = useTranslation()
  const across = side === 'left' || side === 'right'
  const length = across ? plan.photo.width : plan.photo.height
  const { field, invalid } = useDraft({
    text: unit === 'px' ? String(sidesPxOf(plan)[side]) : formatPercent(sidesOf(plan)[side]),
    parse: (text) => parsePx(text, unit, length),
    commit: onChange,
  })
  return (
    <TextInput
      {...field}
      label={t(`editor.frame.sides.${side}`)}
      inputMode="decimal"
      error={invalid}
      title={invalid ? t('editor.frame.error') : undefined}
      aria-describedby={hint}
    />
  )
}

/** A number of px, or of percent of the photo's side, as px; `null` when it is none. */
function parsePx(text: string, unit: Unit, length: number): number | null {
  const value = typedLength(text)
  if (value === null) return null
  return Math.round(unit === 'px' ? value : (value * length) / 100)
}
