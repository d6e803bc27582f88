import { type ReactNode, useId } from 'react'
import classes from './inspector.module.css'

interface SectionProps {
  readonly title: ReactNode
  /** At the right of the title. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A part of the inspector under a small heading. */
export function Section({ title, aside, children }: SectionProps) {
  const id = useId()
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.heading}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
