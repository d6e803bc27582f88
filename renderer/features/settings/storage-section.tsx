import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StorageSettings } from '../../../core/settings'
import { type StorageKind, type StorageUsage, storageKinds } from '../../../core/storage'
import { say } from '../../format/words'
import { ask } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { notify } from '../../state/notices'
import classes from './settings-view.module.css'
import { StorageRow } from './storage-row'
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
    const found = await ask(app.bridge.storage.usage())
    if (found !== null) setUsage(found.value)
  }, [app])
  // A limit that was lowered has made room by the time it is asked after.
  // biome-ignore lint/correctness/useExhaustiveDependencies: limits are what changed, not what is read
  useEffect(() => void load(), [load, limits])
  const clear = async (what: StorageKind) => {
    setClearing(what)
    const left = await ask(app.bridge.storage.clear({ what }))
    setClearing(null)
    if (left === null) return
    setUsage(left.value)
    notify({ kind: 'info', title: say(`help.storage.cleared.${what}`) })
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
