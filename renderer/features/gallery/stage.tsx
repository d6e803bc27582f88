import { useElementSize } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../core/queue'
import { scaleToFit } from '../../components/figure-geometry'
import { baseName, safeName } from '../../format/names'
import { notePointer } from '../../state/gallery-commands'
import { useQueue, useView } from '../../state/hooks'
import type { ResultItem } from '../../state/result-filter'
import { Compare } from './compare'
import classes from './gallery-view.module.css'
import { OriginalPicture } from './original-picture'
import { ResultPicture } from './result-picture'
import { useHeldKey } from './use-held-key'
import { useZoomGestures } from './use-zoom-gestures'
import { ZoomPane } from './zoom-pane'

/** One result against its original: under the slider, side by side, or close by. */
export function Stage({ item }: { readonly item: ResultItem }) {
  const job = useQueue((state) => state.jobs.get(item.job))
  const stage = useView((state) => state.galleryStage)
  const zoomed = useView((state) => state.galleryZoom !== null)
  if (job === undefined) return <div className={classes.stage} />
  return (
    <div className={classes.stage}>
      {stage === 'side' ? (
        <Sides job={job} variation={item.variation} />
      ) : zoomed ? (
        <Closer job={job} variation={item.variation} />
      ) : (
        <Slider job={job} variation={item.variation} />
      )}
    </div>
  )
}

interface StageProps {
  readonly job: JobView
  readonly variation: number
}

/** Both beside each other; while its key is held the original is in both places, so that they blink. */
function Sides({ job, variation }: StageProps) {
  const { t } = useTranslation()
  const held = useHeldKey('\\')
  return (
    <div className={classes.sides}>
      <ZoomPane job={job} variation={null} label={t('gallery.original')} />
      <ZoomPane
        job={job}
        variation={held ? null : variation}
        label={t(held ? 'gallery.original' : 'gallery.expanded')}
      />
    </div>
  )
}

/** The result close by; the original in its place while its key is held. */
function Closer({ job, variation }: StageProps) {
  const { t } = useTranslation()
  const held = useHeldKey('\\')
  return (
    <ZoomPane job={job} variation={held ? null : variation} label={t(held ? 'gallery.original' : 'gallery.expanded')} />
  )
}

/** As large as there is room, the wheel goes closer; the original alone while its key is held. */
function Slider({ job, variation }: StageProps) {
  const { t } = useTranslation()
  const { ref, width, height } = useElementSize<HTMLDivElement>()
  const held = useHeldKey('\\')
  const scale = scaleToFit(job.canvas, { width, height })
  const box = { width: Math.round(job.canvas.width * scale), height: Math.round(job.canvas.height * scale) }
  const name = safeName(baseName(job.source))
  const { onPointerMove, onWheel } = useZoomGestures({
    output: job.outputSize,
    pane: { width, height },
    placed: { left: (width - box.width) / 2, top: (height - box.height) / 2, ...box },
    pixelRatio: window.devicePixelRatio,
  })
  return (
    <div
      ref={ref}
      className={classes.room}
      onPointerMove={onPointerMove}
      onPointerLeave={() => notePointer(null)}
      onWheel={onWheel}
    >
      {width > 0 && height > 0 && (
        <Compare
          box={box}
          original={<OriginalPicture job={job} box={box} />}
          result={<ResultPicture job={job} variation={variation} box={box} alt={`${name}, ${t('gallery.expanded')}`} />}
          originalOnly={held}
        />
      )}
    </div>
  )
}
