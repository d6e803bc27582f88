import type { JobView } from '../../../core/queue'
import figure from '../../components/canvas-figure.module.css'
import { cx } from '../../components/cx'
import { scaleToFit, toScreen } from '../../components/figure-geometry'
import { Thumb } from '../../components/thumb'
import { sourceThumb } from '../../components/thumb-url'
import classes from './job-row.module.css'

const room = { width: 64, height: 46 }

/** The photo in its canvas, as the plan has it. */
export function JobPicture({ job }: { readonly job: JobView }) {
  const scale = scaleToFit(job.canvas, room)
  const canvas = toScreen({ left: 0, top: 0, ...job.canvas }, scale)
  const photo = toScreen({ ...job.original, ...job.photo }, scale)
  return (
    <div className={classes.picture}>
      <div
        className={cx(figure.figure, job.passes === 0 && figure.plain)}
        style={{
          ...canvas,
          left: Math.round((room.width - canvas.width) / 2),
          top: Math.round((room.height - canvas.height) / 2),
        }}
      >
        <div className={figure.photo} style={photo}>
          <Thumb src={sourceThumb(job.id, 128)} />
        </div>
      </div>
    </div>
  )
}
