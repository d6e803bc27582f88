import { useTranslation } from 'react-i18next'
import { type EngineId, limitsOf } from '../../../core/limits'
import type { PreviewState } from './preview-picture'
import classes from './stage-room.module.css'

/** What is seen in place of the hatch, or that it is being made. */
export function PreviewNote({ state, engine }: { readonly state: PreviewState; readonly engine: EngineId }) {
  const { t } = useTranslation()
  const isSent = limitsOf[engine] !== null
  const text = {
    off: '',
    making: t('editor.previewing'),
    shown: t(isSent ? 'editor.previewedPaid' : 'editor.previewed'),
    failed: t('editor.noPreview'),
  }[state]
  return (
    <div role="status" className={text === '' ? 'visually-hidden' : classes.state}>
      {state === 'making' && <span className={classes.dot} />}
      {text}
    </div>
  )
}
