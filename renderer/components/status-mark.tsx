import { cx } from './cx'
import classes from './status-mark.module.css'

export type Tone = 'good' | 'bad' | 'held' | 'none'

/** The small mark that carries a state's colour; the words beside it say the same. */
export function StatusMark({ tone, className }: { readonly tone: Tone; readonly className?: string | undefined }) {
  return <span aria-hidden className={cx(classes.mark, className)} data-tone={tone} />
}
