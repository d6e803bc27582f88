import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../components/cx'
import { updateLibrary } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { ColumnBorder } from './column-border'
import { isResizable, type ListColumn, listColumns, orderAfterPress } from './list-columns'
import classes from './photo-list.module.css'

interface ListHeadProps {
  readonly columns: readonly ListColumn[]
}

/**
 * The headings of the columns: a press sorts, and each has a border by which it is made wider. One heading is in the tab
 * order, with its border after it; the arrows lead to the others.
 */
export function ListHead({ columns }: ListHeadProps) {
  const sort = useSettings((state) => state.settings.library.sort)
  const [last, setLast] = useState<ListColumn | null>(null)
  // Two columns may stand for one order: the first of them is in the tab order. It may have gone: then the first of all.
  const sorted = columns.find((column) => column.sort === sort) ?? columns.find((column) => column.sort !== null)
  const entry = last !== null && columns.includes(last) ? last : sorted
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the list
    // biome-ignore lint/a11y/useFocusableInteractive: its headings take the focus
    <div role="row" aria-rowindex={1} className={classes.head}>
      {columns.map((column) => (
        <Heading
          key={column.name}
          column={column}
          columns={columns}
          inTabOrder={column === entry}
          onFocus={() => setLast(column)}
        />
      ))}
    </div>
  )
}

interface HeadingProps extends ListHeadProps {
  readonly column: ListColumn
  readonly inTabOrder: boolean
  readonly onFocus: () => void
}

function Heading({ column, columns, inTabOrder, onFocus }: HeadingProps) {
  const { t } = useTranslation()
  const app = useApp()
  const sort = useSettings((state) => state.settings.library.sort)
  const descending = useSettings((state) => state.settings.library.descending)
  const name = t(`photoList.columns.${column.name}`)
  const common = {
    'aria-colindex': listColumns.indexOf(column) + 1,
    className: cx(classes.heading, column.numeric && classes.numeric),
  } as const
  if (column.sort === null) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: see the list
      // biome-ignore lint/a11y/useFocusableInteractive: nothing can be done with it
      <div role="columnheader" {...common}>
        <span className="visually-hidden">{name}</span>
      </div>
    )
  }
  const active = sort === column.sort
  const Arrow = descending ? IconChevronDown : IconChevronUp
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the list
    // biome-ignore lint/a11y/useFocusableInteractive: the button in it takes the focus
    <div
      role="columnheader"
      {...common}
      aria-label={name}
      aria-sort={active ? (descending ? 'descending' : 'ascending') : 'none'}
      onFocus={onFocus}
    >
      <button
        type="button"
        tabIndex={inTabOrder ? 0 : -1}
        className={cx(classes.sortButton, active && classes.sorted)}
        title={t(`photoList.sort.${column.sort}`)}
        onClick={() => void updateLibrary(app, orderAfterPress(column, { sort, descending }))}
        onKeyDown={toNeighbour}
      >
        <span>{name}</span>
        {active && <Arrow size={12} stroke={2} aria-hidden />}
      </button>
      {isResizable(column) && <ColumnBorder column={column} columns={columns} inTabOrder={inTabOrder} />}
    </div>
  )
}

function toNeighbour(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (by === 0) return
  const buttons = [...(event.currentTarget.closest('[role="row"]')?.querySelectorAll('button') ?? [])]
  const next = buttons[buttons.indexOf(event.currentTarget as HTMLButtonElement) + by]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
