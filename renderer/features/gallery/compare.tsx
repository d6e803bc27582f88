import { IconArrowsHorizontal } from '@tabler/icons-react'
import { type ReactNode, useCallback, useRef } from 'react'
import { HandleRoot, Item, Provider, Root } from 'react-compare-slider/components'
import { useReactCompareSlider } from 'react-compare-slider/hooks'
import { useTranslation } from 'react-i18next'
import type { Size } from '../../../core/geometry/types'
import { cx } from '../../components/cx'
import classes from './compare.module.css'

interface CompareProps {
  /** CSS px. */
  readonly box: Size
  readonly original: ReactNode
  readonly result: ReactNode
  /** Hides the slider and shows the original alone. */
  readonly originalOnly: boolean
}

/** Room that a label needs, CSS px: nearer than this the divider makes it go. */
const labelRoom = 110

/** Where the divider stands, kept from one result to the next. Percent. */
let lastPosition = 50

/** Original and result over each other, with a divider to draw across. */
export function Compare({ box, original, result, originalOnly }: CompareProps) {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const start = useRef(lastPosition).current
  const onPositionChange = useCallback(
    (position: number) => {
      lastPosition = position
      const x = (position / 100) * box.width
      const near = x < labelRoom ? 'before' : box.width - x < labelRoom ? 'after' : 'none'
      if (frame.current !== null) frame.current.dataset.near = near
    },
    [box.width],
  )
  const slider = useReactCompareSlider({
    defaultPosition: start,
    keyboardIncrement: '2%',
    onPositionChange,
    transition: 'none',
  })
  return (
    <div ref={frame} className={classes.compare} style={box} data-testid="compare">
      <Provider {...slider}>
        <Root style={{ ...box, maxWidth: 'none', maxHeight: 'none' }}>
          <Item item="itemOne">
            {original}
            <span className={cx(classes.label, classes.before)}>{t('gallery.original')}</span>
          </Item>
          <Item item="itemTwo">
            {result}
            <span className={cx(classes.label, classes.after)}>{t('gallery.expanded')}</span>
          </Item>
          <HandleRoot className={classes.handle} aria-label={t('gallery.slider')}>
            <div className={classes.line} style={{ pointerEvents: 'auto' }}>
              <span className={classes.knob}>
                <IconArrowsHorizontal size={16} stroke={1.8} aria-hidden />
              </span>
            </div>
          </HandleRoot>
        </Root>
      </Provider>
      {originalOnly && (
        <div className={classes.only}>
          {original}
          <span className={cx(classes.label, classes.before)}>{t('gallery.original')}</span>
        </div>
      )}
    </div>
  )
}
