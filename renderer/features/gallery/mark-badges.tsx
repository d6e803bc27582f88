import { IconFlagFilled, IconX } from '@tabler/icons-react'
import { cx } from '../../components/cx'
import { useMark } from '../../state/hooks'
import classes from './mark-badges.module.css'

interface MarkBadgesProps {
  readonly id: string
  /** Stars as a number, where names need the room. */
  readonly short?: boolean
}

/** Flag, stars and colour of a result, for the eye: its name says them to a screen reader. */
export function MarkBadges({ id, short = false }: MarkBadgesProps) {
  const { mark, problem } = useMark(id)
  return (
    <span className={cx(classes.badges, 'numbers')} aria-hidden>
      {mark.flag === 'picked' && <IconFlagFilled size={12} className={classes.picked} />}
      {mark.flag === 'rejected' && <IconX size={14} stroke={2.4} className={classes.rejected} />}
      {mark.stars > 0 &&
        (short ? (
          // Drawn, not written: the name says it in words.
          <span className={classes.count} data-count={mark.stars}>
            ★
          </span>
        ) : (
          <span className={classes.stars}>{'★'.repeat(mark.stars)}</span>
        ))}
      {mark.colour !== null && <span className={classes.colour} data-colour={mark.colour} />}
      {problem !== null && <span className={classes.problem}>!</span>}
    </span>
  )
}
