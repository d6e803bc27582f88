import { useTranslation } from 'react-i18next'
import type { CheckView } from '../../../core/service/access'
import type { DoorId } from '../../../core/service/doors'
import { StatusMark, type Tone } from '../../components/status-mark'
import { useRefusal } from '../../format/use-refusal'
import { checkAdvice, suggestsOtherEngine } from '../../state/check-advice'
import classes from './doors.module.css'
import { OtherEngines } from './other-engines'

interface CheckReportProps {
  readonly door: DoorId
  readonly report: CheckView
}

const toneOf: Readonly<Record<CheckView['key'] | CheckView['create'], Tone>> = {
  good: 'good',
  there: 'good',
  bad: 'bad',
  missing: 'bad',
  unknown: 'held',
  unclear: 'held',
}

/** What a check found out, in words, and what to do about it. */
export function CheckReport({ door, report }: CheckReportProps) {
  const { t } = useTranslation()
  const refusal = useRefusal()
  const advice = checkAdvice(door, report)
  const error = refusal(report.error)
  return (
    <div className={classes.report} role="status">
      <ul>
        <li>
          <StatusMark tone={toneOf[report.key]} />
          {t(`doors.report.key.${report.key}`)}
        </li>
        <li>
          <StatusMark tone={toneOf[report.create]} />
          {t(`doors.report.create.${report.create}`)}
        </li>
        <li>
          <StatusMark tone={toneOf[report.query]} />
          {t(`doors.report.query.${report.query}`)}
        </li>
      </ul>
      <p className={classes.note}>
        {advice === 'error' ? `${error.title}. ${error.detail}` : t(`doors.advice.${advice}`)}
      </p>
      {suggestsOtherEngine(advice) && <OtherEngines door={door} />}
    </div>
  )
}
