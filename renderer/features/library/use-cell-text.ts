import { useTranslation } from 'react-i18next'
import { areaFactor } from '../../../core/geometry'
import type { LibraryPhoto } from '../../../core/library'
import { formatFactor, formatSize } from '../../format/numbers'
import { useNote } from '../../format/use-note'
import { obstacleText, useRefusal } from '../../format/use-refusal'
import { useUnits } from '../../format/use-units'
import type { Outcome } from '../../state/plans'

/** What a cell says under its picture. */
export interface CellText {
  readonly size: string
  readonly detail: string
  /** More of it, for the pointer. */
  readonly full: string
}

export function useCellText(photo: LibraryPhoto, outcome: Outcome): CellText {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const units = useUnits()
  const note = useNote()
  const size = photo.header === null ? '' : formatSize(t, photo.header.size)
  if (outcome.kind === 'unreadable' || photo.error !== null) {
    const { title, detail } = refusal(photo.error)
    return { size, detail: title, full: detail }
  }
  if (outcome.kind === 'refused') {
    const { title, detail } = refusal(outcome.error)
    const { obstacle } = outcome.error
    const words = obstacle === null ? title : `${title} · ${obstacleText(obstacle, t)}`
    return { size, detail: words, full: detail }
  }
  const { plan, notes } = outcome
  const full = (detail: string) => [detail, ...notes.map(note)].join('\n')
  const result = formatSize(t, plan.output)
  if (plan.passes.length === 0) {
    const detail = `→ ${result} · ${t('library.keeps')}`
    return { size, detail, full: full(detail) }
  }
  const passes = t('format.passes', { count: plan.passes.length })
  const area = t('format.area', { value: formatFactor(areaFactor(plan)) })
  const detail = `→ ${result} · ${area} · ${passes} · ${units(plan)}`
  return { size, detail, full: full(detail) }
}
