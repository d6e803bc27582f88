import { TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { keyFault } from '../../../core/service/credentials'
import classes from './doors.module.css'

interface KeyFieldProps {
  readonly name: 'key' | 'accessKey' | 'secretKey'
  readonly value: string
  readonly onChange: (value: string) => void
  /** Somebody wanted to store it: an empty field is a fault now, too. */
  readonly tried: boolean
  readonly focus: boolean
}

/** A key that is not shown while it is typed, and what is wrong with it. */
export function KeyField({ name, value, onChange, tried, focus }: KeyFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const faultId = useId()
  const fault = value === '' && !tried ? null : keyFault(value)
  return (
    <div>
      <label htmlFor={id} className={classes.label}>
        {t(`doors.key.fields.${name}`)}
      </label>
      <TextInput
        id={id}
        type="password"
        autoComplete="off"
        spellCheck={false}
        autoFocus={focus}
        value={value}
        error={fault !== null}
        aria-describedby={fault === null ? undefined : faultId}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {fault !== null && (
        <p id={faultId} role="alert" className={classes.error}>
          {t(`doors.key.faults.${fault}`)}
        </p>
      )}
    </div>
  )
}
