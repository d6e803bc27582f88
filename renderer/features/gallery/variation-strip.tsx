import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../core/queue'
import { scaleToFit } from '../../components/figure-geometry'
import { Thumb } from '../../components/thumb'
import { outputThumb, stripEdge } from '../../components/thumb-url'
import { useApp } from '../../state/hooks'
import { resultId } from '../../state/marks-store'
import { showResult } from '../../state/results'
import { MarkBadges } from './mark-badges'
import classes from './variation-strip.module.css'

const room = { width: 72, height: 52 }

/** All pictures of a photo in a row, each a step away. */
export function VariationStrip({ job, variation }: { readonly job: JobView; readonly variation: number }) {
  const { t } = useTranslation()
  const app = useApp()
  const scale = scaleToFit(job.canvas, room)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a line
    <div role="group" aria-label={t('gallery.variation')} className={classes.strip}>
      {job.outputs.map((output, index) => (
        <button
          key={output.variation}
          type="button"
          aria-pressed={output.variation === variation}
          aria-label={t('gallery.variationOf', { index: index + 1, total: job.outputs.length })}
          className={classes.variation}
          onClick={() => showResult(app, resultId(job.id, output.variation))}
        >
          <span style={{ width: Math.round(job.canvas.width * scale), height: Math.round(job.canvas.height * scale) }}>
            <Thumb src={outputThumb(job.id, output.variation, stripEdge)} />
          </span>
          <MarkBadges id={resultId(job.id, output.variation)} />
        </button>
      ))}
    </div>
  )
}
