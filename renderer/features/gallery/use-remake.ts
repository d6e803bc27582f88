import { useState } from 'react'
import type { Words } from '../../format/words'
import { useApp } from '../../state/hooks'
import { remakeResults } from '../../state/remake'
import type { Reckoned } from './use-estimate'

/** Makes results once more for what was shown; what goes wrong is said where it was asked for. */
export function useRemake() {
  const app = useApp()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Words | null>(null)
  const remake = async (reckoned: Reckoned) => {
    if (reckoned.kind !== 'known' || busy) return
    setBusy(true)
    setProblem(null)
    setProblem(await remakeResults(app, reckoned))
    setBusy(false)
  }
  return { busy, problem, remake }
}
