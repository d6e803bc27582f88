import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { presetNamer } from '../../../core/name-fields'
import { targetAt, targetsOf } from '../../../core/targets'
import { FileName } from '../../components/file-name'
import { exampleName } from '../../state/example-name'
import { useLibrary, useList, useSettings, useView } from '../../state/hooks'
import { planFor } from '../../state/plans'
import names from './name-row.module.css'

/** What a template makes of the photo that has the focus, else of the first. */
export function NameExample({ template }: { readonly template: string }) {
  const { t } = useTranslation()
  const batch = useSettings((state) => state.settings.batch)
  const presets = useSettings((state) => state.presets)
  const presetOf = useMemo(() => presetNamer(presets), [presets])
  const focus = useView((state) => state.selection.focus)
  const shown = useView((state) => state.shownTarget)
  const first = useList((state) => state.ids[0])
  const photo = useLibrary((state) => state.photos.get(focus ?? first ?? ''))
  if (photo === undefined) return null
  const target = targetAt(targetsOf(photo, batch), shown)
  const outcome = planFor(photo, target, batch)
  if (outcome.kind !== 'planned') return null
  const example = exampleName(photo, {
    target,
    engine: batch.engine,
    n: outcome.plan.passes.length === 0 ? 1 : batch.n,
    output: { ...batch.output, template },
    size: outcome.plan.output,
    preset: presetOf(target),
  })
  if (example === null) return null
  return (
    <p className={names.example} data-testid="name-example">
      <span className="visually-hidden">{t('naming.example')}</span>
      <FileName name={example} />
    </p>
  )
}
