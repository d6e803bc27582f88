import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { runCommand } from '../../state/commands'
import { useApp } from '../../state/hooks'
import { Row } from './row'
import classes from './settings-view.module.css'

/** The keys, and the guide of the first start. */
export function HelpSection() {
  const { t } = useTranslation()
  const app = useApp()
  return (
    <section className={classes.section}>
      <h2>{t('help.title')}</h2>
      <Row words={t('settings.keyboard')} note={t('settings.keyboardBody')}>
        <Button onClick={() => runCommand(app, 'show-shortcuts')}>{t('settings.keyboardShow')}</Button>
      </Row>
      <Row words={t('help.guide.title')} note={t('help.guide.note')}>
        <Button onClick={() => runCommand(app, 'show-guide')}>{t('help.guide.show')}</Button>
      </Row>
    </section>
  )
}
