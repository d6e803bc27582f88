import { TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Margin, Target } from '../../../core/geometry'
import { useDraft } from '../../components/use-draft'
import { marginText, parseMargin } from '../../state/margins'
import inspector from './inspector.module.css'
import classes from './target-section.module.css'

type MarginTarget = Extract<Target, { kind: 'margins' }>
type Side = keyof MarginTarget['margins']

const sides: readonly Side[] = ['top', 'right', 'bottom', 'left']

interface MarginFieldsProps {
  readonly target: MarginTarget
  readonly onChoose: (target: Target) => void
}

/** Four margins, each in px or %. */
export function MarginFields({ target, onChoose }: MarginFieldsProps) {
  const { t } = useTranslation()
  const hintId = useId()
  return (
    <>
      <div className={classes.margins}>
        {sides.map((side) => (
          <MarginField
            key={side}
            side={side}
            value={target.margins[side]}
            hintId={hintId}
            onChange={(margin) => onChoose({ kind: 'margins', margins: { ...target.margins, [side]: margin } })}
          />
        ))}
      </div>
      <p id={hintId} className={`${inspector.hint} ${classes.below}`}>
        {t('inspector.target.marginHint')}
      </p>
    </>
  )
}

interface MarginFieldProps {
  readonly side: Side
  readonly value: Margin
  readonly hintId: string
  readonly onChange: (margin: Margin) => void
}

function MarginField({ side, value, hintId, onChange }: MarginFieldProps) {
  const { t } = useTranslation()
  const { field, invalid } = useDraft({ text: marginText(value), parse: parseMargin, commit: onChange })
  return (
    <TextInput
      {...field}
      label={t(`inspector.target.margins.${side}`)}
      error={invalid}
      title={invalid ? t('inspector.target.marginError') : undefined}
      aria-describedby={hintId}
    />
  )
}
