import { Popover } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { useView } from '../../state/hooks'
import { countTraits } from '../../state/photo-filter'
import { FilterPanel } from './filter-panel'
import classes from './filter-panel.module.css'

/** Opens the filters; says how many are at work. */
export function FilterButton() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const count = useView(({ filter, traits }) => countTraits(traits) + (filter === 'all' ? 0 : 1))
  const label = count === 0 ? t('photoList.filter.button') : t('photoList.filter.active', { count })
  return (
    <Popover opened={open} position="bottom-end" trapFocus returnFocus onChange={setOpen}>
      <Popover.Target>
        <Button
          className={classes.button}
          active={count > 0}
          aria-label={label}
          data-testid="filter"
          onClick={() => setOpen(!open)}
        >
          <IconFilter size={14} stroke={1.7} aria-hidden />
          <span className={classes.label}>{label}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label={t('photoList.filter.label')}>
        <FilterPanel />
      </Popover.Dropdown>
    </Popover>
  )
}
