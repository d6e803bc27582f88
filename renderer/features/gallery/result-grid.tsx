import { useTranslation } from 'react-i18next'
import { useVirtualGrid } from '../../components/use-virtual-grid'
import { VirtualGrid } from '../../components/virtual-grid'
import { useApp, useGallery, useSettings, useView } from '../../state/hooks'
import { currentId } from '../../state/results'
import { ResultCell } from './result-cell'
import { useResultKeys } from './use-result-keys'

/** All results that are shown, as many cells as fit on the screen. */
export function ResultGrid() {
  const { t } = useTranslation()
  const app = useApp()
  const ids = useGallery((state) => state.ids)
  const items = useGallery((state) => state.items)
  const edge = useSettings((state) => state.settings.thumbnailEdge)
  const focus = useView((state) => currentId(ids, state.gallerySelection))
  const grid = useVirtualGrid({ count: ids.length, edge, focusIndex: focus === null ? -1 : ids.indexOf(focus) })
  const onKeyDown = useResultKeys(grid, focus)
  return (
    <VirtualGrid
      grid={grid}
      ids={ids}
      label={t('gallery.results')}
      cell={(id, place) => {
        const item = items.get(id)
        return item && <ResultCell key={id} item={item} focused={id === focus} {...place} />
      }}
      onClear={() => app.view.selectResults({ type: 'none' })}
      onKeyDown={onKeyDown}
    />
  )
}
