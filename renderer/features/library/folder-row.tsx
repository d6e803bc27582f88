import { IconChevronRight, IconFolder, IconLink, IconPhoto } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../components/cx'
import { safeName } from '../../format/names'
import type { TreeRow } from '../../state/folder-tree'
import { linkFolder } from '../../state/photo-traits'
import classes from './folder-panel.module.css'

/** CSS px. */
export const treeRowHeight = 28
const indent = 14

interface FolderRowProps {
  readonly row: TreeRow
  /** CSS px. */
  readonly top: number
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly onFold: () => void
}

/** One folder of the tree with how many photos choosing it shows. */
export function FolderRow({ row, top, chosen, onChoose, onFold }: FolderRowProps) {
  const { t } = useTranslation()
  const { path, count, level, place, siblings, open } = row
  const name = safeName(row.name)
  const Picture = path === null ? IconPhoto : path === linkFolder ? IconLink : IconFolder
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys, for all lines
    <div
      role="treeitem"
      aria-level={level}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-selected={chosen}
      {...(open === null ? {} : { 'aria-expanded': open })}
      tabIndex={chosen ? 0 : -1}
      className={classes.row}
      style={{ height: treeRowHeight, transform: `translateY(${top}px)`, paddingLeft: 4 + (level - 1) * indent }}
      title={path === null || path === linkFolder ? undefined : path}
      onClick={onChoose}
      onDoubleClick={onFold}
    >
      {/* The keyboard has the arrows for it. */}
      <span
        aria-hidden
        className={cx(classes.fold, open === true && classes.open, open === null && classes.leaf)}
        onClick={(event) => {
          if (open === null) return
          event.stopPropagation()
          onFold()
        }}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <IconChevronRight size={13} stroke={2} />
      </span>
      <Picture size={15} stroke={1.6} aria-hidden className={classes.picture} />
      <span className={classes.name}>{name}</span>
      <span className={cx(classes.count, 'numbers')} aria-hidden>
        {t('format.number', { value: count })}
      </span>
      <span className="visually-hidden">{t('format.photos', { count })}</span>
    </div>
  )
}
