import { useTranslation } from 'react-i18next'
import { type Plan, unitsOf } from '../../core/geometry'
import { unitsPerPicture } from '../../core/limits'
import { useSettings } from '../state/hooks'

/** What a plan costs with the batch's settings, in words: "free" where the engine charges nothing at all. */
export function useUnits(): (plan: Plan) => string {
  const { t } = useTranslation()
  const { engine, n } = useSettings((state) => state.settings.batch)
  return (plan) =>
    unitsPerPicture[engine] === 0 ? t('inspector.totals.free') : t('format.units', { count: unitsOf(plan, n, engine) })
}
