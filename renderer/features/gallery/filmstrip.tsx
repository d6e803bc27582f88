import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { scaleToFit } from '../../components/figure-geometry'
import { FileName } from '../../components/file-name'
import { Thumb } from '../../components/thumb'
import { outputThumb, stripEdge } from '../../components/thumb-url'
import { describeMark } from '../../format/marks'
import { useApp, useGallery, useMark, useQueue } from '../../state/hooks'
import type { ResultItem } from '../../state/result-filter'
import { showResult } from '../../state/results'
import { dragResult } from './drag-result'
import classes from './filmstrip.module.css'
import { MarkBadges } from './mark-badges'

/** Width of an item with the gap after it, px. */
const pitch = 144
const room = { width: 128, height: 78 }

/** All results that are shown in a row; of 10,000 only those on the screen are in the page. */
export function Filmstrip({ current }: { readonly current: string }) {
  const { t } = useTranslation()
  const app = useApp()
  const ids = useGallery((state) => state.ids)
  const items = useGallery((state) => state.items)
  const scroller = useRef<HTMLDivElement>(null)
  const index = ids.indexOf(current)
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => pitch,
    paddingStart: 16,
    scrollPaddingStart: 16,
    scrollPaddingEnd: 16,
    overscan: 4,
  })
  useEffect(() => virtualizer.scrollToIndex(index, { align: 'auto' }), [virtualizer, index])
  const onKeyDown = (event: KeyboardEvent) => {
    const to = event.key === 'Home' ? ids[0] : event.key === 'End' ? ids.at(-1) : undefined
    if (to === undefined) return
    event.preventDefault()
    showResult(app, to)
  }
  return (
    <div ref={scroller} className={classes.strip}>
      <div
        className={classes.space}
        style={{ width: virtualizer.getTotalSize() }}
        role="listbox"
        aria-orientation="horizontal"
        aria-label={t('gallery.filmstrip')}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        {virtualizer.getVirtualItems().map((virtual) => {
          const item = items.get(ids[virtual.index] ?? '')
          return (
            item && (
              <FilmstripItem
                key={item.id}
                item={item}
                left={virtual.start}
                selected={item.id === current}
                position={virtual.index + 1}
                total={ids.length}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

interface FilmstripItemProps {
  readonly item: ResultItem
  /** CSS px. */
  readonly left: number
  readonly selected: boolean
  /** From 1. */
  readonly position: number
  readonly total: number
}

const FilmstripItem = memo(function FilmstripItem({ item, left, selected, position, total }: FilmstripItemProps) {
  const { t } = useTranslation()
  const app = useApp()
  const canvas = useQueue((state) => state.jobs.get(item.job)?.canvas)
  const { mark } = useMark(item.id)
  const ref = useRef<HTMLButtonElement>(null)
  // The keyboard goes along from one to the next, and comes from nowhere else.
  useEffect(() => {
    const isHere = ref.current?.closest('[role="listbox"]')?.contains(document.activeElement) ?? false
    if (selected && isHere) ref.current?.focus({ preventScroll: true })
  }, [selected])
  if (canvas === undefined) return null
  const scale = scaleToFit(canvas, room)
  return (
    <button
      ref={ref}
      type="button"
      role="option"
      aria-selected={selected}
      aria-label={describeMark(t, item.name, mark)}
      aria-posinset={position}
      aria-setsize={total}
      tabIndex={selected ? 0 : -1}
      className={classes.item}
      data-rejected={mark.flag === 'rejected'}
      style={{ transform: `translateX(${left}px)` }}
      onClick={() => showResult(app, item.id)}
      draggable
      onDragStart={(event) => dragResult(app, event, item.id)}
    >
      <span className={classes.picture}>
        <span style={{ width: Math.round(canvas.width * scale), height: Math.round(canvas.height * scale) }}>
          <Thumb src={outputThumb(item.job, item.variation, stripEdge)} />
        </span>
      </span>
      <span className={classes.line}>
        <FileName name={item.name} />
        <MarkBadges id={item.id} />
      </span>
    </button>
  )
})
