import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../../../../core/errors'
import { type RequestChannel, requests } from '../../../../core/ipc/contract'
import { defaultMoneySettings } from '../../../../core/money'
import { defaultDoorSettings } from '../../../../core/service/access'
import { defaultBatchSettings, defaultTarget } from '../../../../core/settings'
import { answer } from '../../../../main/app/ipc/answer'

const target = { kind: 'ratio', ratio: { width: 0, height: 9 }, turns: false, anchor: { x: 0, y: 0 }, grow: 1 }
const ids = ['photo-1']
const noInput = [null, {}, 'text']
const noSelection = [undefined, { ids: 'some' }, { ids: [1] }, { ids: [''] }, { jobs: 'some' }, { jobs: [''] }]
const noPlace = [undefined, {}, { job: 'a' }, { job: 1, variation: 1 }, { job: 'a', variation: 0 }]

const result = { job: 'a', variation: 1 }
const noResults = [undefined, {}, { results: [] }, { results: 'all' }, { results: [{ job: 'a', variation: 0 }] }]

/** For every channel what its handler must never see. A channel without an entry does not compile. */
const refused: { readonly [C in RequestChannel]: readonly unknown[] } = {
  'app:info': noInput,
  'app:report': [undefined, { message: 'm' }, { message: 'x'.repeat(4001), stack: '' }],
  'app:about': noInput,
  'app:licences': noInput,
  'app:open-notices': noInput,
  'app:diagnostics': noInput,
  'app:menu-view': [
    undefined,
    { view: 'library' },
    { view: 'nowhere', undo: null, redo: null },
    { view: 'library', undo: 'everything', redo: null },
    { view: 'library', undo: null, redo: 1 },
    { view: 'library', undo: null, redo: { item: '' } },
    { view: 'library', undo: null, redo: { item: 'x'.repeat(101) } },
    { view: 'library', undo: null, redo: { item: 'a\nb' } },
  ],
  'app:copy': [undefined, { text: '' }, { text: 1 }, { text: 'x'.repeat(200_001) }],
  'log:read': [undefined, {}, { entries: 0 }, { entries: 1001 }, { entries: 1.5 }, { entries: 'all' }],
  'log:reveal': noInput,
  'storage:usage': noInput,
  'storage:clear': [undefined, {}, { what: 'photos' }, { what: ['links'] }],
  'settings:get': noInput,
  'settings:update': [
    undefined,
    { theme: 'pink' },
    { thumbnailEdge: 1e9 },
    { columnWidths: { name: 20 } },
    { columnWidths: { name: 300.5 } },
    { columnWidths: { everything: 100 } },
    { batch: { n: 10 } },
    { batch: { ...defaultBatchSettings, moreTargets: [target] } },
    { doors: { ...defaultDoorSettings, kling: { ...defaultDoorSettings.kling, endpoint: 'http://kling.example' } } },
    { doors: { kling: defaultDoorSettings.kling } },
    { money: { ...defaultMoneySettings, currency: 'dollars' } },
    { consents: ['local'] },
    { receiverPort: 80 },
    { watchFolders: [{ id: 'a', path: '', target: null, start: true }] },
    { watchFolders: [{ id: 'a', path: '/a', target: null, start: 'yes' }] },
    { storage: { thumbnailBytes: 1, renderBytes: 0 } },
    { storage: { thumbnailBytes: 2 ** 30, renderBytes: -1 } },
    { outputDefaults: { format: 'bmp' } },
    { guideSeen: 'yes' },
    { canvas: { preview: true } },
    { canvas: { preview: true, guides: ['golden'] } },
  ],
  'presets:list': noInput,
  'presets:save': [undefined, { name: 'x' }, { name: 'x', target }, { name: 'x'.repeat(201), target }],
  'presets:rename': [undefined, { id: 'x' }, { id: 'x'.repeat(65), name: 'y' }],
  'presets:remove': [undefined, {}, { id: 1 }],
  'presets:replace': [
    undefined,
    { presets: 'all' },
    { presets: [{ id: 'a', name: 'x', target }] },
    { presets: [{ id: '', name: 'x', target: defaultTarget }] },
    { presets: [{ id: 'a', name: ' ', target: defaultTarget }] },
    { presets: Array(501).fill({ id: 'a', name: 'x', target: defaultTarget }) },
  ],
  'presets:export': noInput,
  'presets:import': noInput,
  'library:snapshot': noInput,
  'library:add': [undefined, { paths: [] }, { paths: '/a' }, { paths: [''] }, { paths: ['x'.repeat(32_769)] }],
  'library:add-text': [undefined, { text: 1 }, { text: 'x'.repeat(1_000_001) }],
  'library:add-samples': noInput,
  'library:pick': [undefined, { what: 'passwords' }],
  'library:cancel-import': noInput,
  'library:remove': noSelection,
  'library:put-back': [undefined, { ids: 'all' }, { ids: [''] }, { ids: [1] }],
  'library:set-own': [
    undefined,
    { changes: {} },
    { changes: [{ target: null }] },
    { changes: [{ ids, target }] },
    { changes: [{ ids, target: defaultTarget, moreTargets: [target] }] },
    { changes: [{ ids, target: defaultTarget, moreTargets: Array(12).fill(defaultTarget) }] },
    { changes: [{ ids, prompt: 'x'.repeat(2501) }] },
  ],
  'library:reveal': [undefined, { id: 1 }, { path: '/etc' }],
  'watch:list': noInput,
  'watch:pick': noInput,
  'watch:take-existing': [undefined, {}, { id: '' }, { id: 1 }],
  'queue:snapshot': noInput,
  'queue:start': [undefined, { photos: 'all' }, { photos: 'all', settings: { engine: 'other' }, again: false }],
  'queue:place': [undefined, { places: 'all' }, { places: [{ id: '', position: 1 }] }, { places: [{ id: 'a' }] }],
  'queue:pause': [undefined, {}, { way: 'soon' }],
  'queue:set-priority': [undefined, { jobs: ['a'] }, { jobs: 'some', priority: 'high' }, { jobs: 'all', priority: 9 }],
  'queue:clear': [...noSelection, { jobs: 'all' }, { jobs: ['a'], cleared: 1 }],
  'queue:hold-batch': [undefined, { batch: '', held: true }, { batch: 'a', held: 'yes' }],
  'queue:batch-settings': [
    undefined,
    {},
    { batch: '' },
    { batch: 'x'.repeat(65) },
    { batch: 'b', job: '' },
    { batch: 'b', job: null },
  ],
  'queue:export-report': [undefined, { batch: null }, { batch: null, format: 'exe' }, { batch: 1, format: 'csv' }],
  'queue:set-running': [undefined, { running: 'yes' }],
  'queue:cancel': noSelection,
  'queue:retry': noSelection,
  'queue:remove': noSelection,
  'queue:move': [undefined, { jobs: 'all', before: null }, { jobs: ['a'] }, { jobs: ['a'], before: 1 }],
  'queue:dismiss-recovery': noInput,
  'queue:approve-pilot': [undefined, {}, { batch: '' }, { batch: 'x'.repeat(65) }],
  'queue:set-budget': [undefined, { batch: 'a' }, { batch: 'a', units: -1 }, { batch: 'a', units: Number.NaN }],
  'queue:unknown-charges': noInput,
  'queue:settle-unknown': [undefined, { creates: ['a'] }, { creates: 'all', choice: 'hope' }, { choice: 'look' }],
  'access:list': noInput,
  'access:set-key': [
    undefined,
    { door: 'kling' },
    { door: 'local', credentials: { kind: 'key', key: 'sk-hush' } },
    { door: 'kling', credentials: { kind: 'key', key: '' } },
    { door: 'kling', credentials: { kind: 'key', key: 'sk hush' } },
    { door: 'kling', credentials: { kind: 'key', key: 'sk-hush\n' } },
    { door: 'kling', credentials: { kind: 'key', key: 'sk-hush'.repeat(200) } },
    { door: 'kling', credentials: { kind: 'pair', accessKey: 'sk-hush' } },
    { door: 'kling', credentials: { kind: 'sk-hush', key: 'sk-hush' } },
    { door: 'sk-hush', credentials: 'sk-hush' },
  ],
  'access:remove-key': [undefined, {}, { door: 'local' }],
  'access:check': [undefined, {}, { door: 'local' }],
  'gallery:reveal': noPlace,
  'gallery:open': noPlace,
  'gallery:look': noPlace,
  'gallery:open-with': [...noPlace, { job: 'a', variation: 1 }, { job: 'a', variation: 1, editor: '' }],
  'gallery:drag': noResults,
  'gallery:copy': [...noResults, { results: [result] }, { results: [result], what: 'secrets' }],
  'gallery:trashable': noResults,
  'gallery:trash': [...noResults, { paths: ['/etc/passwd'] }, { results: ['/etc/passwd'] }],
  'gallery:estimate': [
    ...noResults,
    { results: [result] },
    { results: [result], change: { kind: 'steal' } },
    { results: [result], change: { kind: 'repaint', prompt: 'x'.repeat(2501) } },
    { results: [result], change: { kind: 'export', output: { format: 'exe' } } },
  ],
  'gallery:remake': [
    { results: [result], change: { kind: 'repaint' } },
    { results: [result], change: { kind: 'repaint' }, units: -1 },
    { results: [result], change: { kind: 'repaint' }, units: Number.POSITIVE_INFINITY },
  ],
  'marks:snapshot': noInput,
  'marks:set': [
    undefined,
    { marks: [] },
    { marks: [{ ...result, mark: { flag: 'loved', stars: 0, colour: null } }] },
    { marks: [{ ...result, mark: { flag: null, stars: 6, colour: null } }] },
    { marks: [{ ...result, mark: { flag: null, stars: 1, colour: 'pink' } }] },
    { marks: [{ job: 'a', variation: 10, mark: { flag: null, stars: 1, colour: null } }] },
  ],
  'editors:list': noInput,
  'editors:pick': [...noInput, { path: '/bin/sh' }],
  'editors:remove': [undefined, {}, { id: '' }, { id: 'x'.repeat(65) }],
  'output:pick-folder': noInput,
  'output:check-names': [
    undefined,
    { photos: 'all' },
    { photos: 'some', settings: {} },
    { photos: ids, settings: { n: 10 } },
  ],
}

