import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../../core/geometry'
import { builtInPresets, presetGroups, presetTarget } from '../../../core/presets'
import { keptTargets, sameTargets } from '../../../core/targets'
import type { WatchFolder } from '../../../core/watch'
import { usePresetName } from '../../format/use-preset-name'
import { useTargetLabel } from '../../format/use-target-label'
import { useSettings } from '../../state/hooks'
import classes from './watch.module.css'

interface WatchShapeProps {
  readonly label: string
  /** `null`: the batch's. */
  readonly target: Target | null
  readonly moreTargets: readonly Target[]
  readonly onChange: (change: Pick<WatchFolder, 'target' | 'moreTargets'>) => void
}

const asBatch = 'batch'
/** Targets that no preset has any more. */
const asIs = 'as-is'

/** What photos of a folder get for shapes: a preset of the program's or the user's, or the batch's. */
export function WatchShape({ label, target, moreTargets, onChange }: WatchShapeProps) {
  const { t } = useTranslation()
  const name = usePresetName()
  const describe = useTargetLabel()
  const own = useSettings((state) => state.presets)
  const choices = [
    ...own.map((preset) => ({ value: `own:${preset.id}`, targets: [preset.target, ...preset.moreTargets] })),
    ...builtInPresets.map((preset) => ({ value: preset.id, targets: [presetTarget(preset)] })),
  ]
  const targets = target === null ? [] : [target, ...moreTargets]
  const chosen = target === null ? asBatch : (choices.find((one) => sameTargets(one.targets, targets))?.value ?? asIs)
  return (
    <Select
      className={classes.shape}
      aria-label={label}
      data={[
        { value: asBatch, label: t('watch.batchShape') },
        ...(target !== null && chosen === asIs ? [{ value: asIs, label: targets.map(describe).join(' · ') }] : []),
        ...(own.length > 0
          ? [{ group: t('watch.own'), items: own.map(({ id, name: label }) => ({ value: `own:${id}`, label })) }]
          : []),
        ...presetGroups.map((group) => ({
          group: t(`presetGroups.${group}`),
          items: builtInPresets
            .filter((preset) => preset.group === group)
            .map((preset) => ({ value: preset.id, label: name(preset) })),
        })),
      ]}
      value={chosen}
      onChange={(value) => {
        if (value === asBatch) onChange({ target: null, moreTargets: [] })
        const choice = choices.find((one) => one.value === value)
        if (choice) onChange(keptTargets(choice.targets))
      }}
    />
  )
}
