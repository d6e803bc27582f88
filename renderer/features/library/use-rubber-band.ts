import { type PointerEvent, type RefObject, useRef } from 'react'
import { clamp } from '../../../core/geometry/rounding'
import { scrollSteadily } from '../../components/steady-scroll'
import type { App } from '../../state/app'
import { useApp } from '../../state/hooks'
import type { Selection } from '../../state/selection'
import { type Band, bandIndices, scrollSpeed } from './band-geometry'

/** So far the pointer moves before a press becomes a band, px. */
const threshold = 4

interface RubberBandOptions {
  readonly scroller: RefObject<HTMLElement | null>
  /** Drawn over the photos; a child of what scrolls. */
  readonly band: RefObject<HTMLElement | null>
  /** Whether a press on this element may begin a band. */
  readonly mayBegin: (target: Element) => boolean
  /** The photos a band touches, by their places among those that are shown, in order. */
  readonly touched: (band: Band) => readonly number[]
}

/** A rubber band over photos of which only some are in the page. Ctrl or Cmd adds, Shift extends, Escape takes it back. */
export function useRubberBand({ scroller, band, mayBegin, touched }: RubberBandOptions) {
  const app = useApp()
  /** The click that ends a band is none. */
  const dragged = useRef(false)

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      dragged.current = false
      const { current: view } = scroller
      if (event.button !== 0 || view === null || !(event.target instanceof Element)) return
      // The scrollbar is no empty space.
      const { left, top } = view.getBoundingClientRect()
      const inside = event.clientX - left < view.clientWidth && event.clientY - top < view.clientHeight
      if (inside && mayBegin(event.target)) follow(app, event, view, band.current, touched, dragged)
    },
    onClickCapture: (event: { readonly stopPropagation: () => void }) => {
      if (dragged.current) event.stopPropagation()
      dragged.current = false
    },
  }
}

function follow(
  app: App,
  start: PointerEvent<HTMLElement>,
  view: HTMLElement,
  drawn: HTMLElement | null,
  touched: (band: Band) => readonly number[],
  dragged: { current: boolean },
): void {
  const before = app.view.getState().selection
  const mode = start.shiftKey ? 'extend' : start.ctrlKey || start.metaKey ? 'add' : 'replace'
  const pointer = { x: start.clientX, y: start.clientY }
  const inView = () => {
    const box = view.getBoundingClientRect()
    return { x: pointer.x - box.left, y: pointer.y - box.top }
  }
  const first = inView()
  const from = { x: first.x + view.scrollLeft, y: first.y + view.scrollTop }
  let last = ''
  let stopScrolling = (): void => undefined

  const update = () => {
    const at = inView()
    const to = {
      x: clamp(at.x, 0, view.clientWidth) + view.scrollLeft,
      y: clamp(at.y, 0, view.clientHeight) + view.scrollTop,
    }
    const band = { fromX: from.x, fromY: from.y, toX: to.x, toY: to.y }
    draw(drawn, band)
    const indices = touched(band)
    const said = `${indices[0]} ${indices.at(-1)} ${indices.length}`
    if (said === last) return
    last = said
    select(app, before, indices, mode, to.y < from.y)
  }
  const listening = new AbortController()
  const { signal } = listening
  const end = () => {
    listening.abort()
    stopScrolling()
    if (drawn !== null) drawn.hidden = true
  }
  const onMove = (event: globalThis.PointerEvent) => {
    pointer.x = event.clientX
    pointer.y = event.clientY
    const far = Math.hypot(pointer.x - start.clientX, pointer.y - start.clientY) >= threshold
    if (!dragged.current && !far) return
    if (!dragged.current) {
      dragged.current = true
      view.setPointerCapture(start.pointerId)
      stopScrolling = scrollSteadily(
        () => view,
        () => scrollSpeed(inView().y, view.clientHeight),
        update,
      )
    }
    update()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    event.preventDefault()
    app.view.setState({ selection: before })
    end()
  }
  view.addEventListener('pointermove', onMove, { signal })
  view.addEventListener('scroll', () => dragged.current && update(), { signal })
  window.addEventListener('keydown', onKey, { signal, capture: true })
  for (const type of ['pointerup', 'pointercancel'] as const) window.addEventListener(type, end, { signal })
}

function select(
  app: App,
  before: Selection,
  indices: readonly number[],
  mode: 'replace' | 'add' | 'extend',
  upward: boolean,
): void {
  const { ids } = app.list.getState()
  const anchor = mode === 'extend' && before.anchor !== null ? app.list.indexOf(before.anchor) : -1
  const held = bandIndices(indices, mode, anchor).flatMap((index) => ids[index] ?? [])
  const end = indices.at(upward ? 0 : -1)
  const focus = end === undefined ? null : (ids[end] ?? null)
  const begun = indices.at(upward ? -1 : 0)
  const start = mode === 'extend' && before.anchor !== null ? before.anchor : begun === undefined ? null : ids[begun]
  const kept = mode === 'add' ? before.ids : new Set<string>()
  app.view.select({ type: 'band', ids: held, kept, focus, anchor: start ?? null })
}

function draw(element: HTMLElement | null, { fromX, fromY, toX, toY }: Band): void {
  if (element === null) return
  element.hidden = false
  element.style.left = `${Math.min(fromX, toX)}px`
  element.style.top = `${Math.min(fromY, toY)}px`
  element.style.width = `${Math.abs(toX - fromX)}px`
  element.style.height = `${Math.abs(toY - fromY)}px`
}
