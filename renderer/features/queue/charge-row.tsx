import { useTranslation } from 'react-i18next'
import { type UnknownCharge, type UnknownChoice, unknownChoices } from '../../../core/queue'
import { doors } from '../../../core/service/doors'
import { Button } from '../../components/button'
import { FileName } from '../../components/file-name'
import { baseName, hostOf, safeName } from '../../format/names'
import { settleUnknown } from '../../state/actions'
import { useApp, useQueue } from '../../state/hooks'
import { ChargeEvidence } from './charge-evidence'
import classes from './charges.module.css'
import { JobPicture } from './job-picture'
import { SendAgain, useSure } from './send-again'

/** One request: for which photo, when and where it was sent, what came back, what it may cost, what to do. */
export function ChargeRow({ charge }: { readonly charge: UnknownCharge }) {
  const { t, i18n } = useTranslation()
  const job = useQueue((state) => (charge.job === null ? undefined : state.jobs.get(charge.job)))
  const { index, of } = charge.pass
  const sent = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' }).format(
    charge.sentAt,
  )
  return (
    <li className={classes.row}>
      {job === undefined ? <span /> : <JobPicture job={job} />}
      <div className={classes.what}>
        <FileName name={baseName(charge.source)} title={safeName(charge.source)} />
        <p className="numbers">{t('charges.sent', { when: sent })}</p>
        <p>
          {doors[charge.door].name} · <bdi>{hostOf(charge.endpoint)}</bdi>
        </p>
        {job === undefined && <p>{t('charges.jobGone')}</p>}
      </div>
      <ChargeEvidence evidence={charge.evidence} />
      <div className={classes.cost}>
        <p className="numbers">{t('charges.units', { units: t('format.units', { count: charge.units }) })}</p>
        {of > 1 && <p className={classes.pass}>{t('queue.pass', { index, of })}</p>}
      </div>
      <Choices charge={charge} />
    </li>
  )
}

/** What nobody wants any more is not sent again. */
function choicesFor({ job }: UnknownCharge): readonly UnknownChoice[] {
  return job === null ? unknownChoices.filter((choice) => choice !== 'send') : unknownChoices
}

function Choices({ charge }: { readonly charge: UnknownCharge }) {
  const { t } = useTranslation()
  const app = useApp()
  const sure = useSure()
  const settle = (choice: (typeof unknownChoices)[number]) => settleUnknown(app, [charge.id], choice)
  if (sure.asked) return <SendAgain units={charge.units} sure={sure} onSend={() => settle('send')} />
  return (
    <div className={classes.buttons}>
      {choicesFor(charge).map((choice) => (
        <Button
          key={choice}
          {...(choice === 'send' && { ref: sure.asking })}
          small
          hint={t(`charges.means.${choice}`)}
          onClick={choice === 'send' ? sure.ask : () => settle(choice)}
        >
          {t(`charges.choices.${choice}`)}
        </Button>
      ))}
    </div>
  )
}
