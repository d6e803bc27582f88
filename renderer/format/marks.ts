import type { TFunction } from 'i18next'
import type { Mark } from '../../core/gallery'
import { safeName } from './names'

/** A result with its mark in words: "lake_16x9.jpg, 4 stars, picked". */
export function describeMark(t: TFunction, name: string, { flag, stars, colour }: Mark): string {
  const said = [
    ...(stars > 0 ? [t('gallery.marks.stars', { count: stars })] : []),
    ...(flag === null ? [] : [t(`gallery.marks.${flag}`)]),
    ...(colour === null ? [] : [t(`gallery.marks.${colour}`)]),
  ]
  return [...(name === '' ? [] : [safeName(name)]), ...(said.length > 0 ? said : [t('gallery.marks.unmarked')])].join(
    ', ',
  )
}
