import { IconFolders, IconX } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/button'
import { updateLibrary } from '../../state/actions'
import { isBelow } from '../../state/folder-paths'
import { moveInTree, type TreeRow } from '../../state/folder-tree'
import { useApp, useSettings, useView } from '../../state/hooks'
import classes from './folder-panel.module.css'
import { FolderRow, treeRowHeight } from './folder-row'
import { useTreeRows } from './use-tree-rows'

/** The folders that were dropped and all below them. The one that is chosen decides which photos are shown. */
export function FolderPanel() {
  const { t } = useTranslation()
  const app = useApp()
  const subfolders = useSettings((state) => state.settings.library.subfolders)
  return (
    <aside className={classes.panel} aria-label={t('photoList.folders.title')}>
      <div className={classes.head}>
        <h2>{t('photoList.folders.title')}</h2>
        <IconButton
          small
          active={subfolders}
          aria-pressed={subfolders}
          label={t('photoList.folders.subfolders')}
          onClick={() => void updateLibrary(app, { subfolders: !subfolders })}
        >
          <IconFolders size={15} stroke={1.6} aria-hidden />
        </IconButton>
        <IconButton
          small
          label={t('photoList.folders.close')}
          onClick={() => void updateLibrary(app, { folders: false })}
        >
          <IconX size={14} aria-hidden />
        </IconButton>
      </div>
      <Tree rows={useTreeRows()} />
    </aside>
  )
}

/** One line is in the tab order, the chosen one; arrows lead to the others and choose them. */
function Tree({ rows }: { readonly rows: readonly TreeRow[] }) {
  const { t } = useTranslation()
  const app = useApp()
  const folder = useView((state) => state.folder)
  const scroller = useRef<HTMLDivElement>(null)
  const moved = useRef(false)
  const chosen = Math.max(
    0,
    rows.findIndex(({ path }) => path === folder),
  )
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => treeRowHeight,
    overscan: 8,
    paddingEnd: 8,
  })
  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    scroller.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus({ preventScroll: true })
  })
  const fold = (path: string, folded: boolean) =>
    app.view.setState((state) => {
      const next = new Set(state.folded)
      if (folded) next.add(path)
      else next.delete(path)
      // What is chosen stays in sight: its folder is, in its place.
      const isHidden = folded && state.folder !== null && isBelow(state.folder, path)
      return { folded: next, ...(isHidden && { folder: path }) }
    })
  const choose = (row: TreeRow | undefined) => {
    if (row !== undefined) app.view.setState({ folder: row.path })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const page = Math.floor((scroller.current?.clientHeight ?? 0) / treeRowHeight) - 1
    const move = moveInTree(rows, chosen, event.key, page)
    if (move === null) return
    event.preventDefault()
    event.stopPropagation()
    if ('fold' in move) fold(move.fold, true)
    else if ('unfold' in move) fold(move.unfold, false)
    else {
      moved.current = true
      virtualizer.scrollToIndex(move.to, { align: 'auto' })
      choose(rows[move.to])
    }
  }
  return (
    <div ref={scroller} className={classes.scroller}>
      <div
        role="tree"
        aria-label={t('photoList.folders.title')}
        className={classes.space}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <FolderRow
              key={row.path ?? ''}
              row={row}
              top={start}
              chosen={index === chosen}
              onChoose={() => choose(row)}
              onFold={() => row.path !== null && fold(row.path, row.open === true)}
            />
          )
        })}
      </div>
    </div>
  )
}
