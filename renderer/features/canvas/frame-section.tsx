import { SegmentedControl, TextInput } from '@mantine/core'
import { IconFocusCentered } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Margin, type Plan, placePhoto, type Side, sidesPxOf, type Target, withSide } from '../../../core/geometry'
import { Button, IconButton } from '../../components/button'
import { useDraft } from '../../components/use-draft'
import { formatPercent } from '../../format/numbers'
import { chooseTarget } from '../../state/actions'
import { useApp, useSettings, useView } from '../../state/hooks'
import { planPhoto } from '../../state/plans'
import { sidesOf } from '../../state/sides'
import inspector from '../inspector/inspector.module.css'
import { Section } from '../inspector/section'
import { useScope } from '../inspector/use-scope'
import classes from './frame-section.module.css'

type Unit = Margin['unit']

const order: readonly Side[] = ['left', 'right', 'top', 'bottom']

/** In Canvas: what is added at each side of the photo that is shown, to be read and to be typed. */
export function FrameSection() {
  const scope = useScope()
  const batch = useSettings((state) => state.settings.batch)
  const [photo] = scope.photos
  if (scope.kind !== 'photo' || photo === undefined) return null
  const outcome = planPhoto(photo, batch)
  const plan = outcome.kind === 'planned' ? outcome.plan : outcome.kind === 'refused' ? outcome.wanted : null
  if (plan === null) return null
  return <Frame plan={plan} target={photo.target ?? batch.target} onChoose={scope.choose} />
}

interface FrameProps {
  readonly plan: Plan
  readonly target: Target
  readonly onChoose: (target: Target) => void
}

function Frame({ plan, target, onChoose }: FrameProps) {
  const { t } = useTranslation()
  const hint = useId()
  const [unit, setUnit] = useState<Unit>('px')
  const isMargins = target.kind === 'margins'
  const { canvas, photo } = plan
  const centre = { left: (canvas.width - photo.width) / 2, top: (canvas.height - photo.height) / 2 }
  return (
    <Section
      title={t('editor.frame.title')}
      aside={
        <span className={classes.tools}>
          <IconButton
            small
            label={t('editor.frame.centre')}
            onClick={() => {
              const placed = placePhoto(target, plan, centre)
              onChoose(placed.kind === 'margins' ? placed : { ...placed, anchor: { x: 0.5, y: 0.5 } })
            }}
          >
            <IconFocusCentered size={15} stroke={1.6} aria-hidden />
          </IconButton>
          <SegmentedControl
            size="xs"
            aria-label={t('editor.frame.unit')}
            data={[
              { value: 'px', label: t('editor.frame.px') },
              { value: 'percent', label: t('editor.frame.percent') },
            ]}
            value={unit}
            onChange={(value) => setUnit(value === 'percent' ? 'percent' : 'px')}
          />
        </span>
      }
    >
      <div className={classes.fields}>
        {order.map((side) => (
          <SideField
            key={`${side} ${unit}`}
            side={side}
            unit={unit}
            plan={plan}
            hint={hint}
            onChange={(px) => onChoose(withSide(target, plan, side, px))}
          />
        ))}
      </div>
      <p id={hint} className={`${inspector.hint} ${classes.hint}`}>
        {t(isMargins ? 'editor.frame.hintMargins' : 'editor.frame.hint')}
      </p>
      <ApplyToAll target={target} />
    </Section>
  )
}

interface SideFieldProps {
  readonly side: Side
  readonly unit: Unit
  readonly plan: Plan
  readonly hint: string
  readonly onChange: (px: number) => void
}

function SideField({ side, unit, plan, hint, onChange }: SideFieldProps) {
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
  const digits = /^(\d+(?:[.,]\d+)?)\s*(?:px|%)?$/.exec(text.trim())?.[1]
  if (digits === undefined) return null
  const value = Number(digits.replace(',', '.'))
  return Math.round(unit === 'px' ? value : (value * length) / 100)
}

/** What was made for this photo, for all that are selected. */
function ApplyToAll({ target }: { readonly target: Target }) {
  const { t } = useTranslation()
  const app = useApp()
  const ids = useView((state) => state.selection.ids)
  if (ids.size < 2) return null
  return (
    <Button small className={classes.all} onClick={() => void chooseTarget(app, [...ids], target)}>
      {t('editor.frame.applyToAll', { count: ids.size })}
    </Button>
  )
}
