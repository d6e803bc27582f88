import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoorKey } from '../../../core/service/access'
import { type DoorId, doors } from '../../../core/service/doors'
import { Button } from '../../components/button'
import { StatusMark, type Tone } from '../../components/status-mark'
import { hostOf } from '../../format/names'
import { useAccess, useApp, useKeyRefused, useSettings } from '../../state/hooks'
import { CheckButton } from '../doors/check-button'
import { CheckReport } from '../doors/check-report'
import { KeyForm } from '../doors/key-form'
import classes from './door-state.module.css'

/** Whether a door can be used: its key, who receives the photos, and what is known of its route. */
export function DoorState({ door }: { readonly door: DoorId }) {
  const { t } = useTranslation()
  /** `cancelled`, `stored`: the form has gone, and leaves the keyboard to what takes its place. */
  const [form, setForm] = useState<'none' | 'open' | 'cancelled' | 'stored'>('none')
  const endpoint = useSettings((state) => state.settings.doors[door].endpoint)
  const key = useAccess((state) => state.keys[door])
  return (
    <div className={classes.state}>
      {key !== null && <KeyLine doorKey={key} form={form} onAdd={() => setForm('open')} />}
      {form === 'open' && (
        <div className={classes.form}>
          <KeyForm door={door} focus onDone={() => setForm('stored')} onCancel={() => setForm('cancelled')} />
        </div>
      )}
      <p className={classes.quiet}>
        {t('doors.receiver', { name: doors[door].name })} · <bdi>{hostOf(endpoint)}</bdi>
      </p>
      <RouteLine door={door} focus={form === 'stored'} />
    </div>
  )
}

const tones: Readonly<Record<DoorKey['place'], Tone>> = { none: 'none', kept: 'good', session: 'good' }

interface KeyLineProps {
  readonly doorKey: DoorKey
  readonly form: 'none' | 'open' | 'cancelled' | 'stored'
  readonly onAdd: () => void
}

function KeyLine({ doorKey, form, onAdd }: KeyLineProps) {
  const { t } = useTranslation()
  const app = useApp()
  const { door, place, problem } = doorKey
  const refused = useKeyRefused(door)
  return (
    <div className={classes.line}>
      <StatusMark tone={problem === null && !refused ? tones[place] : 'bad'} />
      <span title={problem?.message}>{t(problem === null ? `doors.keyIs.${place}` : 'doors.keyIs.unusable')}</span>
      {place === 'none'
        ? form !== 'open' && (
            <Button small autoFocus={form === 'cancelled'} onClick={onAdd} data-testid="add-key">
              {t('doors.addKey')}
            </Button>
          )
        : problem !== null && (
            <Button small onClick={() => app.view.showSettings(door)}>
              {t('doors.openSettings')}
            </Button>
          )}
    </div>
  )
}

/** CometAPI's known state until a check has said better; what the last check said while it holds. */
function RouteLine({ door, focus }: { readonly door: DoorId; readonly focus: boolean }) {
  const { t } = useTranslation()
  const check = useAccess((state) => state.checks[door])
  const hasKey = useAccess((state) => (state.keys[door]?.place ?? 'none') !== 'none')
  if (check.kind === 'done' && check.report.ok) {
    return (
      <div className={classes.line}>
        <StatusMark tone="good" />
        <span>{t('doors.checkGood')}</span>
      </div>
    )
  }
  return (
    <>
      {check.kind === 'done' ? (
        <CheckReport door={door} report={check.report} />
      ) : (
        door === 'cometapi' && <p className={classes.quiet}>{t('doors.unrouted')}</p>
      )}
      {hasKey && (
        <div>
          <CheckButton door={door} small focus={focus} />
        </div>
      )}
    </>
  )
}
