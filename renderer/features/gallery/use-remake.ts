import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toErrorInfo } from '../../../core/errors'
import type { StartResult } from '../../../core/queue'
import { useApp } from '../../state/hooks'
import { notify } from '../../state/notices'
import type { Reckoned } from './use-estimate'

/** Makes results once more for what was shown; what goes wrong is said where it was asked for. */
export function useRemake() {
  const { t } = useTranslation()
  const app = useApp()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  /** What was left out only now is said, too: a photo may be gone since it was reckoned. */
  const tell = ({ jobs, refused }: StartResult) => {
    const [first] = refused
    const left = first && t('gallery.again.refused', { count: refused.length, message: first.message })
    if (jobs === 0) {
      setProblem(first?.message ?? '')
      return
    }
    const action = { label: t('gallery.again.toQueue'), run: () => app.view.go('queue') }
    notify({ kind: 'info', title: t('gallery.again.started', { count: jobs }), ...(left && { body: left }), action })
  }
  const remake = async (reckoned: Reckoned) => {
    if (reckoned.kind !== 'known' || busy) return
    setBusy(true)
    setProblem(null)
    try {
      const { request, estimate } = reckoned
      const answer = await app.bridge.gallery.remake({ ...request, units: estimate.units })
      if (answer.ok) tell(answer.value)
      else setProblem(answer.error.message)
    } catch (error) {
      setProblem(toErrorInfo(error).message)
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, remake }
}
