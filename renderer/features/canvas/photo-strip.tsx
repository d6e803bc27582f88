import { IconPhotoOff } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Thumb } from '../../components/thumb'
import { photoThumb, stripEdge } from '../../components/thumb-url'
import { useApp, useLibrary, useList } from '../../state/hooks'
import classes from './photo-strip.module.css'

/** Width of an item with the gap after it, CSS px. */
const pitch = 84

/** Which key leads how far along the strip; the ends are as far as there is. */
const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

/** The photos of the library in a row, to go on to. */
export function PhotoStrip({ current }: { readonly current: string }) {
  const { t } = useTranslation()
  const app = useApp()
  const ids = useList((state) => state.ids)
  const scroller = useRef<HTMLDivElement>(null)
  const index = ids.indexOf(current)
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => pitch,
    paddingStart: 12,
    scrollPaddingStart: 12,
    scrollPaddingEnd: 12,
    overscan: 6,
  })
  useEffect(() => {
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' })
  }, [virtualizer, index])
  // The photo that is shown is the one that has the keyboard, if the strip has it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another photo is another item
  useEffect(() => {
    const strip = scroller.current
    if (strip?.contains(document.activeElement)) {
      strip.querySelector<HTMLElement>('[aria-selected="true"]')?.focus({ preventScroll: true })
    }
  }, [current])

  const onKeyDown = (event: KeyboardEvent) => {
    const by = steps[event.key]
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    event.preventDefault()
    const id = ids[Math.min(ids.length - 1, Math.max(0, index + by))]
    if (id !== undefined) app.view.select({ type: 'only', id })
  }
  if (ids.length < 2) return null
  return (
    <div ref={scroller} className={classes.strip}>
      <div
        className={classes.space}
        style={{ width: virtualizer.getTotalSize() + 12 }}
        role="listbox"
        tabIndex={-1}
        aria-orientation="horizontal"
        aria-label={t('editor.strip')}
        onKeyDown={onKeyDown}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const id = ids[item.index]
          return id !== undefined && <StripItem key={id} id={id} left={item.start} selected={id === current} />
        })}
      </div>
    </div>
  )
}

interface StripItemProps {
  readonly id: string
  /** CSS px. */
  readonly left: number
  readonly selected: boolean
}

function StripItem({ id, left, selected }: StripItemProps) {
  const app = useApp()
  const photo = useLibrary((state) => state.photos.get(id))
  if (photo === undefined) return null
  const { width, height } = photo.header?.size ?? { width: 4, height: 3 }
  const scale = Math.min(76 / width, 52 / height)
  return (
    <button
      type="button"
      role="option"
      aria-selected={selected}
      aria-label={photo.name}
      title={photo.name}
      tabIndex={selected ? 0 : -1}
      className={classes.item}
      style={{ transform: `translateX(${left}px)` }}
      onClick={() => app.view.select({ type: 'only', id })}
    >
      {photo.header === null ? (
        <IconPhotoOff size={18} stroke={1.5} aria-hidden />
      ) : (
        <span style={{ width: Math.round(width * scale), height: Math.round(height * scale) }}>
          <Thumb src={photoThumb(photo, stripEdge)} />
        </span>
      )}
    </button>
  )
}
