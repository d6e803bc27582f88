import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { About as Facts } from '../../../core/ipc/app'
import { Button } from '../../components/button'
import { say } from '../../format/words'
import { ask } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { notify } from '../../state/notices'
import { Licences } from './licences'
import classes from './settings-view.module.css'
import { useArrival } from './use-arrival'

/** What is running, and whose work is in it. */
export function About() {
  const { t } = useTranslation()
  const app = useApp()
  const ref = useArrival('about')
  const version = useSettings((state) => state.info.version)
  const [facts, setFacts] = useState<Facts | null>(null)
  useEffect(() => {
    void ask(app.bridge.app.about()).then((answer) => answer !== null && setFacts(answer.value))
  }, [app])
  const copy = async () => {
    if (facts === null) return
    const text = [t('settings.version', { version }), ...versionsOf(facts)].join('\n')
    const copied = await ask(app.bridge.app.copy({ text }))
    if (copied !== null) notify({ kind: 'info', title: say('help.about.copied') })
  }
  return (
    <section ref={ref} className={classes.section} aria-label={t('settings.about')} data-testid="about">
      <h2>{t('settings.about')}</h2>
      <div className={classes.about}>
        <p>
          <strong>{t('settings.version', { version })}</strong>
        </p>
        <p>{t('settings.aboutBody')}</p>
        {facts !== null && versionsOf(facts).map((line) => <p key={line}>{line}</p>)}
        <p>{t('settings.licence')}</p>
        <div className={classes.buttons}>
          <Button disabled={facts === null} onClick={() => void copy()}>
            {t('help.about.copy')}
          </Button>
          {facts?.notices === true && (
            <Button onClick={() => void ask(app.bridge.app.openNotices())}>{t('help.about.notices')}</Button>
          )}
        </div>
      </div>
      <Licences />
    </section>
  )
}

/** The same in every language: names and numbers. */
function versionsOf({ electron, chromium, node, system }: Facts): readonly string[] {
  return [`Electron ${electron} · Chromium ${chromium} · Node ${node}`, system]
}
