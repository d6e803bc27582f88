import { useEffect, useState } from 'react'
import type { Target } from '../../../core/geometry'
import type { LibraryPhoto } from '../../../core/library'
import { giveUp } from '../../components/give-up'
import { previewThumb } from '../../components/thumb-url'
import { useSettings } from '../../state/hooks'
import classes from './stage-room.module.css'

/** How long nothing must have changed before a preview is asked for, ms. */
const settleTime = 180

/** How a preview gets on. `off`: none is wanted. */
export type PreviewState = 'off' | 'making' | 'shown' | 'failed'

/** The address of the preview that is wanted now, once things are still; `null`: none is. */
export function usePreviewSource(photo: LibraryPhoto, target: Target, isWanted: boolean): string | null {
  const isOn = useSettings((state) => state.settings.canvas.preview)
  const method = useSettings((state) => state.settings.batch.local.method)
  const wanted = isOn && isWanted ? previewThumb(photo, target, method) : null
  const [settled, setSettled] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), settleTime)
    return () => clearTimeout(timer)
  }, [wanted])
  return wanted === settled ? wanted : null
}

interface PreviewPictureProps {
  /** Another one is another picture: give it as the key, too. */
  readonly src: string
  readonly onState: (state: PreviewState) => void
}

/** What the local engine would paint, over the whole canvas. Given up by main when it leaves the page before it is there. */
export function PreviewPicture({ src, onState }: PreviewPictureProps) {
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    onState('making')
    return () => onState('off')
  }, [onState])
  return (
    <img
      alt=""
      data-preview={isShown ? 'shown' : 'making'}
      draggable={false}
      ref={giveUp}
      src={src}
      className={classes.preview}
      style={isShown ? undefined : { opacity: 0 }}
      onLoad={() => {
        setShown(true)
        onState('shown')
      }}
      onError={() => onState('failed')}
    />
  )
}
