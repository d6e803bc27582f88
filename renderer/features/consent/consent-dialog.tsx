import { useTranslation } from 'react-i18next'
import { doors } from '../../../core/service/doors'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { useAmount } from '../../format/amounts'
import { hostOf } from '../../format/names'
import { useApp, useLibrary, useSettings, useView } from '../../state/hooks'
import { agreeAndStart } from '../../state/start'
import { sumPlans } from '../../state/totals'
import type { ConsentRequest } from '../../state/view-store'
import classes from './consent-dialog.module.css'

/** Asks, once for each door and before the first photo leaves: who receives it, what is sent, what is charged. */
export function ConsentDialog() {
  const request = useView((state) => state.consent)
  return request === null ? null : <Question request={request} />
}

function Question({ request }: { readonly request: ConsentRequest }) {
  const { t } = useTranslation()
  const app = useApp()
  const { name } = doors[request.door]
  const close = () => app.view.setState({ consent: null })
  return (
    <Dialog asks size={520} title={t('consent.title', { name })} onClose={close}>
      <Points request={request} />
      <p className={classes.once}>{t('consent.once', { name })}</p>
      <div className={classes.buttons}>
        <Button data-autofocus onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button look="primary" onClick={() => void agreeAndStart(app, request)} data-testid="agree">
          {t('consent.agree')}
        </Button>
      </div>
    </Dialog>
  )
}

/** How many photos are sent, as what, and what that takes. */
function useExtent(request: ConsentRequest): {
  readonly photos: number
  readonly units: number
  readonly links: boolean
} {
  const batch = useSettings((state) => state.settings.batch)
  const photos = useLibrary((state) => state.content).photos
  const { jobs } = useApp().queue.getState()
  if ('remake' in request) {
    const { request: again, estimate } = request.remake
    const ids = new Set(again.results.map(({ job }) => job))
    return { photos: ids.size, units: estimate.units, links: [...ids].some((id) => jobs.get(id)?.link) }
  }
  const chosen = request.photos === 'all' ? photos.values() : request.photos.flatMap((id) => photos.get(id) ?? [])
  const totals = sumPlans(chosen, batch)
  return { photos: totals.ready - totals.already, units: totals.units, links: batch.sendLinks }
}

function Points({ request }: { readonly request: ConsentRequest }) {
  const { t } = useTranslation()
  const amount = useAmount()
  const endpoint = useSettings((state) => state.settings.doors[request.door].endpoint)
  const { photos, units, links } = useExtent(request)
  return (
    <dl className={classes.points}>
      <div>
        <dt>{t('consent.who')}</dt>
        <dd>
          <strong>{doors[request.door].name}</strong> · <bdi>{hostOf(endpoint)}</bdi>
        </dd>
      </div>
      <div>
        <dt>{t('consent.what')}</dt>
        <dd>
          {t('consent.photos', { count: photos })}
          {links && ` ${t('consent.links')}`}
        </dd>
      </div>
      <div>
        <dt>{t('consent.cost')}</dt>
        <dd className="numbers">
          <strong>{[t('format.units', { count: units }), amount(units)].filter(Boolean).join(' · ')}</strong>
          <br />
          {t('consent.charged')}
        </dd>
      </div>
    </dl>
  )
}
