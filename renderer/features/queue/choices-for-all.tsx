import { useTranslation } from 'react-i18next'
import { type UnknownCharge, unknownChoices } from '../../../core/queue'
import { Button } from '../../components/button'
import { settleUnknown } from '../../state/actions'
import { useApp } from '../../state/hooks'
import classes from './charges.module.css'
import { SendAgain, useSure } from './send-again'

/** What each choice means, and the button that makes it for all. */
export function ChoicesForAll({ charges }: { readonly charges: readonly UnknownCharge[] }) {
  const { t } = useTranslation()
  const app = useApp()
  const sure = useSure()
  // What nobody wants any more is not sent again.
  const wanted = charges.filter(({ job }) => job !== null)
  const units = wanted.reduce((sum, charge) => sum + charge.units, 0)
  const choices = unknownChoices.filter((choice) => choice !== 'send' || wanted.length > 0)
  return (
    <ul className={classes.choices}>
      {choices.map((choice) => (
        <li key={choice}>
          <strong className={classes.choice}>{t(`charges.choices.${choice}`)}</strong>
          <p className={classes.meaning}>{t(`charges.means.${choice}`)}</p>
          {choice === 'send' && sure.asked ? (
            <SendAgain units={units} sure={sure} onSend={() => settleUnknown(app, 'all', 'send')} />
          ) : (
            <Button
              small
              {...(choice === 'send' && { ref: sure.asking })}
              onClick={choice === 'send' ? sure.ask : () => settleUnknown(app, 'all', choice)}
            >
              {t(`charges.forAll.${choice}`, { count: choice === 'send' ? wanted.length : charges.length })}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
