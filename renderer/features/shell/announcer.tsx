import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pauseWords } from '../../format/pause-words'
import { useLibrary, useQueue, useView } from '../../state/hooks'

/** At least this long between two sentences, ms: a screen reader must be able to finish one. */
const pause = 5000

/** Says aloud how the queue and imports get on, and how much is selected, without stealing the focus. */
export function Announcer() {
  const { t } = useTranslation()
  const queueText = useQueueText()
  const libraryText = useLibraryText()
  const pauseText = usePauseText()
  const heldText = useHeldText()
  const selected = useView((state) => state.selection.ids.size)
  return (
    <div className="visually-hidden">
      <p role="status" aria-live="polite">
        {useCoalesced(queueText)}
      </p>
      <p role="status" aria-live="polite">
        {useCoalesced(libraryText)}
      </p>
      <p role="status" aria-live="polite">
        {useCoalesced(pauseText)}
      </p>
      <p role="status" aria-live="polite">
        {useCoalesced(heldText)}
      </p>
      <p role="status" aria-live="polite">
        {useCoalesced(selected > 1 ? t('announce.selected', { count: selected }) : '', 600)}
      </p>
    </div>
  )
}

function useQueueText(): string {
  const { t } = useTranslation()
  return useQueue((state) => {
    const { total, finished, failed } = state.progress
    if (total === 0 || state.summary === null) return ''
    if (finished === total && failed > 0) return t('announce.finishedFailed', { done: finished - failed, failed })
    if (finished === total) return t('announce.finished')
    if (!state.summary.running) return t('announce.paused')
    if (state.summary.mode === 'fetching' && state.summary.active === 0) return t('pausing.fetching')
    return failed > 0
      ? t('announce.progressFailed', { finished, total, failed })
      : t('announce.progress', { finished, total })
  })
}

function useLibraryText(): string {
  const { t } = useTranslation()
  return useLibrary((state) =>
    state.photos.size > 0 && state.importing === null ? t('announce.imported', { count: state.photos.size }) : '',
  )
}

/** Their banners come with their words in them, which screen readers do not reliably read out. */
function useHeldText(): string {
  const { t } = useTranslation()
  const held = useQueue((state) => state.summary?.counts.blocked ?? 0)
  return held > 0 ? t('announce.held', { count: held }) : ''
}

/** Why nothing is sent: said when it begins, without the seconds that are left. */
function usePauseText(): string {
  const { t } = useTranslation()
  return useQueue((state) =>
    (state.summary?.doors ?? [])
      .flatMap(({ door, pause }) =>
        pause === null
          ? []
          : t('format.named', { name: t(`inspector.engine.short.${door}`), text: pauseWords(pause.error.code, t) }),
      )
      .join('. '),
  )
}

/** The latest text, at most one in `ms`. */
function useCoalesced(text: string, ms = pause): string {
  const [shown, setShown] = useState('')
  const last = useRef(0)
  useEffect(() => {
    const wait = Math.max(0, last.current + ms - Date.now())
    const timer = setTimeout(() => {
      last.current = Date.now()
      setShown(text)
    }, wait)
    return () => clearTimeout(timer)
  }, [text, ms])
  return shown
}
