import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../core/queue'
import { scaleToFit } from '../../components/figure-geometry'
import { FileName } from '../../components/file-name'
import { Thumb } from '../../components/thumb'
import { outputThumb, stripEdge } from '../../components/thumb-url'
import { baseName } from '../../format/names'
import { useApp } from '../../state/hooks'
import type { Result } from '../../state/results'
import classes from './filmstrip.module.css'

/** Width of an item with the gap after it, px. */
const pitch = 144
const room = { width: 128, height: 78 }

interface FilmstripProps {
  readonly jobs: readonly JobView[]
  readonly current: Result
}

/** All results of the batch in a row. */
export function Filmstrip({ jobs, current }: FilmstripProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const index = jobs.indexOf(current.job)
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: jobs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => pitch,
    paddingStart: 16,
    scrollPaddingStart: 16,
    scrollPaddingEnd: 16,
    overscan: 4,
  })
  useEffect(() => virtualizer.scrollToIndex(index, { align: 'auto' }), [virtualizer, index])
  return (
    <div ref={scroller} className={classes.strip}>
      <div
        className={classes.space}
        style={{ width: virtualizer.getTotalSize() }}
        role="listbox"
        aria-orientation="horizontal"
        aria-label={t('gallery.filmstrip')}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const job = jobs[item.index]
          return (
            job !== undefined && (
              <FilmstripItem key={job.id} job={job} left={item.start} selected={job === current.job} />
            )
          )
        })}
      </div>
    </div>
  )
}

interface FilmstripItemProps {
  readonly job: JobView
  /** CSS px. */
  readonly left: number
  readonly selected: boolean
}

function FilmstripItem({ job, left, selected }: FilmstripItemProps) {
  const app = useApp()
  const scale = scaleToFit(job.canvas, room)
  const first = job.outputs[0]?.variation ?? 1
  return (
    <button
      type="button"
      role="option"
      aria-selected={selected}
      tabIndex={selected ? 0 : -1}
      className={classes.item}
      style={{ transform: `translateX(${left}px)` }}
      onClick={() => app.view.setState({ galleryJob: job.id, galleryVariation: first })}
    >
      <span className={classes.picture}>
        <span style={{ width: Math.round(job.canvas.width * scale), height: Math.round(job.canvas.height * scale) }}>
          <Thumb src={outputThumb(job.id, first, stripEdge)} />
        </span>
      </span>
      <span className={classes.line}>
        <FileName name={baseName(job.outputs[0]?.path ?? job.source)} />
        {job.outputs.length > 1 && <span className={classes.count}>{job.outputs.length}</span>}
      </span>
    </button>
  )
}
