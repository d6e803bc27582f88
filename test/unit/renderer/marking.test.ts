import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { MarkAction } from '../../../core/gallery'
import type { Bridge } from '../../../core/ipc/bridge'
import { defaultAppSettings } from '../../../core/settings'
import { createI18n } from '../../../renderer/i18n'
import { createApp } from '../../../renderer/state/app'
import { markResults } from '../../../renderer/state/marking'
import { flagFilters, noFilter } from '../../../renderer/state/result-filter'
import { currentId } from '../../../renderer/state/results'
import { batch, job, queueSnapshot } from './fixtures'

/** Main, as far as marks need it: keeps what it is told, or refuses it. */
function bridge(set: Bridge['marks']['set']) {
  const listen = () => () => undefined
  return {
    marks: { set, snapshot: async () => ({ ok: true, value: { revision: 0, marks: [] } }) },
    settings: { update: async () => ({ ok: true, value: defaultAppSettings }) },
    queue: {},
    library: {},
    access: {},
    on: new Proxy({}, { get: () => listen }),
  } as unknown as Bridge
}

const info = { version: '0', electron: '', platform: 'linux', locale: 'en', engines: [] }

function open(
  count: number,
  { autoAdvance = true, set }: { autoAdvance?: boolean; set?: Bridge['marks']['set'] } = {},
) {
  const keep = set ?? (async () => ({ ok: true, value: undefined }) as const)
  const initial = { info, settings: { ...defaultAppSettings, autoAdvance }, presets: [] }
  const app = createApp(bridge(keep), createI18n('en'), initial as never, vi.fn())
  const jobs = Array.from({ length: count }, (_, index) => job(`j${index}`, 'done', { position: index }))
  app.queue.replace(queueSnapshot(1, jobs))
  app.marks.replace({ revision: 0, marks: [] })
  app.view.go('gallery')
  return app
}

const shown = (app: ReturnType<typeof open>) =>
  currentId(app.gallery.getState().ids, app.view.getState().gallerySelection)
const marksOf = (app: ReturnType<typeof open>, id: string) => app.marks.getState().marks.get(id)?.mark

describe('a mark', () => {
  it('goes to the result that is shown, is said, and the next one is shown', () => {
    const app = open(3)
    markResults(app, { type: 'stars', stars: 4 })
    expect(marksOf(app, 'j0/1')).toEqual({ flag: null, stars: 4, colour: null })
    expect(app.view.getState().galleryNews).toBe('j0_16x9.jpg, 4 stars')
    expect(shown(app)).toBe('j1/1')
    markResults(app, { type: 'pick' })
    expect(app.view.getState().galleryNews).toBe('j1_16x9.jpg, picked')
    expect(shown(app)).toBe('j2/1')
    markResults(app, { type: 'reject' })
    expect(shown(app)).toBe('j2/1')
  })

  it('stays where it is when going on is switched off', () => {
    const app = open(3, { autoAdvance: false })
    markResults(app, { type: 'pick' })
    expect(shown(app)).toBe('j0/1')
  })

  it('goes on while Caps Lock is on, as in other programs', () => {
    const app = open(3, { autoAdvance: false })
    app.view.setState({ capsLock: true })
    markResults(app, { type: 'pick' })
    expect(shown(app)).toBe('j1/1')
    app.view.setState({ capsLock: false })
    markResults(app, { type: 'pick' })
    expect(shown(app)).toBe('j1/1')
  })

  it('goes to all that are selected in the grid, and stays there', () => {
    const app = open(4)
    app.view.setState({ galleryLayout: 'grid' })
    app.view.selectResults({ type: 'only', id: 'j1/1' })
    app.view.selectResults({ type: 'toggle', id: 'j3/1' })
    markResults(app, { type: 'colour', colour: 'green' })
    expect(['j0/1', 'j1/1', 'j2/1', 'j3/1'].map((id) => marksOf(app, id)?.colour)).toEqual([
      undefined,
      'green',
      undefined,
      'green',
    ])
    expect(shown(app)).toBe('j3/1')
    expect(app.view.getState().galleryNews).toBe('2 results: green')
  })

  it('goes to the active one of a comparison, which stays active', () => {
    const app = open(3)
    app.view.setState({ galleryLayout: 'compare' })
    app.view.selectResults({ type: 'focus', id: 'j1/1' })
    markResults(app, { type: 'pick' })
    expect(marksOf(app, 'j1/1')?.flag).toBe('picked')
    expect(shown(app)).toBe('j1/1')
  })

  it('is taken back and made again by undo and redo, and its result shown', async () => {
    const app = open(3)
    markResults(app, { type: 'stars', stars: 5 })
    markResults(app, { type: 'reject' })
    await app.history.undo()
    expect(marksOf(app, 'j1/1')).toBeUndefined()
    expect(shown(app)).toBe('j1/1')
    await app.history.undo()
    expect(marksOf(app, 'j0/1')).toBeUndefined()
    await app.history.redo()
    expect(marksOf(app, 'j0/1')?.stars).toBe(5)
    expect(shown(app)).toBe('j0/1')
  })

  it('that changes nothing is no step to undo', () => {
    const app = open(2)
    markResults(app, { type: 'unmark' })
    expect(app.history.getState().done).toEqual([])
  })

  it('that main refuses is taken back', async () => {
    const error = { code: 'state-unwritable', message: 'The disk is full.' } as const
    const app = open(2, { set: async () => ({ ok: false, error }) })
    markResults(app, { type: 'pick' })
    expect(marksOf(app, 'j0/1')?.flag).toBe('picked')
    await vi.waitFor(() => expect(marksOf(app, 'j0/1')).toBeUndefined())
  })
})

