import { useTranslation } from 'react-i18next'
import { baseName, safeName } from '../../format/names'
import { useView } from '../../state/hooks'
import { noTraits, type PhotoFilter, type RatingFilter, type TraitFilter } from '../../state/photo-filter'
import { linkFolder, type Orientation, type RatioName } from '../../state/photo-traits'
import type { ViewState } from '../../state/view-store'

/** What filters are called. */
export function useFilterWords() {
  const { t } = useTranslation()
  return {
    filter: (value: PhotoFilter) => t(`library.filters.${value}`),
    ratios: (value: RatioName) => (value === 'other' ? t('photoList.filter.other') : value),
    orientations: (value: Orientation) => t(`photoList.filter.${value}`),
    rating: (value: RatingFilter) =>
      typeof value === 'number' ? t('photoList.filter.atLeast', { count: value }) : t(`photoList.filter.${value}`),
    engines: (value: TraitFilter['engines'][number]) => t(`inspector.engine.short.${value}`),
    formats: (value: TraitFilter['formats'][number]) => value.toUpperCase(),
  } as const
}

/** A filter that is at work, in words, and the view without it. */
export interface ActiveFilter {
  readonly key: string
  readonly words: string
  readonly without: Partial<ViewState>
}

/** Everything that is asked of the photos, in the order it is offered. */
export function useActiveFilters(): readonly ActiveFilter[] {
  const { t } = useTranslation()
  const words = useFilterWords()
  const folder = useView((state) => state.folder)
  const filter = useView((state) => state.filter)
  const traits = useView((state) => state.traits)
  const search = useView((state) => state.search)
  const active: ActiveFilter[] = []
  const add = (
    kind: keyof ReturnType<typeof useFilterWords> | 'folder' | 'search',
    value: string,
    without: Partial<ViewState>,
  ) =>
    active.push({
      key: `${kind} ${value}`,
      words: t('photoList.filter.chip', { kind: t(`photoList.filter.${kind === 'filter' ? 'state' : kind}`), value }),
      without,
    })
  const leaves = <Name extends 'ratios' | 'orientations' | 'engines' | 'formats'>(
    name: Name,
    value: TraitFilter[Name][number],
  ): Partial<ViewState> => ({ traits: { ...traits, [name]: traits[name].filter((other) => other !== value) } })

  if (folder !== null) {
    const name = folder === linkFolder ? t('photoList.folders.links') : safeName(baseName(folder))
    add('folder', name, { folder: null })
  }
  if (filter !== 'all') add('filter', words.filter(filter), { filter: 'all' })
  for (const value of traits.ratios) add('ratios', words.ratios(value), leaves('ratios', value))
  for (const value of traits.orientations) add('orientations', words.orientations(value), leaves('orientations', value))
  if (traits.rating !== null) {
    add('rating', words.rating(traits.rating), { traits: { ...traits, rating: noTraits.rating } })
  }
  for (const value of traits.engines) add('engines', words.engines(value), leaves('engines', value))
  for (const value of traits.formats) add('formats', words.formats(value), leaves('formats', value))
  if (search.trim() !== '') add('search', safeName(search.trim()), { search: '' })
  return active
}
