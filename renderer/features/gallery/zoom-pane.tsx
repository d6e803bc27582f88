import { useElementSize } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rect, Size } from '../../../core/geometry/types'
import type { JobView } from '../../../core/queue'
import figure from '../../components/canvas-figure.module.css'
import { scaleToFit } from '../../components/figure-geometry'
import { PartPicture } from '../../components/part-picture'
import { Thumb } from '../../components/thumb'
import { outputThumb, partThumb, sourceThumb } from '../../components/thumb-url'
import { baseName, safeName } from '../../format/names'
import { notePointer } from '../../state/gallery-commands'
import { type GalleryZoom, pixelScale, placePicture, visiblePart } from '../../state/gallery-zoom'
import { useView } from '../../state/hooks'
import { useZoomGestures } from './use-zoom-gestures'
import classes from './zoom-pane.module.css'

/** What is shown until a picture's own px are there, px. */
const baseEdge = 2048
/** The shortest that a longest side may be in an address, px. */
const leastEdge = 16

interface ZoomPaneProps {
  readonly job: JobView
  /** `null`: the original, where it sits in its canvas. */
  readonly variation: number | null
  readonly label: ReactNode
}

/**
 * A result, or its original, whole or as close as all panes are: dragging and the wheel move and zoom all of them. Close
 * by, every px is one of the file's own.
 */
export function ZoomPane({ job, variation, label }: ZoomPaneProps) {
  const { t } = useTranslation()
  const { ref, width, height } = useElementSize<HTMLDivElement>()
  const zoom = useView((state) => state.galleryZoom)
  const pane = { width, height }
  const output = job.outputSize
  const ratio = window.devicePixelRatio
  const placed = zoom === null ? fitted(output, pane) : placePicture(zoom, output, pane, ratio)
  const gestures = useZoomGestures({ output, pane, placed, pixelRatio: ratio })
  const name = safeName(baseName(job.source))
  const alt = `${name}, ${t(variation === null ? 'gallery.original' : 'gallery.expanded')}`
  return (
    <div
      ref={ref}
      className={classes.pane}
      data-zoomed={zoom !== null}
      data-testid={variation === null ? 'pane-original' : 'pane-result'}
      onPointerLeave={() => notePointer(null)}
      {...gestures}
    >
      {width > 0 && (
        <div className={classes.picture} style={placed}>
          {variation === null ? (
            <Original job={job} placed={placed} pane={pane} zoom={zoom} alt={alt} />
          ) : (
            <>
              <Thumb src={outputThumb(job.id, variation, baseEdge)} alt={alt} missing={t('common.cannotShow')} />
              <Close
                zoom={zoom}
                addressOf={(edge) => outputThumb(job.id, variation, edge)}
                {...{ placed, pane, picture: output }}
              />
            </>
          )}
        </div>
      )}
      <span className={classes.label}>
        {label}
        {zoom !== null && <> · {t('gallery.scale', { value: Math.round(zoom.scale * 100) })}</>}
      </span>
    </div>
  )
}

function fitted(output: Size, pane: Size): Rect {
  const scale = scaleToFit(output, pane)
  const size = { width: Math.round(output.width * scale), height: Math.round(output.height * scale) }
  return { left: Math.round((pane.width - size.width) / 2), top: Math.round((pane.height - size.height) / 2), ...size }
}

interface OriginalProps {
  readonly job: JobView
  readonly placed: Rect
  readonly pane: Size
  readonly zoom: GalleryZoom | null
  readonly alt: string
}

/** The photo where it is in the output; hatched around. */
function Original({ job, placed, pane, zoom, alt }: OriginalProps) {
  const k = placed.width / job.canvas.width
  const inside = {
    left: job.original.left * k,
    top: job.original.top * k,
    width: job.photo.width * k,
    height: job.photo.height * k,
  }
  const seen = { ...inside, left: placed.left + inside.left, top: placed.top + inside.top }
  return (
    <div className={figure.figure} style={{ left: 0, top: 0, width: placed.width, height: placed.height }}>
      <div className={classes.photo} style={inside}>
        <Thumb src={sourceThumb(job.id, baseEdge)} alt={alt} />
        <Close
          zoom={zoom}
          addressOf={(edge) => sourceThumb(job.id, edge)}
          placed={seen}
          pane={pane}
          picture={job.photo}
        />
      </div>
    </div>
  )
}

interface CloseProps {
  readonly zoom: GalleryZoom | null
  /** The picture's, reduced to a longest side, px. */
  readonly addressOf: (edge: number) => string
  /** Where the picture is in the pane, CSS px. */
  readonly placed: Rect
  readonly pane: Size
  /** Its own px. */
  readonly picture: Size
}

/** The part that is seen, in the file's own px. */
function Close({ zoom, addressOf, placed, pane, picture }: CloseProps) {
  const part = zoom !== null && zoom.scale >= pixelScale ? visiblePart(placed, picture, pane) : null
  if (zoom === null || part === null) return null
  const edge = Math.max(leastEdge, part.width, part.height)
  return <PartPicture src={partThumb(addressOf(edge), part)} part={part} size={picture} isMagnified={zoom.scale >= 2} />
}
