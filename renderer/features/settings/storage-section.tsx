import { NumberInput } from '@mantine/core'
import { useCallback, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StorageSettings } from '../../../core/settings'
import { type StorageKind, type StorageUsage, type StorageUse, storageKinds } from '../../../core/storage'
import { Button } from '../../components/button'
import { useBytes } from '../../format/use-bytes'
import { ask, updateSettings } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { notify } from '../../state/notices'
import { Row } from './row'
import classes from './settings-view.module.css'
import { useArrival } from './use-arrival'

/** What is kept on this computer because it is quicker or cheaper to keep: how much of it, how much at most, and away. */
export function StorageSection() {
  const { t } = useTranslation()
  const app = useApp()
  const ref = useArrival('storage')
  const limits = useSettings((state) => state.settings.storage)
  const [usage, setUsage] = useState<StorageUsage | null>(null)
  const [clearing, setClearing] = useState<StorageKind | null>(null)
  const load = useCallback(async () => {
    const found = await ask(app, app.bridge.storage.usage())
    if (found !== null) setUsage(found.value)
  }, [app])
  // A limit that was lowered has made room by the time it is asked after.
  // biome-ignore lint/correctness/useExhaustiveDependencies: limits are what changed, not what is read
  useEffect(() => void load(), [load, limits])
  const clear = async (what: StorageKind) => {
    setClearing(what)
    const left = await ask(app, app.bridge.storage.clear({ what }))
    setClearing(null)
    if (left === null) return
    setUsage(left.value)
    notify({ kind: 'info', title: t(`help.storage.cleared.${what}`) })
  }
  return (
    <section ref={ref} className={classes.section} aria-label={t('help.storage.title')} data-testid="storage">
      <h2>{t('help.storage.title')}</h2>
      <p className={classes.intro}>{t('help.storage.intro')}</p>
      {storageKinds.map((kind) => (
        <StorageRow
          key={kind}
          kind={kind}
          use={usage?.[kind] ?? null}
          limit={limitNames[kind]}
          busy={clearing !== null}
          onClear={() => void clear(kind)}
        />
      ))}
    </section>
  )
}

const limitNames: Readonly<Record<StorageKind, keyof StorageSettings | null>> = {
  thumbnails: 'thumbnailBytes',
  renders: 'renderBytes',
  // Copies stay as long as their photos are listed, and all others can go.
  links: null,
}

interface StorageRowProps {
  readonly kind: StorageKind
  /** `null`: not known yet. */
  readonly use: StorageUse | null
  readonly limit: keyof StorageSettings | null
  readonly busy: boolean
  readonly onClear: () => void
}

function StorageRow({ kind, use, limit, busy, onClear }: StorageRowProps) {
  const { t } = useTranslation()
  const bytes = useBytes()
  const id = useId()
  const name = t(`help.storage.kinds.${kind}`)
  const needed = use !== null && use.needed > 0 ? t('help.storage.needed', { size: bytes(use.needed) }) : null
  return (
    <Row
      {...(limit !== null && { labels: id })}
      words={name}
      note={[t(`help.storage.notes.${kind}`), needed].filter((words) => words !== null).join(' ')}
    >
      <div className={classes.storage}>
        <span className="numbers" data-testid={`storage-${kind}`}>
          {use === null ? '…' : bytes(use.bytes)}
        </span>
        {limit !== null && <LimitInput id={id} name={limit} />}
        <Button
          disabled={busy || use === null || use.bytes <= use.needed}
          aria-label={t('help.storage.clearOf', { what: name })}
          onClick={onClear}
        >
          {t('help.storage.clear')}
        </Button>
      </div>
    </Row>
  )
}

/** Limits are set in steps of this, bytes. */
const megabyte = 2 ** 20

function LimitInput({ id, name }: { readonly id: string; readonly name: keyof StorageSettings }) {
  const { t } = useTranslation()
  const app = useApp()
  const storage = useSettings((state) => state.settings.storage)
  return (
    <NumberInput
      id={id}
      prefix={t('help.storage.limitPrefix')}
      suffix=" MB"
      min={name === 'thumbnailBytes' ? 64 : 0}
      max={1_000_000}
      step={256}
      clampBehavior="blur"
      allowDecimal={false}
      value={Math.round(storage[name] / megabyte)}
      onChange={(value) => {
        const wanted = Number(value) * megabyte
        const fits = typeof value === 'number' && value >= (name === 'thumbnailBytes' ? 64 : 0)
        if (fits && wanted !== storage[name]) void updateSettings(app, { storage: { ...storage, [name]: wanted } })
      }}
    />
  )
}
