import { type RefObject, useLayoutEffect, useRef } from 'react'
import { anchoredOffset, type RowLayout } from '../../components/grid-geometry'
import { useApp } from '../../state/hooks'

/** While photos are being found, those on the screen stay there: what is found is put in its place in the order. */
export function useImportAnchor(
  ids: readonly string[],
  layout: RowLayout,
  padding: number,
  scroller: RefObject<HTMLElement | null>,
): void {
  const app = useApp()
  const before = useRef(ids)
  const { columns, rowHeight } = layout
  useLayoutEffect(() => {
    const old = before.current
    before.current = ids
    const { current: view } = scroller
    if (old === ids || view === null || app.library.getState().importing === null) return
    const offset = anchoredOffset(view.scrollTop, old, ids, { columns, rowHeight }, padding)
    if (offset !== view.scrollTop) view.scrollTop = offset
  }, [app, ids, columns, rowHeight, padding, scroller])
}
