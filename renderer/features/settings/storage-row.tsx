import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StorageSettings } from '../../../core/settings'
import type { StorageKind, StorageUse } from '../../../core/storage'
import { Button } from '../../components/button'
import { useBytes } from '../../format/use-bytes'
import { Row } from './row'
import classes from './settings-view.module.css'
import { StorageLimit } from './storage-limit'

interface StorageRowProps {
  readonly kind: StorageKind
  /** `null`: not known yet. */
  readonly use: StorageUse | null
  readonly limit: keyof StorageSettings | null
  readonly busy: boolean
  readonly onClear: () => void
}

/** One kind of what is kept: how much there is, how much at most, and away with it. */
export function StorageRow({ kind, use, limit, busy, onClear }: StorageRowProps) {
  const { t } = useTranslation()
  const bytes = useBytes()
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [asked, setAsked] = useState(false)
  const name = t(`help.storage.kinds.${kind}`)
  const needed = use !== null && use.needed > 0 ? t('help.storage.needed', { size: bytes(use.needed) }) : null
  const answer = (clears: boolean) => {
    setAsked(false)
    button.current?.focus()
    if (clears) onClear()
  }
  const empty = use !== null && use.bytes <= use.needed
  return (
    <>
      <Row
        {...(limit !== null && { labels: id })}
        words={name}
        note={[t(`help.storage.notes.${kind}`), needed].filter((words) => words !== null).join(' ')}
      >
        <div className={classes.storage}>
          <span className="numbers" data-testid={`storage-${kind}`}>
            {use === null ? '…' : bytes(use.bytes)}
          </span>
          {limit !== null && <StorageLimit id={id} name={limit} />}
          <Button
            ref={button}
            disabled={busy || use === null || empty}
            title={empty ? t('help.storage.nothing') : undefined}
            aria-label={t('help.storage.clearOf', { what: name })}
            // What was paid for is not gone by one press.
            onClick={() => (kind === 'renders' ? setAsked(true) : onClear())}
          >
            {t('help.storage.clear')}
          </Button>
        </div>
      </Row>
      {asked && (
        <div className={classes.sure} role="alert">
          <p>{t('help.storage.sure')}</p>
          <Button small autoFocus onClick={() => answer(false)}>
            {t('help.storage.sureNot')}
          </Button>
          <Button small onClick={() => answer(true)}>
            {t('help.storage.sureClear')}
          </Button>
        </div>
      )}
    </>
  )
}
