import { safeName, splitName } from '../format/names'
import { cx } from './cx'
import classes from './file-name.module.css'

interface FileNameProps {
  readonly name: string
  readonly className?: string | undefined
  /** Shown on hover; the name itself when left out. */
  readonly title?: string
}

/** A file's name on one line; what does not fit is left out in the middle, so that the extension stays. */
export function FileName({ name, className, title }: FileNameProps) {
  const { head, tail } = splitName(name)
  return (
    <bdi className={cx(classes.name, className)} title={title ?? safeName(name)}>
      <span className="visually-hidden">{safeName(name)}</span>
      <span aria-hidden className={classes.head}>
        {head}
      </span>
      {tail !== '' && (
        <span aria-hidden className={classes.tail}>
          {tail}
        </span>
      )}
    </bdi>
  )
}
