import { cx } from '../../components/cx'
import { FileName } from '../../components/file-name'
import classes from './cell-caption.module.css'
import type { CellText } from './use-cell-text'

interface CellCaptionProps {
  readonly name: string
  readonly text: CellText
  /** The words are a reason why not. */
  readonly bad: boolean
}

/** Name and numbers under a photo. */
export function CellCaption({ name, text, bad }: CellCaptionProps) {
  return (
    <div className={classes.caption}>
      <div className={classes.line}>
        <FileName name={name} className={classes.name} />
        <span className={cx(classes.size, 'numbers')}>{text.size}</span>
      </div>
      <p className={cx(classes.detail, 'numbers', bad && classes.bad)} title={text.full}>
        {text.detail}
      </p>
    </div>
  )
}
