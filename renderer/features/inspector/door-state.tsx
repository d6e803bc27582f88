import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoorKey } from '../../../core/service/access'
import { type DoorId, doors } from '../../../core/service/doors'
import { Button } from '../../components/button'
import { StatusMark, type Tone } from '../../components/status-mark'
import { hostOf } from '../../format/names'
import { useAccess, useApp, useSettings } from '../../state/hooks'
import { CheckButton } from '../doors/check-button'
import { CheckReport } from '../doors/check-report'
import { KeyForm } from '../doors/key-form'
import classes from './door-state.module.css'

/** Whether a door can be used: its key, who receives the photos, and what is known of its route. */
export function DoorState({ door }: { readonly door: DoorId }) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const endpoint = useSettings((state) => state.settings.doors[door].endpoint)
  const key = useAccess((state) => state.keys[door])
  return (
    <div className={classes.state}>
      {key !== null && <KeyLine doorKey={key} adding={adding} onAdd={() => setAdding(true)} />}
      {adding && (
        <div className={classes.form}>
          <KeyForm door={door} focus onDone={() => setAdding(false)} onCancel={() => setAdding(false)} />
        </div>
      )}
      <p className={classes.quiet}>
        {t('doors.receiver', { name: doors[door].name })} · <bdi>{hostOf(endpoint)}</bdi>
      </p>
      <RouteLine door={door} />
    </div>
  )
}

const tones: Readonly<Record<DoorKey['place'], Tone>> = { none: 'none', kept: 'good', session: 'good' }

interface KeyLineProps {
  readonly doorKey: DoorKey
  readonly adding: boolean
  readonly onAdd: () => void
}

function KeyLine({ doorKey, adding, onAdd }: KeyLineProps) {
  const { t } = useTranslation()
  const app = useApp()
  const { door, place, problem } = doorKey
  return (
    <div className={classes.line}>
      <StatusMark tone={problem === null ? tones[place] : 'bad'} />
      <span title={problem?.message}>{t(problem === null ? `doors.keyIs.${place}` : 'doors.keyIs.unusable')}</span>
      {place === 'none'
        ? !adding && (
            <Button small onClick={onAdd}>
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
function RouteLine({ door }: { readonly door: DoorId }) {
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
          <CheckButton door={door} small />
        </div>
      )}
    </>
  )
}
