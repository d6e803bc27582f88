import { useTranslation } from 'react-i18next'
import { type DoorId, doors } from '../../../core/service/doors'
import { useAccess } from '../../state/hooks'
import { CheckButton } from '../doors/check-button'
import { CheckReport } from '../doors/check-report'
import { KeyState } from '../doors/key-state'
import { DoorFields } from './door-fields'
import { Row } from './row'
import classes from './settings-view.module.css'
import { useArrival } from './use-arrival'

/** One way to the service: its key, its address, and whether it is there. */
export function DoorSection({ door }: { readonly door: DoorId }) {
  const { t } = useTranslation()
  const ref = useArrival(door)
  const check = useAccess((state) => state.checks[door])
  const { name } = doors[door]
  return (
    <section ref={ref} className={classes.section} aria-label={name}>
      <h2>{name}</h2>
      <p className={classes.intro}>{t(`doors.intro.${door}`)}</p>
      <div className={classes.block}>
        <KeyState door={door} />
      </div>
      <DoorFields door={door} />
      <Row words={t('doors.connection')} note={t('doors.checkNote')}>
        <CheckButton door={door} />
      </Row>
      {check.kind === 'done' && (
        <div className={classes.block}>
          <CheckReport door={door} report={check.report} />
        </div>
      )}
    </section>
  )
}
