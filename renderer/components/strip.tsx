import { useVirtualizer } from '@tanstack/react-virtual'
import { type ComponentProps, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { cx } from './cx'
import classes from './strip.module.css'

/** Which key leads how far along a strip. To its ends lead the window's keys. */
const arrows: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

interface StripProps {
  readonly label: string
  readonly ids: readonly string[]
  /** The one that is shown; it stays on the screen. */
  readonly current: string
  /** Width of an item with the gap after it, CSS px. */
  readonly pitch: number
  /** Before the first item and after the last, CSS px. */
  readonly padding: number
  readonly className?: string | undefined
  /** The arrow keys lead along it: the window has no other use for them there. */
  readonly hasArrows?: boolean
  readonly onShow: (id: string) => void
  /** A `StripItem`, or nothing. `index` from 0. */
  readonly item: (id: string, index: number, left: number) => ReactNode
}

/** Pictures in a row, to go on to: of ten thousand only those on the screen are in the page. */
export function Strip(props: StripProps) {
  const { label, ids, current, pitch, padding, className, hasArrows = false, onShow, item } = props
  const scroller = useRef<HTMLDivElement>(null)
  const index = ids.indexOf(current)
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => pitch,
    paddingStart: padding,
    scrollPaddingStart: padding,
    scrollPaddingEnd: padding,
    overscan: 6,
  })
  useEffect(() => {
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' })
  }, [virtualizer, index])
  const onKeyDown = (event: KeyboardEvent) => {
    const by = hasArrows ? arrows[event.key] : undefined
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    event.preventDefault()
    const id = ids[Math.min(ids.length - 1, Math.max(0, index + by))]
    if (id !== undefined) onShow(id)
  }
  return (
    <div ref={scroller} className={cx(classes.strip, className)}>
      <div
        className={classes.space}
        style={{ width: virtualizer.getTotalSize() + padding }}
        role="listbox"
        tabIndex={-1}
        aria-orientation="horizontal"
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const id = ids[index]
          return id !== undefined && item(id, index, start)
        })}
      </div>
    </div>
  )
}

interface StripItemProps extends Omit<ComponentProps<'button'>, 'ref' | 'type'> {
  /** CSS px. */
  readonly left: number
  readonly selected: boolean
}

/** One of the pictures. The keyboard goes along from one that was shown to the next, and comes from nowhere else. */
export function StripItem({ left, selected, className, style, ...props }: StripItemProps) {
  const ref = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const isHere = ref.current?.closest('[role="listbox"]')?.contains(document.activeElement) ?? false
    if (selected && isHere) ref.current?.focus({ preventScroll: true })
  }, [selected])
  return (
    <button
      {...props}
      ref={ref}
      type="button"
      role="option"
      aria-selected={selected}
      tabIndex={selected ? 0 : -1}
      className={cx(classes.item, className)}
      style={{ ...style, transform: `translateX(${left}px)` }}
    />
  )
}
