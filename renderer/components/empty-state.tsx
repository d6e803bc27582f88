import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly body?: string
  readonly action?: ReactNode
}

/** A place that has nothing to show yet: what will be here, and what to do about it. */
export function EmptyState({ icon, title, body, action }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      {icon !== undefined && <div className={classes.icon}>{icon}</div>}
      <h2 className={classes.title}>{title}</h2>
      {body !== undefined && <p className={classes.body}>{body}</p>}
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  )
}
