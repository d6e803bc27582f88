import type { ReactNode } from 'react'
import classes from './settings-view.module.css'

interface RowProps {
  /** The field's `id`, where there is one to name. */
  readonly labels?: string
  readonly words: string
  /** More words, below. */
  readonly note?: ReactNode
  readonly children: ReactNode
}

/** A line of the settings: words at the left, what they are about at the right. */
export function Row({ labels, words, note, children }: RowProps) {
  return (
    <div className={classes.row}>
      <div>
        {labels === undefined ? <p>{words}</p> : <label htmlFor={labels}>{words}</label>}
        {note !== undefined && <div className={classes.note}>{note}</div>}
      </div>
      {children}
    </div>
  )
}
