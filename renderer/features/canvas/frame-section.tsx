import { SegmentedControl } from '@mantine/core'
import { IconFocusCentered } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Plan, placePhoto, type Side, type Target, withSide } from '../../../core/geometry'
import { targetAt, targetsOf } from '../../../core/targets'
import { Button, IconButton } from '../../components/button'
import { chooseTarget } from '../../state/actions'
import { useApp, useSettings, useView } from '../../state/hooks'
import { planFor } from '../../state/plans'
import inspector from '../inspector/inspector.module.css'
import { Section } from '../inspector/section'
import { useScope } from '../inspector/use-scope'
import classes from './frame-section.module.css'
import { SideField, type Unit } from './side-field'

const order: readonly Side[] = ['left', 'right', 'top', 'bottom']

/** In Canvas: what is added at each side of the photo that is shown, to be read and to be typed. */
export function FrameSection() {
  const scope = useScope()
  const batch = useSettings((state) => state.settings.batch)
  const shown = useView((state) => state.shownTarget)
  const [photo] = scope.photos
  if (scope.kind !== 'photo' || photo === undefined) return null
  const target = targetAt(targetsOf(photo, batch), shown)
  const outcome = planFor(photo, target, batch)
  const plan = outcome.kind === 'planned' ? outcome.plan : outcome.kind === 'refused' ? outcome.wanted : null
  if (plan === null) return null
  return <Frame plan={plan} target={target} onChoose={scope.choose} />
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
          {!isMargins && <UnitSwitch unit={unit} onChange={setUnit} />}
        </span>
      }
    >
      {/* Margins have fields of their own, with the target. */}
      {!isMargins && (
        <>
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
            {t('editor.frame.hint')}
          </p>
        </>
      )}
      <ApplyToAll target={target} />
    </Section>
  )
}

function UnitSwitch({ unit, onChange }: { readonly unit: Unit; readonly onChange: (unit: Unit) => void }) {
  const { t } = useTranslation()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('editor.frame.unit')}
      data={[
        { value: 'px', label: t('editor.frame.px') },
        { value: 'percent', label: t('editor.frame.percent') },
      ]}
      value={unit}
      onChange={(value) => onChange(value === 'percent' ? 'percent' : 'px')}
    />
  )
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