const silent = { warn: vi.fn(), error: vi.fn() }
const channels = Object.keys(requests) as RequestChannel[]

describe('answer', () => {
  it.each(channels.flatMap((channel) => refused[channel].map((input) => [channel, input] as const)))(
    '%s refuses %o before its handler sees it',
    async (channel, input) => {
      const handler = vi.fn()
      const result = await answer(channel, handler, { trusted: true, input }, silent)
      expect(result).toMatchObject({ ok: false, error: { code: 'bad-request' } })
      expect(handler).not.toHaveBeenCalled()
    },
  )

  it.each(refused['access:set-key'])('says and logs no key of %o', async (input) => {
    const log = { warn: vi.fn(), error: vi.fn() }
    const result = await answer('access:set-key', vi.fn(), { trusted: true, input }, log)
    expect(log.warn).toHaveBeenCalledOnce()
    expect(inspect([result, log.warn.mock.calls, log.error.mock.calls], { depth: 9 })).not.toContain('hush')
  })

  it.each(channels)('%s is not answered when somebody else than the window asks', async (channel) => {
    const handler = vi.fn()
    const result = await answer(channel, handler, { trusted: false, input: undefined }, silent)
    expect(result).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    expect(handler).not.toHaveBeenCalled()
  })

  it('hands the checked input on, without what the contract does not name', async () => {
    const handler = vi.fn().mockReturnValue(undefined)
    const input = { id: 'photo-1', path: '/etc/passwd' }
    expect(await answer('library:reveal', handler, { trusted: true, input }, silent)).toEqual({
      ok: true,
      value: undefined,
    })
    expect(handler).toHaveBeenCalledExactlyOnceWith({ id: 'photo-1' })
  })

  it('answers an expected error with its code and words, and leaves the log alone', async () => {
    const log = { warn: vi.fn(), error: vi.fn() }
    const handler = () => Promise.reject(new AppError('not-found', 'It is gone.'))
    expect(await answer('library:snapshot', handler, { trusted: true, input: undefined }, log)).toEqual({
      ok: false,
      error: { code: 'not-found', message: 'It is gone.' },
    })
    expect(log.error).not.toHaveBeenCalled()
  })

  it('answers a bug as internal, and logs it with its stack', async () => {
    const log = { warn: vi.fn(), error: vi.fn() }
    const bug = new TypeError('x is undefined')
    const handler = () => {
      throw bug
    }
    expect(await answer('library:snapshot', handler, { trusted: true, input: undefined }, log)).toEqual({
      ok: false,
      error: { code: 'internal', message: 'x is undefined' },
    })
    expect(log.error).toHaveBeenCalledExactlyOnceWith('library:snapshot failed', bug)
  })
})
