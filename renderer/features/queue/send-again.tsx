import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import classes from './charges.module.css'

/** Whether somebody is being asked if they mean it. */
export interface Sure {
  readonly asked: boolean
  readonly ask: () => void
  readonly drop: () => void
  /** Of the button that asks: the keyboard is there again once the question is dropped. */
  readonly asking: RefObject<HTMLButtonElement | null>
}

export function useSure(): Sure {
  const [asked, setAsked] = useState(false)
  const asking = useRef<HTMLButtonElement>(null)
  const before = useRef(asked)
  useEffect(() => {
    if (before.current && !asked) asking.current?.focus()
    before.current = asked
  }, [asked])
  return { asked, ask: () => setAsked(true), drop: () => setAsked(false), asking }
}

interface SendAgainProps {
  /** That may be charged once more. */
  readonly units: number
  readonly sure: Sure
  readonly onSend: () => void
}

/** The question before money may be spent twice, in the place of the buttons. */
export function SendAgain({ units, sure, onSend }: SendAgainProps) {
  const { t } = useTranslation()
  const send = () => {
    sure.drop()
    onSend()
  }
  return (
    <div className={classes.sure} role="alert">
      <p className={classes.question}>{t('charges.sure', { units: t('format.units', { count: units }) })}</p>
      <Button small autoFocus onClick={sure.drop}>
        {t('charges.sureNot')}
      </Button>
      <Button small onClick={send}>
        {t('charges.choices.send')}
      </Button>
    </div>
  )
}
