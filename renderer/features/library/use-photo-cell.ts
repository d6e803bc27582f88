import { useMemo } from 'react'
import { useRovingItem } from '../../components/roving-keys'
import { useApp, useView } from '../../state/hooks'
import { listOfPhotos } from './use-grid-keys'

/** What every view does with one of its photos: selection and focus, by pointer and by keys. `id` is the photo's. */
export function usePhotoCell(id: string) {
  const app = useApp()
  const selected = useView((state) => state.selection.ids.has(id))
  const focused = useView((state) => state.selection.focus === id)
  const list = useMemo(() => listOfPhotos(app), [app])
  return {
    ...useRovingItem(id, list, focused),
    'aria-selected': selected,
    'data-photo': id,
    onDoubleClick: () => app.view.go('canvas'),
  } as const
}
