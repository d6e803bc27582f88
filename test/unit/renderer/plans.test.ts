import { describe, expect, it } from 'vitest'
import type { Target } from '../../../core/geometry'
import { defaultBatchSettings as batch } from '../../../core/settings'
import { exampleName } from '../../../renderer/state/example-name'
import { planPhoto, planShown, planSize } from '../../../renderer/state/plans'
import { scopeToStart, sharedTarget, sharedTargets } from '../../../renderer/state/scope'
import { sharedSides } from '../../../renderer/state/sides'
import { sumPlans } from '../../../renderer/state/totals'
import { defaultTarget, photo, unreadable } from './fixtures'

const upright: Target = { ...defaultTarget, kind: 'ratio', ratio: { width: 9, height: 16 }, turns: false }
const sixteenToNine = { ...photo('x').header, size: { width: 1600, height: 900 } } as ReturnType<typeof photo>['header']

describe('plans in the window', () => {
  it('are made once for a size and a target', () => {
    const size = { width: 3000, height: 2000 }
    expect(planSize(size, defaultTarget, 'local')).toBe(planSize({ ...size }, defaultTarget, 'local'))
    expect(planSize(size, defaultTarget, 'kling')).not.toBe(planSize(size, defaultTarget, 'local'))
  })

  it('follow the photo’s own target before the batch’s', () => {
    const outcome = planPhoto(photo('a', { target: upright }), batch)
    expect(outcome).toMatchObject({ kind: 'planned', plan: { canvas: { width: 3000, height: 5334 } } })
  })

  it('know what was wanted when it cannot be had', () => {
    const outcome = planSize({ width: 1000, height: 1000 }, { ...upright, ratio: { width: 8, height: 1 } }, 'kling')
    expect(outcome).toMatchObject({ kind: 'refused', wanted: { canvas: { width: 8000, height: 1000 } } })
  })

  it('do not exist for a file that cannot be read', () => {
    expect(planPhoto(unreadable('u'), batch).kind).toBe('unreadable')
  })
})

describe('the sum', () => {
  const photos = [
    photo('a'),
    photo('b', { target: upright }),
    photo('c', { header: sixteenToNine }),
    photo('d', { target: { ...upright, ratio: { width: 50, height: 1 } } }),
    unreadable('u'),
  ]

  it('tells photos, pictures, units and who is left out', () => {
    expect(sumPlans(photos, { ...batch, engine: 'kling', n: 2 })).toEqual({
      ready: 3,
      jobs: 3,
      jobsEach: 1,
      already: 1,
      refused: 1,
      unreadable: 1,
      // 16:9 is one pass; 3:2 to 9:16 is 2.67 times the area: one pass, too.
      units: 4,
      passes: 2,
      pictures: 5,
      passesEach: 1,
      converted: 0,
      noted: [],
    })
  })

  it('counts each tile of a panorama, and takes photos of under 300 px', () => {
    const sized = (width: number, height: number) =>
      photo('p', { header: { ...sixteenToNine, size: { width, height } } as typeof sixteenToNine })
    const photos = [sized(6000, 2000), sized(120, 90)]
    expect(sumPlans(photos, { ...batch, engine: 'cometapi', n: 2 })).toMatchObject({
      ready: 2,
      refused: 0,
      units: 6,
      passes: 3,
    })
  })

  it('counts each photo for each of its targets, and photos as photos', () => {
    const square: Target = { ...defaultTarget, ratio: { width: 1, height: 1 } }
    const several = { ...batch, moreTargets: [upright, square] }
    expect(sumPlans([photo('a'), photo('b')], { ...several, engine: 'kling', n: 2 })).toMatchObject({
      ready: 2,
      jobs: 6,
      jobsEach: 3,
      units: 12,
      passes: 6,
      pictures: 12,
      refused: 0,
    })
    const higher: Target = { ...square, anchor: { x: 0.5, y: 0 } }
    const upPhoto = photo('c', {
      header: { ...sixteenToNine, size: { width: 600, height: 900 } } as typeof sixteenToNine,
    })
    // At an upright photo's sides there is nothing to choose between higher and lower: it is made once.
    expect(sumPlans([photo('a'), upPhoto], { ...batch, target: square, moreTargets: [higher] })).toMatchObject({
      ready: 2,
      jobs: 3,
      pictures: 3,
    })
    const tooTall: Target = { ...upright, ratio: { width: 1, height: 5000 } }
    const own = photo('b', { target: square, moreTargets: [tooTall] })
    expect(sumPlans([photo('a'), own, photo('c', { target: tooTall })], several)).toMatchObject({
      ready: 2,
      jobs: 4,
      jobsEach: null,
      refused: 2,
    })
  })

  it('costs nothing on this computer, and refuses nothing that fits', () => {
    const asPng = { ...batch, output: { ...batch.output, format: 'png' as const } }
    expect(sumPlans(photos, asPng)).toMatchObject({ ready: 4, refused: 0, units: 0 })
  })

  it('names no number of passes when photos differ in it', () => {
    const wide = photo('w', {
      header: { ...sixteenToNine, size: { width: 5312, height: 2988 } } as typeof sixteenToNine,
    })
    expect(sumPlans([photo('a'), wide], { ...batch, target: upright, engine: 'kling' })).toMatchObject({
      units: 3,
      passesEach: null,
    })
  })
})

