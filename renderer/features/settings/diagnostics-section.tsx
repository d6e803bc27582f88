import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { say } from '../../format/words'
import { ask } from '../../state/actions'
import { useApp, useView } from '../../state/hooks'
import { notify } from '../../state/notices'
import { Row } from './row'
import classes from './settings-view.module.css'

/** A report for whoever is to mend something: the user reads it first, and copies what they have read. */
export function DiagnosticsSection() {
  const { t } = useTranslation()
  const app = useApp()
  const ref = useRef<HTMLElement>(null)
  const [text, setText] = useState<string | null>(null)
  const wanted = useView((state) => state.settingsPlace === 'diagnostics')
  const make = useCallback(async () => {
    const report = await ask(app.bridge.app.diagnostics())
    if (report !== null) setText(report.value.text)
  }, [app])
  useEffect(() => {
    if (!wanted) return
    app.view.setState({ settingsPlace: null })
    void make().then(() => {
      ref.current?.scrollIntoView({ block: 'start' })
      ref.current?.querySelector('textarea')?.focus({ preventScroll: true })
    })
  }, [app, wanted, make])
  const copy = async () => {
    if (text === null) return
    const copied = await ask(app.bridge.app.copy({ text }))
    if (copied !== null) notify({ kind: 'info', title: say('help.diagnostics.copied') })
  }
  return (
    <section ref={ref} className={classes.section} aria-label={t('help.diagnostics.title')} data-testid="diagnostics">
      <h2>{t('help.diagnostics.title')}</h2>
      <Row words={t('help.diagnostics.intro')}>
        <Button onClick={() => void make()}>{t('help.diagnostics.make')}</Button>
      </Row>
      {text !== null && (
        <>
          <textarea
            aria-label={t('help.diagnostics.text')}
            className={classes.report}
            readOnly
            rows={14}
            value={text}
          />
          <div className={classes.buttons}>
            <Button onClick={() => setText(null)}>{t('common.close')}</Button>
            <Button look="primary" onClick={() => void copy()}>
              {t('help.diagnostics.copy')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
