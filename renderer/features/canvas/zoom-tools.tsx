import { IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../components/button'
import { viewportOf } from '../../state/canvas-zoom'
import { runCommand } from '../../state/commands'
import { useApp, useCanvas } from '../../state/hooks'
import { useKeyLabel } from '../shell/use-key-label'
import classes from './canvas-view.module.css'

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const

/** How near the photo is looked at. */
export function ZoomTools() {
  const { t } = useTranslation()
  const app = useApp()
  const zoom = useCanvas((state) => state.zoom)
  const scale = useCanvas((state) => (state.frame === null ? null : viewportOf(state, state.frame).scale))
  const [fitKey, actualKey] = [useKeyLabel('canvas-fit', 'canvas'), useKeyLabel('canvas-actual', 'canvas')]
  const [inKey, outKey] = [useKeyLabel('canvas-zoom-in', 'canvas'), useKeyLabel('canvas-zoom-out', 'canvas')]
  const density = window.devicePixelRatio
  const isActual = zoom !== null && Math.abs(zoom * density - 1) < 1e-6
  return (
    <>
      <IconButton label={t('editor.zoomOut')} keys={outKey} onClick={() => runCommand(app, 'canvas-zoom-out')}>
        <IconZoomOut {...icon} />
      </IconButton>
      <span className={classes.scale} data-scale>
        {scale === null ? '' : t('editor.scale', { percent: String(Math.round(scale * density * 100)) })}
      </span>
      <IconButton label={t('editor.zoomIn')} keys={inKey} onClick={() => runCommand(app, 'canvas-zoom-in')}>
        <IconZoomIn {...icon} />
      </IconButton>
      <Button
        small
        active={zoom === null}
        aria-pressed={zoom === null}
        hint={`${t('editor.fitHint')} · ${fitKey}`}
        onClick={() => app.canvas.fit()}
      >
        {t('editor.fit')}
      </Button>
      <Button
        small
        active={isActual}
        aria-pressed={isActual}
        hint={`${t('editor.actualHint')} · ${actualKey}`}
        onClick={() => {
          if (!isActual) runCommand(app, 'canvas-actual')
        }}
      >
        {t('editor.actual')}
      </Button>
    </>
  )
}
