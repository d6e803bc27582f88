import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StorageSettings } from '../../../core/settings'
import { updateSettings } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'

/** Limits are set in steps of this, bytes. */
const megabyte = 2 ** 20

const mostMegabytes = 1_000_000
const least: Readonly<Record<keyof StorageSettings, number>> = { thumbnailBytes: 64, renderBytes: 0 }

/** Holds once the field is left, or on Enter: a number half typed would throw away what was paid for. */
export function StorageLimit({ id, name }: { readonly id: string; readonly name: keyof StorageSettings }) {
  const { t } = useTranslation()
  const app = useApp()
  const storage = useSettings((state) => state.settings.storage)
  const [draft, setDraft] = useState<number | string | null>(null)
  const take = () => {
    setDraft(null)
    if (typeof draft !== 'number') return
    const wanted = Math.min(mostMegabytes, Math.max(least[name], draft)) * megabyte
    if (wanted !== storage[name]) void updateSettings(app, { storage: { ...storage, [name]: wanted } })
  }
  return (
    <NumberInput
      id={id}
      prefix={t('help.storage.limitPrefix')}
      suffix=" MB"
      min={least[name]}
      max={mostMegabytes}
      step={256}
      clampBehavior="none"
      allowDecimal={false}
      value={draft ?? Math.round(storage[name] / megabyte)}
      onChange={setDraft}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
        if (event.key === 'Escape') setDraft(null)
      }}
    />
  )
}
