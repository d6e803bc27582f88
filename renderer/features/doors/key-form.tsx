import { SegmentedControl } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Credentials, credentialsProblem } from '../../../core/service/credentials'
import { type DoorId, doors } from '../../../core/service/doors'
import { Button } from '../../components/button'
import { ask } from '../../state/actions'
import { useAccess, useApp } from '../../state/hooks'
import classes from './doors.module.css'
import { KeyField } from './key-field'

interface KeyFormProps {
  readonly door: DoorId
  /** The keyboard goes to its first field. */
  readonly focus?: boolean
  /** A key was stored. */
  readonly onDone: () => void
  /** Left out: there is nothing to go back to. */
  readonly onCancel?: () => void
}

const empty = { key: '', accessKey: '', secretKey: '' }
const kinds = ['key', 'pair'] as const

/** Takes a door's key and hands it to main. Nothing is prefilled, and nothing stays here. */
export function KeyForm({ door, focus = false, onDone, onCancel }: KeyFormProps) {
  const { t } = useTranslation()
  const app = useApp()
  const canKeep = useAccess((state) => state.keys[door]?.canKeep ?? true)
  const [kind, setKind] = useState<Credentials['kind']>('key')
  const [typed, setTyped] = useState(empty)
  const [tried, setTried] = useState(false)
  const [sending, setSending] = useState(false)

  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const credentials: Credentials =
      kind === 'key' ? { kind, key: typed.key } : { kind, accessKey: typed.accessKey, secretKey: typed.secretKey }
    if (credentialsProblem(door, credentials) !== null) return
    setSending(true)
    const stored = await ask(app.bridge.access.setKey({ door, credentials }))
    setSending(false)
    if (stored === null) return
    setTyped(empty)
    setTried(false)
    app.access.put(stored.value)
    onDone()
  }
  const field = (name: keyof typeof empty, focused: boolean) => ({
    name,
    value: typed[name],
    tried,
    focus: focused,
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
  })
  return (
    <form className={classes.form} autoComplete="off" onSubmit={(event) => void save(event)}>
      {doors[door].keyPair && (
        <SegmentedControl
          fullWidth
          aria-label={t('doors.key.kind')}
          data={kinds.map((value) => ({ value, label: t(`doors.key.kinds.${value}`) }))}
          value={kind}
          onChange={(value) => {
            setKind(value === 'pair' ? 'pair' : 'key')
            setTried(false)
          }}
        />
      )}
      {kind === 'key' ? (
        <KeyField {...field('key', focus)} />
      ) : (
        <>
          <KeyField {...field('accessKey', false)} />
          <KeyField {...field('secretKey', false)} />
        </>
      )}
      <p className={classes.note}>{t(canKeep ? 'doors.key.willKeep' : 'doors.key.willForget')}</p>
      <div className={classes.buttons}>
        <Button type="submit" disabled={sending}>
          {t('doors.key.save')}
        </Button>
        {onCancel !== undefined && (
          <Button look="quiet" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        )}
      </div>
    </form>
  )
}
