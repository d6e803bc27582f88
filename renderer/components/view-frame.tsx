import type { ReactNode } from 'react'
import { cx } from './cx'
import classes from './view-frame.module.css'

interface ViewFrameProps {
  readonly title: ReactNode
  /** A few words after the title: how many, of what. */
  readonly subtitle?: ReactNode
  /** What belongs to the title: which part of it is shown. */
  readonly tools?: ReactNode | false
  readonly actions?: ReactNode
  /** What stands at the right, over the whole height. */
  readonly panel?: ReactNode
  readonly children: ReactNode
}

/** What all views have: a line at the top that says where one is, room below it, and a panel at the right. */
export function ViewFrame({ title, subtitle, tools, actions, panel, children }: ViewFrameProps) {
  return (
    <div className={cx(classes.frame, panel !== undefined && classes.withPanel)}>
      <header className={classes.header}>
        <div className={classes.title}>
          <h1>{title}</h1>
          {subtitle !== undefined && <p className="numbers">{subtitle}</p>}
        </div>
        {tools !== undefined && tools !== false && <div className={classes.tools}>{tools}</div>}
        {actions}
      </header>
      <div className={classes.body}>{children}</div>
      {panel !== undefined && <div className={classes.panel}>{panel}</div>}
    </div>
  )
}
