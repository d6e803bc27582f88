import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoorKey } from '../../../core/service/access'
import { type DoorId, doors } from '../../../core/service/doors'
import { Button } from '../../components/button'
import { StatusMark } from '../../components/status-mark'
import { useFocusWhen } from '../../components/use-focus-when'
import { useRefusal } from '../../format/use-refusal'
import { ask } from '../../state/actions'
import { useAccess, useApp, useKeyRefused } from '../../state/hooks'
import classes from './doors.module.css'
import { KeyForm } from './key-form'

/** Where a door's key is kept, and the ways to another one or none. */
export function KeyState({ door }: { readonly door: DoorId }) {
  const key = useAccess((state) => state.keys[door])
  const [replacing, setReplacing] = useState(false)
  /** Something was done here, which took the keyboard away with it. */
  const [used, setUsed] = useState(false)
  const stop = () => {
    setReplacing(false)
    setUsed(true)
  }
  if (key === null) return null
  if (key.place === 'none') return <KeyForm door={door} focus={used} onDone={stop} />
  if (replacing) return <KeyForm door={door} focus onDone={stop} onCancel={stop} />
  return <Stored doorKey={key} focus={used} onReplace={() => setReplacing(true)} onRemove={() => setUsed(true)} />
}

interface StoredProps {
  readonly doorKey: DoorKey
  /** The keyboard comes to its first button. */
  readonly focus: boolean
  readonly onReplace: () => void
  readonly onRemove: () => void
}

function Stored({ doorKey, focus, onReplace, onRemove }: StoredProps) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const [removing, setRemoving] = useState<'asked' | 'kept' | null>(null)
  const { place, problem, kind } = doorKey
  const refused = useKeyRefused(doorKey.door)
  const replace = useFocusWhen(focus && removing === null)
  if (removing === 'asked') {
    return <Removing door={doorKey.door} onKept={() => setRemoving('kept')} onRemove={onRemove} />
  }
  return (
    <div className={classes.stored}>
      <StatusMark tone={problem === null && !refused ? 'good' : 'bad'} />
      <p>
        {t(place === 'kept' ? 'doors.key.kept' : 'doors.key.session')}
        {kind === 'pair' && ` · ${t('doors.key.kinds.pair')}`}
        {problem !== null && <span className={classes.error}>{refusal(problem).detail}</span>}
      </p>
      <Button ref={replace} onClick={onReplace}>
        {t('doors.key.replace')}
      </Button>
      <Button look="quiet" autoFocus={removing === 'kept'} onClick={() => setRemoving('asked')}>
        {t('doors.key.remove')}
      </Button>
    </div>
  )
}

interface RemovingProps {
  readonly door: DoorId
  readonly onKept: () => void
  /** It is about to go. */
  readonly onRemove: () => void
}

function Removing({ door, onKept, onRemove }: RemovingProps) {
  const { t } = useTranslation()
  const app = useApp()
  const remove = async () => {
    // Main tells of it by itself, too, and maybe sooner than it answers.
    onRemove()
    const removed = await ask(app.bridge.access.removeKey({ door }))
    if (removed === null) onKept()
    else app.access.put(removed.value)
  }
  return (
    <div className={classes.stored} role="alert">
      <StatusMark tone="held" />
      <p>{t('doors.key.removeSure', { name: doors[door].name })}</p>
      <Button autoFocus onClick={onKept}>
        {t('doors.key.removeNot')}
      </Button>
      <Button onClick={() => void remove()}>{t('doors.key.remove')}</Button>
    </div>
  )
}