describe('what is written', () => {
  const header = photo('x').header as NonNullable<ReturnType<typeof photo>['header']>
  const deep = photo('deep', { header: { ...header, format: 'tiff', bitDepth: 16, space: 'rgb16' } })
  const phone = photo('phone', { header: { ...header, format: 'heic' } })
  const inFormat = (format: 'jpeg' | 'webp') => ({ ...batch, output: { ...batch.output, format } })

  it('is noted, the same object for the same question', () => {
    const outcome = planPhoto(deep, inFormat('jpeg'))
    expect(outcome).toMatchObject({ kind: 'planned', notes: [{ code: 'depth', params: { from: 16, to: 8 } }] })
    expect(planPhoto({ ...deep, id: 'other' }, inFormat('jpeg'))).toBe(outcome)
    expect(planPhoto(deep, batch)).toMatchObject({ notes: [] })
  })

  it('is refused on the photo where its format has no room for it, with the canvas that was wanted', () => {
    const wide: Target = { ...upright, ratio: { width: 10, height: 1 } }
    expect(planPhoto(photo('a', { target: wide }), inFormat('webp'))).toMatchObject({
      kind: 'refused',
      error: { code: 'output-format', obstacle: { of: 'size', value: 20_000, max: 16_383 } },
      wanted: { canvas: { width: 20_000, height: 2000 } },
    })
  })

  it('is told of many photos by what happens, and how many it happens to', () => {
    const size: Target = { ...upright, kind: 'size', size: { width: 1000, height: 1000 } }
    const totals = sumPlans([photo('a'), deep, phone, { ...deep, target: size }, { ...phone, target: size }], batch)
    expect(totals).toMatchObject({ ready: 5, converted: 3 })
    expect(totals.noted.map(({ note, photos }) => [note.code, photos])).toEqual([
      ['written-as', 2],
      ['resampled', 2],
    ])
  })

  it('is told apart for photos that are enlarged and those that are reduced', () => {
    const size: Target = { ...upright, kind: 'size', size: { width: 3000, height: 3000 } }
    const icon = photo('icon', { header: { ...header, size: { width: 200, height: 200 } }, target: size })
    const large = photo('large', { header: { ...header, size: { width: 9000, height: 9000 } }, target: size })
    const { noted } = sumPlans([icon, large], batch)
    expect(noted.map(({ note, photos }) => ['percent' in note.params && note.params.percent, photos])).toEqual([
      [1500, 1],
      [33, 1],
    ])
  })

  it('is told once of all photos that become a profile, whatever their colours are', () => {
    const print = photo('print', { header: { ...header, space: 'cmyk', channels: 4 } })
    const wide = photo('wide', { header: { ...header, hasProfile: true, profile: 'other' } })
    const totals = sumPlans([print, wide], { ...batch, output: { ...batch.output, profile: 'srgb' } })
    expect(totals.noted.map(({ note, photos }) => [note.code, photos])).toEqual([['profile', 2]])
  })

  it('has no transparency where a service paints, which is said', () => {
    const logo = photo('logo', { header: { ...header, format: 'png', hasAlpha: true, channels: 4 } })
    expect(planPhoto(logo, { ...batch, engine: 'kling' })).toMatchObject({ notes: [{ code: 'opaque' }] })
    expect(planPhoto(logo, { ...batch, engine: 'local' })).toMatchObject({ notes: [] })
    expect(planPhoto(logo, { ...inFormat('jpeg'), engine: 'kling' })).toMatchObject({
      notes: [{ code: 'transparency' }],
    })
  })
})