const action = fc.oneof<fc.Arbitrary<MarkAction>[]>(
  fc.constantFrom<MarkAction>({ type: 'pick' }, { type: 'reject' }, { type: 'unmark' }),
  fc.record({ type: fc.constant('stars' as const), stars: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ type: fc.constant('colour' as const), colour: fc.constantFrom('red', 'blue') }),
)

describe('going on', () => {
  it('shows the one that followed, whether or not the marked one is filtered out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.array(action, { maxLength: 12 }),
        fc.constantFrom(...flagFilters),
        fc.integer({ min: 0, max: 3 }),
        fc.array(action, { minLength: 1, maxLength: 12 }),
        (count, before, flag, stars, marks) => {
          const app = open(count)
          for (const each of before) markResults(app, each)
          app.view.setState({ galleryFilter: { ...noFilter, flag, stars } })
          for (const each of marks) {
            const ids = app.gallery.getState().ids
            const current = shown(app)
            if (current === null) return
            const at = ids.indexOf(current)
            markResults(app, each)
            const left = app.gallery.getState().ids
            const expected = ids[at + 1] ?? (left.includes(current) ? current : (ids[at - 1] ?? null))
            expect(shown(app)).toBe(expected)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('works through a filter: what is rejected among the unmarked leaves, one after the other', () => {
    const app = open(5)
    app.view.setState({ galleryFilter: { ...noFilter, flag: 'unmarked' } })
    const seen: (string | null)[] = []
    for (let i = 0; i < 5; i++) {
      seen.push(shown(app))
      markResults(app, { type: i % 2 === 0 ? 'reject' : 'pick' })
    }
    expect(seen).toEqual(['j0/1', 'j1/1', 'j2/1', 'j3/1', 'j4/1'])
    expect(shown(app)).toBeNull()
  })
})

describe('the result that is shown', () => {
  it('stays when others come in before it, though nobody chose it', async () => {
    const app = open(2)
    expect(shown(app)).toBe('j0/1')
    const jobs = [job('again', 'done', { batchId: 'later' }), job('j0', 'done'), job('j1', 'done', { position: 1 })]
    app.queue.replace(queueSnapshot(2, jobs, [batch('batch', 1), batch('later', 2)]))
    await vi.waitFor(() => expect(app.gallery.getState().ids).toEqual(['again/1', 'j0/1', 'j1/1']))
    expect(shown(app)).toBe('j0/1')
  })
})
