import { CloseButton, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { colourLabels } from '../../../core/gallery'
import { engineIds } from '../../../core/limits'
import { Button } from '../../components/button'
import { searchFieldMark } from '../../state/focus'
import { useApp, useGallery, useView } from '../../state/hooks'
import { flagFilters, type ResultFilter, resultSorts } from '../../state/result-filter'
import classes from './filter-bar.module.css'

const starSteps = [1, 2, 3, 4, 5] as const
const any = 'any'

/** Which results are shown, how many there are of each kind, and in what order. */
export function FilterBar() {
  const { t } = useTranslation()
  const app = useApp()
  const filter = useView((state) => state.galleryFilter)
  const sort = useView((state) => state.gallerySort)
  const counts = useGallery((state) => state.counts)
  const change = (part: Partial<ResultFilter>) => app.view.setState({ galleryFilter: { ...filter, ...part } })
  return (
    <search className={classes.bar} aria-label={t('gallery.filter.label')}>
      {flagFilters.map((flag) => (
        <Button
          key={flag}
          small
          look="quiet"
          active={filter.flag === flag}
          aria-pressed={filter.flag === flag}
          className="numbers"
          onClick={() => change({ flag })}
        >
          {t('gallery.filter.flag', { name: t(`gallery.filter.flags.${flag}`), count: counts[flag] })}
        </Button>
      ))}
      <Select
        size="xs"
        className={classes.choice}
        rightSectionWidth={22}
        aria-label={t('gallery.filter.stars')}
        data={[
          { value: '0', label: t('gallery.filter.anyStars') },
          ...starSteps.map((count) => ({ value: String(count), label: t('gallery.filter.atLeast', { count }) })),
        ]}
        value={String(filter.stars)}
        onChange={(value) => change({ stars: Number(value) })}
      />
      <Select
        size="xs"
        className={classes.choice}
        rightSectionWidth={22}
        aria-label={t('gallery.filter.colour')}
        data={[
          { value: any, label: t('gallery.filter.anyColour') },
          ...colourLabels.map((value) => ({ value, label: t(`gallery.marks.${value}`) })),
        ]}
        value={filter.colour ?? any}
        onChange={(value) => change({ colour: colourLabels.find((known) => known === value) ?? null })}
      />
      <EngineSelect filter={filter} onChange={change} />
      <Select
        size="xs"
        className={classes.choice}
        rightSectionWidth={22}
        aria-label={t('gallery.filter.sort')}
        data={resultSorts.map((value) => ({ value, label: t(`gallery.filter.sorts.${value}`) }))}
        value={sort}
        onChange={(value) => {
          const chosen = resultSorts.find((known) => known === value)
          if (chosen !== undefined) app.view.setState({ gallerySort: chosen })
        }}
      />
      <TextInput
        {...searchFieldMark}
        size="xs"
        className={classes.search}
        aria-label={t('gallery.filter.search')}
        placeholder={t('gallery.filter.search')}
        value={filter.text}
        leftSection={<IconSearch size={13} aria-hidden />}
        rightSection={
          filter.text !== '' && (
            <CloseButton size="xs" aria-label={t('gallery.filter.clearSearch')} onClick={() => change({ text: '' })} />
          )
        }
        onChange={(event) => change({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          change({ text: '' })
          event.currentTarget.blur()
        }}
      />
    </search>
  )
}

interface EngineSelectProps {
  readonly filter: ResultFilter
  readonly onChange: (part: Partial<ResultFilter>) => void
}

function EngineSelect({ filter, onChange }: EngineSelectProps) {
  const { t } = useTranslation()
  return (
    <Select
      size="xs"
      className={classes.choice}
      rightSectionWidth={22}
      aria-label={t('gallery.filter.engine')}
      data={[
        { value: any, label: t('gallery.filter.anyEngine') },
        ...engineIds.map((value) => ({ value, label: t(`inspector.engine.short.${value}`) })),
      ]}
      value={filter.engine ?? any}
      onChange={(value) => onChange({ engine: engineIds.find((known) => known === value) ?? null })}
    />
  )
}