describe('what photos have in common', () => {
  it('is the batch’s target without any, and none when they differ', () => {
    expect(sharedTarget([], batch)).toBe(defaultTarget)
    expect(sharedTarget([photo('a'), photo('b', { target: structuredClone(defaultTarget) })], batch)).toBe(
      defaultTarget,
    )
    expect(sharedTarget([photo('a'), photo('b', { target: upright })], batch)).toBeNull()
  })

  it('is of several targets the one that is shown, and all of them when their lists are equal', () => {
    const several = { ...batch, moreTargets: [upright] }
    expect(sharedTarget([], several, 1)).toBe(upright)
    expect(sharedTarget([photo('a'), photo('b', { target: upright })], several, 0)).toBeNull()
    // A photo with one target shows that one, wherever the others are.
    expect(sharedTarget([photo('a'), photo('b', { target: upright })], several, 1)).toEqual(upright)
    expect(sharedTargets([photo('a'), photo('b', { target: defaultTarget, moreTargets: [upright] })], several)).toEqual(
      [defaultTarget, upright],
    )
    expect(sharedTargets([photo('a'), photo('b', { target: upright })], several)).toBeNull()
    expect(planShown(photo('a'), several, 1)).toBe(planShown(photo('a', { target: upright }), several, 5))
  })

  it('is each side that they agree on', () => {
    const plans = [
      { width: 3000, height: 2000 },
      { width: 4000, height: 2000 },
    ].flatMap((size) => {
      const outcome = planSize(
        size,
        { ...defaultTarget, kind: 'ratio', ratio: { width: 1, height: 1 }, turns: false },
        'local',
      )
      return outcome.kind === 'planned' ? outcome.plan : []
    })
    expect(sharedSides(plans)).toEqual({ top: null, right: 0, bottom: null, left: 0 })
    expect(sharedSides([])).toBeNull()
  })
})

describe('the example of a name', () => {
  const plan = (template: string) => ({
    target: defaultTarget,
    engine: 'local' as const,
    n: 2,
    output: { ...batch.output, format: 'png' as const, template },
    size: { width: 3556, height: 2000 },
    preset: 'Album',
  })

  it('is what the first picture will be called', () => {
    expect(exampleName(photo('a', { name: 'beach.jpg' }), plan('{name}_{ratio}_{width} {preset}'))).toBe(
      'beach_16x9_3556 Album_v1.png',
    )
  })

  it('is none while the template is none, or of a photo that cannot be read', () => {
    expect(exampleName(photo('a'), plan('{nam}'))).toBeNull()
    expect(exampleName(unreadable('a'), plan('{name}'))).toBeNull()
  })
})

describe('what Start is for', () => {
  const photos = new Map(['a', 'b', 'c'].map((id) => [id, photo(id)]))

  it.each([
    ['those that are selected', ['b'], ['a', 'b'], ['b']],
    ['those that a filter shows, where none is selected', [], ['a', 'b'], ['a', 'b']],
    ['none, where a filter shows none', [], [], []],
    ['all, where nothing is hidden', [], ['a', 'b', 'c'], 'all'],
  ] as const)('is %s', (_, selected, shown, wanted) => {
    expect(scopeToStart(new Set(selected), shown, photos)).toEqual(wanted)
  })
})
