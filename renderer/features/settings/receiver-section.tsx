import { TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { appSettingsSchema } from '../../../core/settings'
import { useDraft } from '../../components/use-draft'
import { updateSettings } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { Row } from './row'
import classes from './settings-view.module.css'

/** The port at which the service's callbacks are received, for who has a tunnel to it. */
export function ReceiverSection() {
  const { t } = useTranslation()
  const app = useApp()
  const id = useId()
  const port = useSettings((state) => state.settings.receiverPort)
  const { field, invalid } = useDraft<{ readonly port: number | null }>({
    text: port === null ? '' : String(port),
    parse: (text) => {
      const value = text.trim() === '' ? null : Number(text)
      const parsed = appSettingsSchema.shape.receiverPort.safeParse(value)
      return parsed.success ? { port: parsed.data } : null
    },
    commit: (change) => void updateSettings(app, { receiverPort: change.port }),
  })
  return (
    <section className={classes.section}>
      <h2>{t('receiver.title')}</h2>
      <Row labels={id} words={t('receiver.port')} note={t('receiver.note')}>
        <TextInput
          {...field}
          id={id}
          className={classes.number}
          inputMode="numeric"
          placeholder={t('receiver.none')}
          error={invalid}
        />
      </Row>
      {invalid && (
        <p role="alert" className={classes.fault}>
          {t('receiver.fault')}
        </p>
      )}
    </section>
  )
}
