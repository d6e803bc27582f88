import { Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../../core/geometry'
import { builtInPresets, presetGroups } from '../../../core/presets'
import { mostTargets } from '../../../core/targets'
import { Button } from '../../components/button'
import { useSettings } from '../../state/hooks'
import { sameShape, withShape } from '../../state/targets'
import { PresetGroupItems } from './preset-group-items'
import classes from './target-chips.module.css'

interface AddTargetProps extends Pick<ComponentProps<'button'>, 'tabIndex' | 'onFocus'> {
  /** What there is already. */
  readonly targets: readonly Target[]
  /** Where the photo sits in its canvas comes from this one. */
  readonly base: Target
  readonly onAdd: (targets: readonly Target[]) => void
}

/** One more shape for every photo, out of the presets. */
export function AddTarget({ targets, base, onAdd, ...button }: AddTargetProps) {
  const { t } = useTranslation()
  const own = useSettings((state) => state.presets)
  const full = targets.length >= mostTargets
  return (
    <Menu position="bottom-start" width={230}>
      <Menu.Target>
        <Button
          {...button}
          data-stop
          className={classes.add}
          aria-label={t('targets.addLabel')}
          aria-disabled={full}
          title={full ? t('targets.full', { count: mostTargets }) : t('targets.addHint')}
          data-testid="add-target"
        >
          <IconPlus size={13} aria-hidden />
          <span className={classes.word}>{t('targets.add')}</span>
        </Button>
      </Menu.Target>
      {!full && (
        <Menu.Dropdown className={classes.menu}>
          {own.length > 0 && <Menu.Label>{t('inspector.target.mine')}</Menu.Label>}
          {own.map((preset) => (
            <Menu.Item key={preset.id} onClick={() => onAdd([preset.target, ...preset.moreTargets])}>
              {preset.name}
            </Menu.Item>
          ))}
          {presetGroups.map((group) => (
            <PresetGroupItems
              key={group}
              group={group}
              presets={builtInPresets}
              isActive={(preset) => targets.some((target) => sameShape(target, preset.shape))}
              onChoose={(preset) => onAdd([withShape(base, preset.shape)])}
            />
          ))}
        </Menu.Dropdown>
      )}
    </Menu>
  )
}
