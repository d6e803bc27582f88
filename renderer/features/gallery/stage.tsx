import { useElementSize } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { scaleToFit } from '../../components/figure-geometry'
import { baseName, safeName } from '../../format/names'
import type { Result } from '../../state/results'
import { Compare } from './compare'
import classes from './gallery-view.module.css'
import { OriginalPicture } from './original-picture'
import { ResultPicture } from './result-picture'
import { useHeldKey } from './use-held-key'

/** One result as large as there is room, under the slider; the original alone while its key is held. */
export function Stage({ result }: { readonly result: Result }) {
  const { t } = useTranslation()
  const { ref, width, height } = useElementSize<HTMLDivElement>()
  const held = useHeldKey('\\')
  const { job } = result
  const scale = scaleToFit(job.canvas, { width, height })
  const box = { width: Math.round(job.canvas.width * scale), height: Math.round(job.canvas.height * scale) }
  const name = safeName(baseName(job.source))
  return (
    <div className={classes.stage}>
      <div ref={ref} className={classes.room}>
        {width > 0 && height > 0 && (
          <Compare
            box={box}
            original={<OriginalPicture job={job} box={box} />}
            result={<ResultPicture result={result} box={box} alt={`${name}, ${t('gallery.expanded')}`} />}
            originalOnly={held}
          />
        )}
      </div>
    </div>
  )
}
