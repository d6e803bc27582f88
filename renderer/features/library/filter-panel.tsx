import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { engineIds } from '../../../core/limits'
import { photoFormats } from '../../../core/photo'
import { cx } from '../../components/cx'
import { countFacets, type Facets } from '../../state/facets'
import { useApp, useSettings, useView } from '../../state/hooks'
import { photoFilters, ratingFilters, type TraitFilter } from '../../state/photo-filter'
import { orientations, ratioNames } from '../../state/photo-traits'
import { useAfterPaint } from '../../state/use-after-paint'
import classes from './filter-panel.module.css'
import { useFilterWords } from './use-filter-words'

/**
 * All filters with how many photos each would show. What no photo has is not offered, unless it is chosen or was offered
 * since this opened: nothing goes away under the pointer or the keyboard.
 */
export function FilterPanel() {
  const app = useApp()
  const words = useFilterWords()
  const facets = useFacets()
  const filter = useView((state) => state.filter)
  const traits = useView((state) => state.traits)
  const change = (to: Partial<TraitFilter>) => app.view.setState({ traits: { ...traits, ...to } })
  return (
    <>
      <Group
        kind="filter"
        values={photoFilters.filter((value) => value !== 'all')}
        counts={facets.filter}
        chosen={filter === 'all' ? [] : [filter]}
        word={words.filter}
        onToggle={(value) => app.view.setState({ filter: value === filter ? 'all' : value })}
      />
      <Group
        kind="ratios"
        values={ratioNames}
        counts={facets.ratios}
        chosen={traits.ratios}
        word={words.ratios}
        onToggle={(value) => change({ ratios: toggled(traits.ratios, value) })}
      />
      <Group
        kind="orientations"
        values={orientations}
        counts={facets.orientations}
        chosen={traits.orientations}
        word={words.orientations}
        onToggle={(value) => change({ orientations: toggled(traits.orientations, value) })}
      />
      <Group
        kind="rating"
        values={ratingFilters}
        counts={facets.rating}
        chosen={traits.rating === null ? [] : [traits.rating]}
        word={words.rating}
        onToggle={(value) => change({ rating: value === traits.rating ? null : value })}
      />
      <Group
        kind="engines"
        values={engineIds}
        counts={facets.engines}
        chosen={traits.engines}
        word={words.engines}
        onToggle={(value) => change({ engines: toggled(traits.engines, value) })}
      />
      <Group
        kind="formats"
        values={photoFormats}
        counts={facets.formats}
        chosen={traits.formats}
        word={words.formats}
        onToggle={(value) => change({ formats: toggled(traits.formats, value) })}
      />
    </>
  )
}

function toggled<T>(values: readonly T[], value: T): readonly T[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value]
}

/** Counted anew when anything that is asked, or any photo, changes; a moment later while photos stream in. */
function useFacets(): Facets {
  const app = useApp()
  const search = useView((state) => state.search)
  const filter = useView((state) => state.filter)
  const traits = useView((state) => state.traits)
  const folder = useView((state) => state.folder)
  const { subfolders } = useSettings((state) => state.settings.library)
  const batch = useSettings((state) => state.settings.batch)
  const content = useAfterPaint(app.library, (state) => state.content)
  const lineUp = useAfterPaint(app.queue, (state) => state.lineUp)
  const shown = useView((state) => state.shownTarget)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the jobs by photo are one Map that is changed in place
  return useMemo(() => {
    const { latest } = app.queue.getState()
    const query = { search, filter, traits, folder, subfolders }
    return countFacets(content.photos.values(), query, { latest, batch, shown })
  }, [app, content, lineUp, search, filter, traits, folder, subfolders, batch, shown])
}

interface GroupProps<T extends string | number> {
  readonly kind: 'filter' | 'ratios' | 'orientations' | 'rating' | 'engines' | 'formats'
  readonly values: readonly T[]
  readonly counts: ReadonlyMap<T, number>
  readonly chosen: readonly T[]
  readonly word: (value: T) => string
  readonly onToggle: (value: T) => void
}

function Group<T extends string | number>({ kind, values, counts, chosen, word, onToggle }: GroupProps<T>) {
  const { t } = useTranslation()
  const [before, setBefore] = useState<readonly T[]>([])
  const offered = values.filter((value) => counts.has(value) || chosen.includes(value) || before.includes(value))
  if (offered.length > before.length) setBefore(offered)
  if (offered.length === 0) return null
  const title = t(`photoList.filter.${kind === 'filter' ? 'state' : kind}`)
  return (
    <fieldset className={classes.group}>
      <legend>{title}</legend>
      {offered.map((value) => {
        const count = counts.get(value) ?? 0
        return (
          <button
            key={value}
            type="button"
            className={cx(classes.option, chosen.includes(value) && classes.chosen, 'numbers')}
            aria-pressed={chosen.includes(value)}
            onClick={() => onToggle(value)}
          >
            <span>{word(value)}</span>
            <span className={classes.count} aria-hidden>
              {t('format.number', { value: count })}
            </span>
            <span className="visually-hidden">{t('format.photos', { count })}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
