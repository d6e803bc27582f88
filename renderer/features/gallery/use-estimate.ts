import { useEffect, useState } from 'react'
import { type ErrorInfo, toErrorInfo } from '../../../core/errors'
import type { RemakeEstimate, RemakeRequest } from '../../../core/gallery'
import { useApp } from '../../state/hooks'

/** Reckoned once nothing was changed for so long, ms. */
const pause = 250

export type Reckoned =
  | { readonly kind: 'reckoning' }
  | { readonly kind: 'known'; readonly request: RemakeRequest; readonly estimate: RemakeEstimate }
  | { readonly kind: 'failed'; readonly error: ErrorInfo }

/** What making results once more would take, as main reckons it; anew when the request changes or jobs end. */
export function useEstimate(request: RemakeRequest | null): Reckoned {
  const app = useApp()
  const key = request === null ? null : JSON.stringify(request)
  const [known, setKnown] = useState<{ readonly key: string; readonly reckoned: Reckoned } | null>(null)
  useEffect(() => {
    if (key === null) return
    let gone = false
    let timer: ReturnType<typeof setTimeout> | null = null
    // While jobs end one after another it is reckoned now and then, not put off until they are through.
    const reckonSoon = () => {
      timer ??= setTimeout(async () => {
        timer = null
        const reckoned = await reckon(JSON.parse(key) as RemakeRequest)
        if (!gone) setKnown({ key, reckoned })
      }, pause)
    }
    const reckon = async (asked: RemakeRequest): Promise<Reckoned> => {
      try {
        const answer = await app.bridge.gallery.estimate(asked)
        return answer.ok
          ? { kind: 'known', request: asked, estimate: answer.value }
          : { kind: 'failed', error: answer.error }
      } catch (error) {
        return { kind: 'failed', error: toErrorInfo(error) }
      }
    }
    reckonSoon()
    // What jobs brought changes what is yet to be bought.
    const stop = app.queue.subscribe((now, before) => {
      if (now.progress.finished !== before.progress.finished) reckonSoon()
    })
    return () => {
      gone = true
      stop()
      if (timer !== null) clearTimeout(timer)
    }
  }, [app, key])
  return known !== null && known.key === key ? known.reckoned : { kind: 'reckoning' }
}
