import { TextInput } from '@mantine/core'
import { memo, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Anchor } from '../../../core/geometry'
import { cx } from '../../components/cx'
import { useDraft } from '../../components/use-draft'
import { formatPercent } from '../../format/numbers'
import { typedPercent } from '../../format/typed-numbers'
import { groupsOf } from '../../state/groups'
import { useSettings, useView } from '../../state/hooks'
import { planShown, plansLike } from '../../state/plans'
import { ownTargets } from '../../state/scope'
import { type Sides, sharedSides } from '../../state/sides'
import { placementOf } from '../../state/targets'
import classes from './anchor-editor.module.css'
import { AnchorPad } from './anchor-pad'
import type { Scope } from './use-scope'

/** Where the photo sits in its canvas: nine places, or any. */
export function AnchorEditor({ scope }: { readonly scope: Scope }) {
  const { base } = scope
  const { anchor } = placementOf(base)
  const choose = (next: Anchor) => {
    if (base.kind !== 'margins') scope.choose({ ...base, anchor: next })
  }
  return (
    <>
      <div className={classes.editor}>
        <AnchorPad anchor={anchor} onChoose={choose} />
        <div className={classes.free}>
          <Coordinate axis="x" anchor={anchor} onChoose={choose} />
          <Coordinate axis="y" anchor={anchor} onChoose={choose} />
        </div>
      </div>
      <SideList scope={scope} />
    </>
  )
}

/** What is added at each side, where the photos in scope agree. In Canvas there are fields for it. */
const SideList = memo(function SideList({ scope }: { readonly scope: Scope }) {
  const { t } = useTranslation()
  const batch = useSettings((state) => state.settings.batch)
  const shown = useView((state) => state.shownTarget)
  if (scope.photos.length === 0 || scope.kind === 'photo') return null
  const sides = sharedSides(
    groupsOf(scope.photos, plansLike, ...ownTargets).flatMap(([photo]) => {
      const outcome = planShown(photo, batch, shown)
      return outcome.kind === 'planned' ? outcome.plan : []
    }),
  )
  if (sides === null) return null
  return (
    <dl className={cx(classes.sides, 'numbers')}>
      {(['left', 'right', 'top', 'bottom'] as const satisfies readonly (keyof Sides)[]).map((side) => {
        const fraction = sides[side]
        return (
          <div key={side}>
            <dt>{t(`inspector.anchor.sides.${side}`)}</dt>
            <dd className={fraction === null ? classes.varies : undefined}>
              {fraction === null
                ? t('inspector.anchor.varies')
                : t('format.percent', { value: formatPercent(fraction) })}
            </dd>
          </div>
        )
      })}
    </dl>
  )
})

interface CoordinateProps {
  readonly axis: 'x' | 'y'
  readonly anchor: Anchor
  readonly onChoose: (anchor: Anchor) => void
}

function Coordinate({ axis, anchor, onChoose }: CoordinateProps) {
  const { t } = useTranslation()
  const id = useId()
  const { field, invalid } = useDraft({
    text: t('format.percent', { value: formatPercent(anchor[axis]) }),
    parse: (text) => typedPercent(text),
    commit: (value) => onChoose({ ...anchor, [axis]: value }),
  })
  return (
    <>
      <label htmlFor={id}>{t(`inspector.anchor.${axis}`)}</label>
      <TextInput {...field} id={id} error={invalid} />
    </>
  )
}
