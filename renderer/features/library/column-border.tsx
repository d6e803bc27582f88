import { useTranslation } from 'react-i18next'
import { columnWidthRange } from '../../../core/settings'
import { useSettings } from '../../state/hooks'
import type { ListColumn } from './list-columns'
import classes from './photo-list.module.css'
import { useColumnWidth } from './use-column-width'

interface ColumnBorderProps {
  readonly column: ListColumn
  readonly columns: readonly ListColumn[]
  readonly inTabOrder: boolean
}

/** The border between two headings, by which the left one's column is made wider or narrower. */
export function ColumnBorder({ column, columns, inTabOrder }: ColumnBorderProps) {
  const { t } = useTranslation()
  const own = useSettings((state) => state.settings.columnWidths[column.name])
  const { width, ...handlers } = useColumnWidth(column, columns)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line between two parts of a text is none that can be moved
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('photoList.width', { column: t(`photoList.columns.${column.name}`) })}
      aria-valuenow={own ?? width ?? column.least}
      aria-valuemin={columnWidthRange.min}
      aria-valuemax={columnWidthRange.max}
      tabIndex={inTabOrder ? 0 : -1}
      title={t('photoList.widthHint')}
      className={classes.border}
      {...handlers}
    />
  )
}
