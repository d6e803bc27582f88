import { IconPhotoOff } from '@tabler/icons-react'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { cx } from './cx'
import { useFresh } from './picture-versions'
import { isFlying } from './scroll-pace'
import classes from './thumb.module.css'

/** Pictures that have been shown already and come at once from the cache: they do not fade in again. Bounded, oldest out. */
const seen = new Set<string>()
const seenLimit = 4000

/** How long a picture must stay on the screen before it is asked for, ms: what only flies past while scrolling never is. */
const settleTime = 60

interface ThumbProps {
  readonly src: string
  readonly alt?: string
  readonly className?: string | undefined
  /** Lies over another picture: nothing when it is missing. */
  readonly bare?: boolean
  /** A smaller picture of the same, most likely there already: seen until this one is. */
  readonly before?: string
  /** Shown in place of a picture that cannot be had, where there is room for words. */
  readonly missing?: string
}

/** A picture that main makes. Asked for once it stays on the screen, given up when it leaves. */
export function Thumb({ src: address, alt = '', className, bare = false, before, missing }: ThumbProps) {
  const src = useFresh(address)
  const ref = useRef<HTMLImageElement>(null)
  const [state, setState] = useState<'loading' | 'shown' | 'missing'>('loading')

  useEffect(() => {
    const image = ref.current
    if (image === null) return
    let timer = 0
    const ask = () => {
      if (isFlying()) timer = window.setTimeout(ask, settleTime)
      else image.src = src
    }
    setState('loading')
    if (seen.has(src)) ask()
    else timer = window.setTimeout(ask, settleTime)
    return () => {
      window.clearTimeout(timer)
      image.removeAttribute('src')
    }
  }, [src])

  const onLoad = async ({ currentTarget: image }: SyntheticEvent<HTMLImageElement>) => {
    seen.add(src)
    const [oldest] = seen
    if (seen.size > seenLimit && oldest !== undefined) seen.delete(oldest)
    if (before !== undefined) {
      // A large picture that has come is not drawn before it is decoded: the smaller one stays until then.
      const loaded = image.src
      await image.decode().catch(() => undefined)
      if (image.src !== loaded) return
    }
    setState('shown')
  }

  return (
    <>
      {before !== undefined && state === 'loading' && (
        <img alt="" src={before} draggable={false} className={classes.before} />
      )}
      <img
        ref={ref}
        alt={alt}
        draggable={false}
        decoding="async"
        hidden={state === 'missing'}
        className={cx(
          classes.thumb,
          before !== undefined && classes.instead,
          (state === 'shown' || seen.has(src)) && classes.shown,
          className,
        )}
        onLoad={(event) => void onLoad(event)}
        onError={() => setState('missing')}
      />
      {state === 'missing' && !bare && (
        <span className={classes.missing} data-missing>
          <IconPhotoOff size={18} stroke={1.5} aria-hidden />
          {alt !== '' && <span className="visually-hidden">{alt}</span>}
          {missing !== undefined && <span className={classes.words}>{missing}</span>}
        </span>
      )}
    </>
  )
}
