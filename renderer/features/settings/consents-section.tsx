import { useTranslation } from 'react-i18next'
import { doors } from '../../../core/service/doors'
import { Button } from '../../components/button'
import { updateSettings } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { Row } from './row'
import classes from './settings-view.module.css'

/** Who may receive photos; what was agreed to can be taken back. */
export function ConsentsSection() {
  const { t } = useTranslation()
  const app = useApp()
  const consents = useSettings((state) => state.settings.consents)
  return (
    <section className={classes.section} aria-label={t('help.privacy.title')}>
      <h2>{t('help.privacy.title')}</h2>
      <p className={classes.intro}>{t('help.privacy.intro')}</p>
      {consents.map((door) => (
        <Row key={door} words={t('help.privacy.agreed', { name: doors[door].name })}>
          <Button onClick={() => void updateSettings(app, { consents: consents.filter((other) => other !== door) })}>
            {t('help.privacy.withdraw')}
          </Button>
        </Row>
      ))}
    </section>
  )
}
