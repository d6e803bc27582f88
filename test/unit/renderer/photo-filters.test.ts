import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LibraryPhoto } from '../../../core/library'
import { defaultBatchSettings } from '../../../core/settings'
import { countFacets } from '../../../renderer/state/facets'
import { noTraits, type PhotoQuery, ratingFilters, testsOf } from '../../../renderer/state/photo-filter'
import { comparePhotos } from '../../../renderer/state/photo-order'
import {
  orientationOf,
  orientations,
  ratioNameOf,
  ratioNames,
  takenTime,
  traitsOf,
} from '../../../renderer/state/photo-traits'
import { defaultTarget, job, latestOf, photo, unreadable } from './fixtures'

const everything: PhotoQuery = { search: '', filter: 'all', traits: noTraits, folder: null, subfolders: true }
const header = photo('x').header as NonNullable<LibraryPhoto['header']>

/** A photo of that size. */
const sized = (id: string, width: number, height: number, more: Partial<typeof header> = {}) =>
  photo(id, { header: { ...header, size: { width, height }, ...more } })

const photos: readonly LibraryPhoto[] = [
  sized('land', 3000, 2000, { rating: 3 }),
  sized('tall', 2000, 3000, { rating: 5, format: 'png' }),
  sized('square', 2000, 2010, { rating: -1 }),
  { ...sized('wide', 1920, 1080), path: '/shoot/Day 2/wide.jpg' },
  unreadable('bad'),
  photo('gone', { error: { code: 'file-missing', message: 'gone.jpg is not there.' } }),
]
const latest = latestOf([job('land', 'done')])
const context = { latest, batch: defaultBatchSettings, shown: 0 }

function found(query: Partial<PhotoQuery>): readonly string[] {
  const tests = [...testsOf({ ...everything, ...query }, context).values()]
  return photos.filter((each) => tests.every((test) => test(each))).map(({ id }) => id)
}

const traits = (change: Partial<typeof noTraits>) => ({ traits: { ...noTraits, ...change } })

describe('filters', () => {
  it('ask for shapes, of which one of several is enough', () => {
    expect(found(traits({ ratios: ['3:2'] }))).toEqual(['land', 'tall', 'gone'])
    expect(found(traits({ ratios: ['1:1', '16:9'] }))).toEqual(['square', 'wide'])
  })

  it('ask for the way a photo is held', () => {
    expect(found(traits({ orientations: ['portrait'] }))).toEqual(['tall'])
    expect(found(traits({ orientations: ['square'] }))).toEqual(['square'])
  })

  it('ask for stars, for none, and for what was rejected', () => {
    expect(found(traits({ rating: 3 }))).toEqual(['land', 'tall'])
    expect(found(traits({ rating: 'unrated' }))).toEqual(['wide', 'bad', 'gone'])
    expect(found(traits({ rating: 'rejected' }))).toEqual(['square'])
  })

  it('ask for the engine of the last job and for formats', () => {
    expect(found(traits({ engines: ['local'] }))).toEqual(['land'])
    expect(found(traits({ formats: ['png'] }))).toEqual(['tall'])
  })

  it('find text in names and in folders from the dropped one on, letter case aside', () => {
    expect(found({ search: 'WID' })).toEqual(['wide'])
    expect(found({ search: 'day 2' })).toEqual(['wide'])
    expect(found({ search: 'shoot' })).toHaveLength(photos.length)
  })

  it('show a folder with or without those below it', () => {
    expect(found({ folder: '/shoot' })).toHaveLength(photos.length)
    expect(found({ folder: '/shoot', subfolders: false })).not.toContain('wide')
    expect(found({ folder: '/shoot/Day 2' })).toEqual(['wide'])
  })

  it('find what cannot be read, and of that what is not there any more', () => {
    expect(found({ filter: 'unreadable' })).toEqual(['bad', 'gone'])
    expect(found({ filter: 'gone' })).toEqual(['gone'])
  })

  it('go together', () => {
    expect(found({ search: 'l', ...traits({ ratios: ['3:2'], rating: 4 }) })).toEqual(['tall'])
  })

  it('count what each further choice would show', () => {
    const queries = fc.record({
      ratios: fc.subarray([...ratioNames]),
      orientations: fc.subarray([...orientations]),
      rating: fc.option(fc.constantFrom(...ratingFilters)),
    })
    fc.assert(
      fc.property(queries, (asked) => {
        const query = { ...everything, traits: { ...noTraits, ...asked } }
        const facets = countFacets(photos, query, context)
        for (const ratio of ratioNames) {
          expect(facets.ratios.get(ratio) ?? 0).toBe(found({ traits: { ...query.traits, ratios: [ratio] } }).length)
        }
        for (const rating of ratingFilters) {
          expect(facets.rating.get(rating) ?? 0).toBe(found({ traits: { ...query.traits, rating } }).length)
        }
      }),
    )
  })
})

