import { useLayoutEffect, useRef } from 'react'
import { type GridLayout, gridPadding, steadyOffset } from './grid-geometry'

interface Scrolled {
  readonly measure: () => void
  readonly scrollToOffset: (offset: number) => void
}

/** Keeps the photos that are on the screen there when the cells change their size or their number in a row. */
export function useSteadyScroll(
  virtualizer: Scrolled,
  layout: GridLayout,
  scroller: { readonly current: HTMLElement | null },
): void {
  const before = useRef(layout)
  useLayoutEffect(() => {
    const old = before.current
    before.current = layout
    if (old.columns === layout.columns && old.rowHeight === layout.rowHeight) return
    virtualizer.measure()
    const offset = scroller.current?.scrollTop ?? 0
    if (offset > gridPadding) virtualizer.scrollToOffset(steadyOffset(offset, old, layout))
  }, [virtualizer, layout, scroller])
}
