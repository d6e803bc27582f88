import { TextInput, Tooltip } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type Grow, growSchema } from '../../../core/geometry'
import { Button } from '../../components/button'
import { useDraft } from '../../components/use-draft'
import { formatFactor, formatPercent } from '../../format/numbers'
import { typedNumber, typedPercent } from '../../format/typed-numbers'
import { placementOf } from '../../state/targets'
import inspector from './inspector.module.css'
import classes from './target-section.module.css'
import type { Scope } from './use-scope'

/** How much room there is at least, and which photos are near enough to be left alone. */
export function Rules({ scope }: { readonly scope: Scope }) {
  const { base } = scope
  const { grow, tolerance } = placementOf(base)
  if (base.kind === 'margins') return null
  return (
    <>
      <GrowRow grow={grow} onChoose={(next) => scope.choose({ ...base, grow: next })} />
      <ToleranceRow tolerance={tolerance} onChoose={(next) => scope.choose({ ...base, tolerance: next })} />
    </>
  )
}

function GrowRow({ grow, onChoose }: { readonly grow: Grow; readonly onChoose: (grow: Grow) => void }) {
  const { t } = useTranslation()
  const id = useId()
  const { field, invalid } = useDraft({
    text: grow === 'max' ? '' : t('format.area', { value: formatFactor(grow) }),
    parse: (text) => growSchema.safeParse(typedNumber(text.replace(/[×x]/gi, ''))).data ?? null,
    commit: onChoose,
  })
  return (
    <div className={inspector.row}>
      <label htmlFor={id}>{t('inspector.target.grow')}</label>
      <div className={classes.grow}>
        <Tooltip label={invalid ? t('inspector.target.growError') : t('inspector.target.growHint')}>
          <TextInput {...field} id={id} error={invalid} placeholder={t('inspector.target.growMax')} />
        </Tooltip>
        <Button
          active={grow === 'max'}
          aria-pressed={grow === 'max'}
          hint={t('inspector.target.growMaxHint')}
          onClick={() => onChoose(grow === 'max' ? 1 : 'max')}
        >
          {t('inspector.target.growMax')}
        </Button>
      </div>
    </div>
  )
}

interface ToleranceRowProps {
  readonly tolerance: number
  readonly onChoose: (tolerance: number) => void
}

function ToleranceRow({ tolerance, onChoose }: ToleranceRowProps) {
  const { t } = useTranslation()
  const id = useId()
  const { field, invalid } = useDraft({
    text: t('format.percent', { value: formatPercent(tolerance) }),
    parse: (text) => typedPercent(text, 50),
    commit: onChoose,
  })
  return (
    <div className={inspector.row}>
      <label htmlFor={id}>{t('inspector.target.tolerance')}</label>
      <Tooltip label={t('inspector.target.toleranceHint')}>
        <TextInput {...field} id={id} className={inspector.short} error={invalid} />
      </Tooltip>
    </div>
  )
}