describe('the shape of a photo', () => {
  it('has a name within a hundredth, whichever way it is held', () => {
    expect(ratioNameOf({ width: 6016, height: 4016 })).toBe('3:2')
    expect(ratioNameOf({ width: 4016, height: 6016 })).toBe('3:2')
    expect(ratioNameOf({ width: 4032, height: 3024 })).toBe('4:3')
    expect(ratioNameOf({ width: 5000, height: 1000 })).toBe('other')
  })

  it('is square, lies or stands, never two of them', () => {
    const sizes = fc.record({ width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) })
    fc.assert(
      fc.property(sizes, (size) => {
        expect(orientationOf(size) === 'square').toBe(ratioNameOf(size) === '1:1')
        const turned = orientationOf({ width: size.height, height: size.width })
        const pairs = { landscape: 'portrait', portrait: 'landscape', square: 'square' } as const
        expect(turned).toBe(pairs[orientationOf(size)])
      }),
    )
  })
})

describe('the order', () => {
  const sorted = (sort: Parameters<typeof comparePhotos>[0]['sort'], descending = false, list = photos) =>
    list.toSorted(comparePhotos({ sort, descending, locale: 'en' }, context)).map(({ id }) => id)

  it('goes by stars, shape and size, either way, and by folder and name among equals', () => {
    expect(sorted('rating', true).slice(0, 2)).toEqual(['tall', 'land'])
    expect(sorted('size', true).slice(0, 3)).toEqual(['gone', 'land', 'tall'])
    expect(sorted('size').slice(0, 3)).toEqual(['bad', 'wide', 'square'])
    expect(sorted('ratio').slice(0, 3)).toEqual(['bad', 'tall', 'square'])
  })

  it('goes by the state of the last job, trouble first when it is turned around', () => {
    expect(sorted('state', true).slice(0, 2)).toEqual(['bad', 'land'])
  })

  it('goes by the canvas that is planned', () => {
    expect(sorted('area', true)[0]).toBe('tall')
    expect(sorted('canvas', true)[0]).toBe('tall')
  })

  it('goes by the date taken, and by the date changed where a photo says none', () => {
    const taken = (id: string, takenAt: string | null, modifiedMs: number) =>
      photo(id, { header: { ...header, takenAt }, modifiedMs })
    const shots = [
      taken('late', '2026-03-13T18:04:09', 0),
      taken('unknown', null, Date.parse('2026-03-13T12:00:00')),
      taken('early', '2026-03-13T08:00:00', Date.parse('2027-01-01T00:00:00')),
    ]
    expect(sorted('taken', false, shots)).toEqual(['early', 'unknown', 'late'])
    expect(shots.map((shot) => takenTime(shot) !== null)).toEqual([true, false, true])
  })
})

describe('what photos are sorted and filtered by', () => {
  it('stays one object while the photo gets something of its own, and follows the file when that is moved or saved anew', () => {
    const before = photo('a')
    const traits = traitsOf(before)
    expect(traitsOf({ ...before, target: defaultTarget, prompt: 'more sky' })).toBe(traits)
    const moved = { ...before, path: '/elsewhere/b.jpg', root: '/elsewhere', name: 'b.jpg' }
    expect(traitsOf(moved)).toMatchObject({ folder: '/elsewhere', searched: expect.stringContaining('b.jpg') })
    expect(traitsOf({ ...before, modifiedMs: 5 }).time).toBe(5)
    expect(traitsOf(before)).toEqual(traits)
  })
})
