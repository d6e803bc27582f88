import { TextInput } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type EndpointResult, parseEndpoint } from '../../../core/service/endpoint'
import { IconButton } from '../../components/button'
import { Row } from './row'
import classes from './settings-view.module.css'

interface AddressRowProps {
  readonly words: string
  readonly note?: string
  readonly placeholder?: string
  /** Empty: none. */
  readonly value: string
  /** `null`: the field was emptied, or set back. */
  readonly onChange: (url: string | null) => void
  /** Words of the button that sets it back; `null`: it is as it was at first. */
  readonly reset: string | null
}

/** A web address: taken when the field is left or on Enter; what is wrong with it is said below while it is typed. */
export function AddressRow({ words, note, placeholder, value, onChange, reset }: AddressRowProps) {
  const { t } = useTranslation()
  const id = useId()
  const faultId = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const parsed: EndpointResult | null = draft === null || draft.trim() === '' ? null : parseEndpoint(draft)
  const fault = parsed?.kind === 'invalid' ? parsed.fault : null

  const take = () => {
    if (draft === null || fault !== null) return
    setDraft(null)
    const url = parsed?.kind === 'endpoint' ? parsed.url : null
    if ((url ?? '') !== value) onChange(url)
  }
  return (
    <>
      <Row labels={id} words={words} note={note}>
        <div className={classes.address}>
          <TextInput
            id={id}
            inputMode="url"
            spellCheck={false}
            autoComplete="off"
            placeholder={placeholder}
            value={draft ?? value}
            error={fault !== null}
            aria-describedby={fault === null ? undefined : faultId}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onBlur={take}
            onKeyDown={(event) => {
              if (event.key === 'Enter') take()
              if (event.key === 'Escape') setDraft(null)
            }}
          />
          {reset !== null && (
            <IconButton
              label={reset}
              onClick={() => {
                setDraft(null)
                onChange(null)
              }}
            >
              <IconArrowBackUp size={15} stroke={1.6} aria-hidden />
            </IconButton>
          )}
        </div>
      </Row>
      {fault !== null && (
        <p id={faultId} role="alert" className={classes.fault}>
          {t(`doors.endpointFaults.${fault}`)}
        </p>
      )}
    </>
  )
}
