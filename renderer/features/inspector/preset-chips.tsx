import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type BuiltInPreset, builtInPresets, presetGroups } from '../../../core/presets'
import { Button } from '../../components/button'
import { usePresetName } from '../../format/use-preset-name'
import { useSettings } from '../../state/hooks'
import { sameShape, withShape } from '../../state/targets'
import { PresetGroupItems } from '../targets/preset-group-items'
import { isActivePreset } from './active-preset'
import { OwnPresetItems } from './own-preset-items'
import classes from './target-section.module.css'
import type { Scope } from './use-scope'

/** The shapes with a number key; the others are in the menu. */
const chips = builtInPresets.slice(0, 9)
const others = builtInPresets.slice(9)

/** One press for the usual shapes. */
export function PresetChips({ scope }: { readonly scope: Scope }) {
  const { t } = useTranslation()
  const name = usePresetName()
  const own = useSettings((state) => state.presets)
  const isActive = (preset: BuiltInPreset) => scope.target !== null && sameShape(scope.target, preset.shape)
  const choose = (preset: BuiltInPreset) => scope.choose(withShape(scope.base, preset.shape))
  const active = own.find((preset) => isActivePreset(preset, scope))?.name
  const listed = others.find(isActive)
  const inMenu = active ?? (listed && name(listed))
  // Nothing that has a name: the numbers below say what it is.
  const custom = inMenu === undefined && scope.target !== null && !chips.some(isActive)
  const word = inMenu ?? (custom ? t('presetList.custom') : t('inspector.target.more'))
  return (
    <div className={classes.chips}>
      {chips.map((preset, index) => (
        <Button
          key={preset.id}
          active={isActive(preset)}
          aria-pressed={isActive(preset)}
          className={classes.chip}
          title={String(index + 1)}
          onClick={() => choose(preset)}
        >
          {name(preset)}
        </Button>
      ))}
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <Button
            className={classes.chip}
            active={inMenu !== undefined || custom}
            aria-label={
              inMenu !== undefined || custom ? t('presetList.more', { name: word }) : t('inspector.target.morePresets')
            }
            title={inMenu}
          >
            <span className={classes.word}>{word}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          <OwnPresetItems scope={scope} />
          {presetGroups.map((group) => (
            <PresetGroupItems key={group} group={group} presets={others} isActive={isActive} onChoose={choose} />
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
