import { useDeferredValue, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { gridPadding } from '../../components/grid-geometry'
import { useVirtualGrid } from '../../components/use-virtual-grid'
import { isBetweenCells, VirtualGrid } from '../../components/virtual-grid'
import { useApp, useList, useSettings, useView } from '../../state/hooks'
import { cellsInBand } from './band-geometry'
import { PhotoCell } from './photo-cell'
import bandClasses from './rubber-band.module.css'
import { useGridKeys } from './use-grid-keys'
import { useImportAnchor } from './use-import-anchor'
import { useMenuOpener } from './use-menu-opener'
import { useRubberBand } from './use-rubber-band'

/** All photos that are shown, as many cells as fit on the screen. */
export function PhotoGrid() {
  const { t } = useTranslation()
  const app = useApp()
  // Typing into the search goes before what it finds.
  const ids = useDeferredValue(useList((state) => state.ids))
  const stored = useSettings((state) => state.settings.thumbnailEdge)
  const edge = useView((state) => state.cellEdge) ?? stored
  const focus = useView((state) => state.selection.focus)
  const band = useRef<HTMLDivElement>(null)
  const focusIndex = focus === null ? -1 : app.list.indexOf(focus)
  const grid = useVirtualGrid({ count: ids.length, edge, focusIndex })
  const { scroller, layout } = grid
  useImportAnchor(ids, layout, gridPadding, scroller)
  const onKeyDown = useGridKeys(grid.shape, grid.showIndex)
  const rubberBand = useRubberBand({
    scroller,
    band,
    mayBegin: isBetweenCells,
    touched: (drawn) => cellsInBand(drawn, layout, ids.length),
  })
  const onContextMenu = useMenuOpener()
  return (
    <VirtualGrid
      grid={grid}
      ids={ids}
      label={t('library.label')}
      cell={(id, place) => <PhotoCell key={id} id={id} {...place} />}
      onClear={() => app.view.select({ type: 'none' })}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
      {...rubberBand}
    >
      <div ref={band} className={bandClasses.band} hidden />
    </VirtualGrid>
  )
}
