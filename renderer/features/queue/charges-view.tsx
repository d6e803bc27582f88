import { IconArrowLeft } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { keepFocus } from '../../components/keep-focus'
import { ViewFrame } from '../../components/view-frame'
import { useApp } from '../../state/hooks'
import { ChargeRow } from './charge-row'
import classes from './charges.module.css'
import { ChoicesForAll } from './choices-for-all'

/** The requests that may have been charged, with what is known of each, and what can be done. */
export function ChargesView() {
  const { t } = useTranslation()
  const app = useApp()
  const charges = useStore(app.charges, (state) => state.charges)
  return (
    <ViewFrame
      title={t('charges.title')}
      subtitle={charges.length > 0 ? t('charges.count', { count: charges.length }) : undefined}
      actions={
        <Button onClick={() => app.view.showQueue('all')}>
          <IconArrowLeft size={15} stroke={1.6} aria-hidden />
          {t('charges.back')}
        </Button>
      }
    >
      {charges.length === 0 ? (
        <EmptyState
          title={t('charges.none')}
          body={t('charges.noneHint')}
          action={<Button onClick={() => app.view.showQueue('all')}>{t('charges.back')}</Button>}
        />
      ) : (
        <div className={classes.scroll}>
          <p className={classes.intro}>{t('charges.intro')}</p>
          <ChoicesForAll charges={charges} />
          <ul ref={keepFocus} className={classes.list} aria-label={t('charges.title')}>
            {charges.map((charge) => (
              <ChargeRow key={charge.id} charge={charge} />
            ))}
          </ul>
        </div>
      )}
    </ViewFrame>
  )
}
