import { type ReactNode, useId } from 'react'
import classes from './check.module.css'

interface CheckProps {
  readonly label: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  /** What it means, below. */
  readonly hint?: string
}

/** Something to switch on, with its words beside it. */
export function Check({ label, checked, onChange, hint }: CheckProps) {
  const id = useId()
  const hintId = useId()
  return (
    <div className={classes.check}>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={hint === undefined ? undefined : hintId}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && <p id={hintId}>{hint}</p>}
    </div>
  )
}
