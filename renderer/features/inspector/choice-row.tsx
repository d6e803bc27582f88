import { SegmentedControl, Select, Tooltip } from '@mantine/core'
import { useId } from 'react'
import classes from './inspector.module.css'

interface ChoiceRowProps<T extends string> {
  readonly label: string
  /** More words for the pointer. */
  readonly hint?: string
  /** Each with its words, in the order shown. */
  readonly choices: readonly { readonly value: T; readonly label: string }[]
  readonly value: T
  readonly onChange: (value: T) => void
}

/** A line with a list to choose from. */
export function SelectRow<T extends string>({ label, hint, choices, value, onChange }: ChoiceRowProps<T>) {
  const id = useId()
  return (
    <div className={classes.row}>
      <label htmlFor={id}>{label}</label>
      <Tooltip label={hint} disabled={hint === undefined}>
        <Select
          id={id}
          className={classes.field}
          data={choices}
          value={value}
          onChange={(text) => choose(choices, text, onChange)}
        />
      </Tooltip>
    </div>
  )
}

/** A line with two or three things side by side, one of which holds. */
export function SwitchRow<T extends string>({ label, hint, choices, value, onChange }: ChoiceRowProps<T>) {
  const id = useId()
  return (
    <div className={classes.row}>
      <span id={id} title={hint}>
        {label}
      </span>
      <SegmentedControl
        className={classes.switch}
        aria-labelledby={id}
        data={[...choices]}
        value={value}
        onChange={(text) => choose(choices, text, onChange)}
      />
    </div>
  )
}

function choose<T extends string>(
  choices: ChoiceRowProps<T>['choices'],
  text: string | null,
  onChange: (value: T) => void,
): void {
  const chosen = choices.find(({ value }) => value === text)
  if (chosen !== undefined) onChange(chosen.value)
}
