import { IconPhotoOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { scaleToFit } from '../../components/figure-geometry'
import { Strip, StripItem } from '../../components/strip'
import { Thumb } from '../../components/thumb'
import { photoThumb, stripEdge } from '../../components/thumb-url'
import { useApp, useLibrary, useList } from '../../state/hooks'
import classes from './photo-strip.module.css'

/** CSS px. */
const room = { width: 76, height: 52 }
const gap = 8

/** The photos of the library in a row, to go on to. */
export function PhotoStrip({ current }: { readonly current: string }) {
  const { t } = useTranslation()
  const app = useApp()
  const ids = useList((state) => state.ids)
  if (ids.length < 2) return null
  return (
    <Strip
      label={t('editor.strip')}
      ids={ids}
      current={current}
      pitch={room.width + gap}
      padding={12}
      hasArrows
      className={classes.strip}
      onShow={(id) => app.view.select({ type: 'only', id })}
      item={(id, _, left) => <Item key={id} id={id} left={left} selected={id === current} />}
    />
  )
}

interface ItemProps {
  readonly id: string
  /** CSS px. */
  readonly left: number
  readonly selected: boolean
}

function Item({ id, left, selected }: ItemProps) {
  const app = useApp()
  const photo = useLibrary((state) => state.photos.get(id))
  if (photo === undefined) return null
  const { width, height } = photo.header?.size ?? { width: 4, height: 3 }
  const scale = scaleToFit({ width, height }, room)
  return (
    <StripItem
      left={left}
      selected={selected}
      aria-label={photo.name}
      title={photo.name}
      className={classes.item}
      onClick={() => app.view.select({ type: 'only', id })}
    >
      {photo.header === null ? (
        <IconPhotoOff size={18} stroke={1.5} aria-hidden />
      ) : (
        <span style={{ width: Math.round(width * scale), height: Math.round(height * scale) }}>
          <Thumb src={photoThumb(photo, stripEdge)} />
        </span>
      )}
    </StripItem>
  )
}
