import { useEffect, useState } from 'react'
import type { FileNow } from '../../../core/gallery'
import { setPictureVersion } from '../../components/picture-versions'
import { outputThumb } from '../../components/thumb-url'
import { useApp } from '../../state/hooks'
import { inOrder } from '../../state/in-order'
import { announceMarks } from '../../state/marking'
import { resultRef } from '../../state/marks-store'

/** Once one stays at a result, not for each that is passed by: ms. */
const rest = 150

/** What files were when they were looked at last: the page has that of them. */
const seen = new Map<string, FileNow['version']>()

/**
 * A result's file as it is on disk: looked at when the result is shown, and when the user comes back to the window, for
 * other programs change files. `null`: not known yet.
 */
export function useFileNow(id: string): FileNow | null {
  const app = useApp()
  const [known, setKnown] = useState<{ readonly id: string; readonly file: FileNow } | null>(null)
  useEffect(() => {
    let isGone = false
    // A file that is gone is seen at once, one that has changed is read first: the answers may change places.
    const ask = inOrder()
    const look = async () => {
      const { job, variation } = resultRef(id)
      const isNews = ask()
      const answer = await app.bridge.gallery.look({ job, variation }).catch(() => null)
      if (isGone || !answer?.ok) return
      const file = answer.value
      if (file.mark !== null) announceMarks(app, [{ id, mark: file.mark }])
      if (!isNews()) return
      setKnown({ id, file })
      const isOther = seen.has(id) && seen.get(id) !== file.version
      if (isOther) setPictureVersion(outputThumb(job, variation, 0), String(file.version))
      seen.set(id, file.version)
    }
    const timer = setTimeout(look, rest)
    window.addEventListener('focus', look)
    return () => {
      isGone = true
      clearTimeout(timer)
      window.removeEventListener('focus', look)
    }
  }, [app, id])
  return known?.id === id ? known.file : null
}
