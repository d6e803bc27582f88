import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApp, useQueue, useView } from '../../state/hooks'
import classes from './gallery-view.module.css'

const everything = 'all'

/** Which batch's results are shown; the latest first. */
export function BatchSelect() {
  const { t, i18n } = useTranslation()
  const app = useApp()
  const batches = useQueue((state) => state.batches)
  const batch = useView((state) => state.galleryBatch)
  if (batches.length < 2) return null
  const format = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <Select
      className={classes.batch}
      aria-label={t('gallery.batch')}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      data={[
        { value: everything, label: t('gallery.allBatches') },
        ...batches
          .toSorted((a, b) => b.createdAt - a.createdAt)
          .map(({ id, createdAt }) => ({ value: id, label: format.format(createdAt) })),
      ]}
      value={batch ?? everything}
      onChange={(value) => app.view.setState({ galleryBatch: value === everything ? null : value })}
    />
  )
}
