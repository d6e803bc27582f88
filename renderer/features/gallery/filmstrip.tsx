import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { scaleToFit } from '../../components/figure-geometry'
import { FileName } from '../../components/file-name'
import { Strip, StripItem } from '../../components/strip'
import { Thumb } from '../../components/thumb'
import { outputThumb, stripEdge } from '../../components/thumb-url'
import { describeMark } from '../../format/marks'
import { useApp, useGallery, useMark, useQueue } from '../../state/hooks'
import type { ResultItem } from '../../state/result-filter'
import { showResult } from '../../state/results'
import { dragResult } from './drag-result'
import classes from './filmstrip.module.css'
import { MarkBadges } from './mark-badges'

/** CSS px. */
const room = { width: 128, height: 78 }
const gap = 16

/** All results that are shown in a row. The arrow keys are the window's: they go through what is compared, too. */
export function Filmstrip({ current }: { readonly current: string }) {
  const { t } = useTranslation()
  const app = useApp()
  const ids = useGallery((state) => state.ids)
  const items = useGallery((state) => state.items)
  return (
    <Strip
      label={t('gallery.filmstrip')}
      ids={ids}
      current={current}
      pitch={room.width + gap}
      padding={16}
      className={classes.strip}
      onShow={(id) => showResult(app, id)}
      item={(id, index, left) => {
        const item = items.get(id)
        return (
          item && (
            <FilmstripItem
              key={id}
              item={item}
              left={left}
              selected={id === current}
              position={index + 1}
              total={ids.length}
            />
          )
        )
      }}
    />
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
  if (canvas === undefined) return null
  const scale = scaleToFit(canvas, room)
  return (
    <StripItem
      left={left}
      selected={selected}
      aria-label={describeMark(t, item.name, mark)}
      aria-posinset={position}
      aria-setsize={total}
      className={classes.item}
      data-rejected={mark.flag === 'rejected'}
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
        <MarkBadges id={item.id} short />
      </span>
    </StripItem>
  )
})
