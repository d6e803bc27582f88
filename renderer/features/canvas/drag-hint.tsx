import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Plan, Target } from '../../../core/geometry'
import { formatRatio } from '../../format/numbers'
import classes from './stage-room.module.css'
import type { Drag } from './use-drag'

interface DragHintProps {
  readonly drag: Drag
  readonly plan: Plan
  readonly target: Target
}

/** What dragging does, and which keys make it do something else. */
export function DragHint(props: DragHintProps) {
  const { t } = useTranslation()
  return <p className={classes.state}>{textFor(props, t)}</p>
}

function textFor({ drag, plan, target }: DragHintProps, t: TFunction): string {
  if (drag.what.kind === 'photo') return t('editor.hints.photo')
  if (target.kind === 'margins') return t('editor.hints.margins')
  if (target.grow === 1) return t('editor.hints.smallest')
  return t('editor.hints.edge', { ratio: formatRatio(plan.canvas) })
}
