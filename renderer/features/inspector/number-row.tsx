import { NumberInput, Tooltip } from '@mantine/core'
import { useId } from 'react'
import classes from './inspector.module.css'

interface NumberRowProps {
  readonly label: string
  readonly hint: string
  readonly min: number
  readonly max: number
  /** `null`: the field is empty. */
  readonly value: number | null
  /** What is said in an empty field. */
  readonly placeholder?: string
  readonly suffix?: string
  /** `null`: the field was emptied. */
  readonly onChange: (value: number | null) => void
}

/** A line with a whole number. */
export function NumberRow({ label, hint, min, max, value, placeholder = '', suffix = '', onChange }: NumberRowProps) {
  const id = useId()
  return (
    <div className={classes.row}>
      <label htmlFor={id}>{label}</label>
      <Tooltip label={hint}>
        <NumberInput
          id={id}
          className={classes.short}
          min={min}
          max={max}
          clampBehavior="strict"
          allowDecimal={false}
          placeholder={placeholder}
          suffix={suffix}
          value={value ?? ''}
          onChange={(typed) => onChange(typeof typed === 'number' && typed >= min ? typed : null)}
        />
      </Tooltip>
    </div>
  )
}
