import { NumberInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type EngineId, unitsPerPicture } from '../../../core/limits'
import type { DoorId } from '../../../core/service/doors'
import { requestRules } from '../../../core/service/rules'
import { Check } from '../../components/check'
import { SlotsInput } from '../../components/slots-input'
import { useAmount } from '../../format/amounts'
import { updateBatch } from '../../state/actions'
import { useApp, useLibrary, useSettings } from '../../state/hooks'
import { anyLinked } from '../../state/photo-filter'
import classes from './inspector.module.css'

/** Pictures of each photo, and what each pass of one costs then. */
export function VariationsRow({ engine }: { readonly engine: EngineId }) {
  const { t } = useTranslation()
  const app = useApp()
  const id = useId()
  const amount = useAmount()
  const n = useSettings((state) => state.settings.batch.n)
  const units = n * unitsPerPicture[engine]
  const price = amount(units)
  return (
    <>
      <div className={classes.row}>
        <label htmlFor={id} title={t('inspector.engine.variationsHint')}>
          {t('inspector.engine.variations')}
        </label>
        <NumberInput
          id={id}
          className={classes.short}
          hideControls={false}
          min={requestRules.count.min}
          max={requestRules.count.max}
          clampBehavior="strict"
          allowDecimal={false}
          value={n}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 1) void updateBatch(app, { n: value })
          }}
        />
      </div>
      {units > 0 && (
        <p className={classes.hint}>
          {t('inspector.engine.cost', {
            cost: [t('format.units', { count: units }), price, t('format.slots', { count: n })]
              .filter((part) => part !== null)
              .join(' · '),
          })}
        </p>
      )}
    </>
  )
}

/** How much of the account is used at once. */
export function SlotsRow({ door }: { readonly door: DoorId }) {
  const { t } = useTranslation()
  const id = useId()
  const slots = useSettings((state) => state.settings.doors[door].slots)
  const n = useSettings((state) => state.settings.batch.n)
  return (
    <>
      <div className={classes.row}>
        <label htmlFor={id} title={t('doors.slotsNote')}>
          {t('doors.slots')}
        </label>
        <SlotsInput id={id} className={classes.short} door={door} />
      </div>
      {n > slots && <p className={classes.hint}>{t('inspector.engine.split')}</p>}
    </>
  )
}

/** Only where there is something to choose: photos that came from links. */
export function LinksRow() {
  const { t } = useTranslation()
  const app = useApp()
  const sendLinks = useSettings((state) => state.settings.batch.sendLinks)
  const linked = useLibrary((state) => anyLinked(state.photos.values()))
  if (!linked) return null
  return (
    <div className={classes.row}>
      <Check
        label={t('inspector.engine.links')}
        hint={t('inspector.engine.linksHint')}
        checked={sendLinks}
        onChange={(checked) => void updateBatch(app, { sendLinks: checked })}
      />
    </div>
  )
}

/** As many photos as are looked at first, unless told otherwise. */
const pilotSize = 3

/** A few photos first, the others once the user has seen them. */
export function PilotRow() {
  const { t } = useTranslation()
  const app = useApp()
  const pilot = useSettings((state) => state.settings.batch.pilot)
  return (
    <div className={classes.row}>
      <Check
        label={t('inspector.engine.pilot', { count: pilot ?? pilotSize })}
        checked={pilot !== null}
        onChange={(checked) => void updateBatch(app, { pilot: checked ? pilotSize : null })}
      />
      {pilot !== null && (
        <NumberInput
          className={classes.tiny}
          aria-label={t('inspector.engine.pilotSize')}
          hideControls={false}
          min={1}
          max={1000}
          clampBehavior="strict"
          allowDecimal={false}
          value={pilot}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 1) void updateBatch(app, { pilot: value })
          }}
        />
      )}
    </div>
  )
}
