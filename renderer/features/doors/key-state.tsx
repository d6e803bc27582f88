import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoorKey } from '../../../core/service/access'
import { type DoorId, doors } from '../../../core/service/doors'
import { Button } from '../../components/button'
import { StatusMark } from '../../components/status-mark'
import { useRefusal } from '../../format/use-refusal'
import { ask } from '../../state/actions'
import { useAccess, useApp } from '../../state/hooks'
import classes from './doors.module.css'
import { KeyForm } from './key-form'

/** Where a door's key is kept, and the ways to another one or none. */
export function KeyState({ door }: { readonly door: DoorId }) {
  const key = useAccess((state) => state.keys[door])
  const [replacing, setReplacing] = useState(false)
  const stop = () => setReplacing(false)
  if (key === null) return null
  if (key.place === 'none') return <KeyForm door={door} onDone={stop} />
  if (replacing) return <KeyForm door={door} focus onDone={stop} onCancel={stop} />
  return <Stored doorKey={key} onReplace={() => setReplacing(true)} />
}

interface StoredProps {
  readonly doorKey: DoorKey
  readonly onReplace: () => void
}

function Stored({ doorKey, onReplace }: StoredProps) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const [removing, setRemoving] = useState(false)
  const { place, problem, kind } = doorKey
  if (removing) return <Removing door={doorKey.door} onDone={() => setRemoving(false)} />
  return (
    <div className={classes.stored}>
      <StatusMark tone={problem === null ? 'good' : 'bad'} />
      <p>
        {t(place === 'kept' ? 'doors.key.kept' : 'doors.key.session')}
        {kind === 'pair' && ` · ${t('doors.key.kinds.pair')}`}
        {problem !== null && <span className={classes.error}>{refusal(problem).detail}</span>}
      </p>
      <Button onClick={onReplace}>{t('doors.key.replace')}</Button>
      <Button look="quiet" onClick={() => setRemoving(true)}>
        {t('doors.key.remove')}
      </Button>
    </div>
  )
}

function Removing({ door, onDone }: { readonly door: DoorId; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const app = useApp()
  const remove = async () => {
    const removed = await ask(app, app.bridge.access.removeKey({ door }))
    if (removed !== null) app.access.put(removed.value)
    onDone()
  }
  return (
    <div className={classes.stored} role="alert">
      <StatusMark tone="held" />
      <p>{t('doors.key.removeSure', { name: doors[door].name })}</p>
      <Button autoFocus onClick={onDone}>
        {t('doors.key.removeNot')}
      </Button>
      <Button onClick={() => void remove()}>{t('doors.key.remove')}</Button>
    </div>
  )
}
