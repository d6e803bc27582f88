import { useEffect, useState } from 'react'
import { type ErrorInfo, toErrorInfo } from '../../../core/errors'
import type { RemakeEstimate, RemakeRequest } from '../../../core/gallery'
import { useApp, useQueue } from '../../state/hooks'

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
  const lineUp = useQueue((state) => state.progress.finished)
  const [known, setKnown] = useState<{ readonly key: string; readonly reckoned: Reckoned } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what jobs brought changes what is yet to be bought
  useEffect(() => {
    if (key === null) return
    let gone = false
    const timer = setTimeout(async () => {
      const asked = JSON.parse(key) as RemakeRequest
      const reckoned = await reckon(asked)
      if (!gone) setKnown({ key, reckoned })
    }, pause)
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
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [app, key, lineUp])
  return known !== null && known.key === key ? known.reckoned : { kind: 'reckoning' }
}
