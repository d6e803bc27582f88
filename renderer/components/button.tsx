import { Tooltip } from '@mantine/core'
import type { ComponentProps, ReactNode } from 'react'
import classes from './button.module.css'
import { cx } from './cx'

interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` is amber: one on the screen. `quiet` has no frame until the pointer is on it. */
  readonly look?: 'default' | 'primary' | 'quiet'
  readonly small?: boolean
  readonly active?: boolean
  /** More words for the pointer. */
  readonly hint?: ReactNode
}

/** A button with a word on it. */
export function Button({ look = 'default', small, active, hint, className, ...props }: ButtonProps) {
  const button = (
    <button
      type="button"
      {...props}
      className={cx(
        classes.button,
        look === 'primary' && classes.primary,
        look === 'quiet' && classes.quiet,
        small && classes.small,
        active && classes.active,
        className,
      )}
    />
  )
  return hint === undefined ? button : <Tooltip label={hint}>{button}</Tooltip>
}

interface IconButtonProps extends Omit<ButtonProps, 'hint' | 'aria-label'> {
  /** The word: shown on hover, read aloud always. */
  readonly label: string
  /** The key that does the same, shown beside the word. */
  readonly keys?: string
}

/** A button with only a picture on it. */
export function IconButton({ label, keys, look = 'quiet', className, ...props }: IconButtonProps) {
  return (
    <Button
      {...props}
      look={look}
      aria-label={label}
      hint={keys === undefined ? label : `${label} · ${keys}`}
      className={cx(classes.icon, className)}
    />
  )
}
