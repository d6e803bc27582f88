import { SegmentedControl } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultDoorSettings } from '../../../core/service/access'
import { type DoorId, doors } from '../../../core/service/doors'
import { Button } from '../../components/button'
import { SlotsInput } from '../../components/slots-input'
import { hostOf } from '../../format/names'
import { updateDoor } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { AddressRow } from './address-row'
import { Row } from './row'
import classes from './settings-view.module.css'

/** How a door is used: where it is, how much at once, who is told. */
export function DoorFields({ door }: { readonly door: DoorId }) {
  const { t } = useTranslation()
  const app = useApp()
  const { endpoint, callbackUrl } = useSettings((state) => state.settings.doors[door])
  const { endpoints } = doors[door]
  const standard = defaultDoorSettings[door].endpoint
  return (
    <>
      <AddressRow
        words={t('doors.endpoint')}
        value={endpoint}
        onChange={(url) => void updateDoor(app, door, { endpoint: url ?? standard })}
        reset={endpoint === standard ? null : t('doors.endpointReset')}
      />
      {endpoints.length > 1 && (
        <div className={classes.suggestions}>
          {endpoints.map((url) => (
            <Button
              key={url}
              small
              active={url === endpoint}
              aria-pressed={url === endpoint}
              onClick={() => void updateDoor(app, door, { endpoint: url })}
            >
              {hostOf(url)}
            </Button>
          ))}
        </div>
      )}
      <SlotsRow door={door} />
      <AddressRow
        words={t('doors.callback')}
        note={t('doors.callbackNote')}
        placeholder={t('doors.callbackNone')}
        value={callbackUrl ?? ''}
        onChange={(url) => void updateDoor(app, door, { callbackUrl: url })}
        reset={callbackUrl === null ? null : t('doors.callbackReset')}
      />
      {doors[door].watermark && <WatermarkRow door={door} />}
    </>
  )
}

function SlotsRow({ door }: { readonly door: DoorId }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <Row labels={id} words={t('doors.slots')} note={t('doors.slotsNote')}>
      <SlotsInput id={id} className={classes.number} door={door} />
    </Row>
  )
}

const watermarks = ['unsaid', 'on', 'off'] as const
const watermarkValues = { unsaid: null, on: true, off: false } as const

function WatermarkRow({ door }: { readonly door: DoorId }) {
  const { t } = useTranslation()
  const app = useApp()
  const watermark = useSettings((state) => state.settings.doors[door].watermark)
  return (
    <Row words={t('doors.watermark')} note={t('doors.watermarkNote')}>
      <SegmentedControl
        aria-label={t('doors.watermark')}
        data={watermarks.map((value) => ({ value, label: t(`doors.watermarks.${value}`) }))}
        value={watermarks.find((value) => watermarkValues[value] === watermark) ?? 'unsaid'}
        onChange={(value) => {
          const chosen = watermarks.find((known) => known === value)
          if (chosen !== undefined) void updateDoor(app, door, { watermark: watermarkValues[chosen] })
        }}
      />
    </Row>
  )
}
