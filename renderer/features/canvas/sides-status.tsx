import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Plan, sidesPxOf } from '../../../core/geometry'

/** A run of changes is said once nothing changed for so long, ms. */
const pause = 500

/** Says aloud where the photo is now, and how many passes that takes, after it was moved or an edge was. */
export function SidesStatus({ plan, isRefused }: { readonly plan: Plan; readonly isRefused: boolean }) {
  const { t } = useTranslation()
  const sides = t('editor.sides', sidesPxOf(plan))
  const passes = isRefused ? t('editor.refused') : t('format.passes', { count: plan.passes.length })
  const text = t('editor.passes', { sides, passes })
  const first = useRef<string>(text)
  const [said, setSaid] = useState<string>('')
  useEffect(() => {
    if (text === first.current) return
    first.current = ''
    const timer = setTimeout(() => setSaid(text), pause)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  )
}
