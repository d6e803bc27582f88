import { IconCheck, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/button'
import { cx } from '../../components/cx'
import { type GuideStep, guideSteps, stepsDone } from '../../state/guide'
import { useApp, useLibrary, useQueue, useSettings } from '../../state/hooks'
import classes from './guide.module.css'

/** Three steps to the first results, beside the work and never in its way; what was done is ticked off. */
export function Guide() {
  const { t } = useTranslation()
  const app = useApp()
  const photos = useLibrary((state) => state.photos.size)
  const jobs = useQueue((state) => state.jobs.size)
  const target = useSettings((state) => state.settings.batch.target)
  const done = stepsDone({ photos, jobs, target })
  const next = guideSteps.find((step) => !done.has(step)) ?? null
  const close = () => app.view.setState({ guide: false })
  return (
    <aside className={classes.guide} aria-label={t('help.guide.title')} data-testid="guide">
      <ol className={classes.steps}>
        {guideSteps.map((step, index) => (
          <Step key={step} step={step} number={index + 1} done={done.has(step)} current={step === next} />
        ))}
      </ol>
      <IconButton label={t('help.guide.close')} onClick={close}>
        <IconX size={15} stroke={1.6} aria-hidden />
      </IconButton>
    </aside>
  )
}

interface StepProps {
  readonly step: GuideStep
  readonly number: number
  readonly done: boolean
  readonly current: boolean
}

function Step({ step, number, done, current }: StepProps) {
  const { t } = useTranslation()
  return (
    <li className={cx(classes.step, done && classes.done)} aria-current={current ? 'step' : undefined}>
      <span className={classes.number} aria-hidden>
        {done ? <IconCheck size={13} stroke={2.4} /> : number}
      </span>
      <div>
        <p className={classes.title}>
          {t(`help.guide.steps.${step}.title`)}
          {done && <span className="visually-hidden"> ({t('help.guide.isDone')})</span>}
        </p>
        <p className={classes.text}>{t(`help.guide.steps.${step}.body`)}</p>
      </div>
    </li>
  )
}
