import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../components/cx'
import { updateLibrary } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { type ListColumn, listColumns, listTemplate, orderAfterPress } from './list-columns'
import classes from './photo-list.module.css'

/** The headings of the columns: a press sorts. One of them is in the tab order, the arrows lead to the others. */
export function ListHead() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the list
    // biome-ignore lint/a11y/useFocusableInteractive: its headings take the focus
    <div role="row" aria-rowindex={1} className={classes.head} style={{ gridTemplateColumns: listTemplate }}>
      {listColumns.map((column, index) => (
        <Heading key={column.name} column={column} place={index + 1} />
      ))}
    </div>
  )
}

interface HeadingProps {
  readonly column: ListColumn
  /** From 1. */
  readonly place: number
}

function Heading({ column, place }: HeadingProps) {
  const { t } = useTranslation()
  const app = useApp()
  const sort = useSettings((state) => state.settings.library.sort)
  const descending = useSettings((state) => state.settings.library.descending)
  const name = t(`photoList.columns.${column.name}`)
  const common = {
    'aria-colindex': place,
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
  // Two columns may stand for one order: the first of them is in the tab order.
  const inTabOrder = active && listColumns.find((other) => other.sort === sort) === column
  const Arrow = descending ? IconChevronDown : IconChevronUp
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the list
    // biome-ignore lint/a11y/useFocusableInteractive: the button in it takes the focus
    <div role="columnheader" {...common} aria-sort={active ? (descending ? 'descending' : 'ascending') : 'none'}>
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
