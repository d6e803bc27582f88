import { beforeEach, describe, expect, it } from 'vitest'
import type { Bridge } from '../../../core/ipc/bridge'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { Result } from '../../../core/ipc/result'
import { nothingStarted } from '../../../core/queue'
import { type AppSettings, defaultAppSettings } from '../../../core/settings'
import { inWords } from '../../../renderer/format/words'
import { createI18n } from '../../../renderer/i18n'
import type { App } from '../../../renderer/state/app'
import { notices } from '../../../renderer/state/notices'
import { createQueueStore } from '../../../renderer/state/queue-store'
import { remakeResults } from '../../../renderer/state/remake'
import { createSettingsStore } from '../../../renderer/state/settings-store'
import { agreeAndStart } from '../../../renderer/state/start'
import { createViewStore } from '../../../renderer/state/view-store'
import { job, queueSnapshot } from './fixtures'
import { toasts } from './spoken'

type Remade = Result<RequestOutput<'gallery:remake'>>
const nothing = nothingStarted
const done: Remade = { ok: true, value: { ...nothing, batchId: 'b', jobs: 2 } }
const unagreed: Remade = { ok: false, error: { code: 'no-consent', message: 'Nobody agreed.' } }

/** The parts of the window that a remake goes through, with what was asked of main. */
function opened(...answers: readonly Remade[]) {
  const asked: RequestInput<'gallery:remake'>[] = []
  const left = [...answers]
  const remake = async (input: RequestInput<'gallery:remake'>) => {
    asked.push(input)
    return left.shift() ?? done
  }
  const info = { version: '0', electron: '0', platform: 'linux', locale: 'en', engines: [] }
  let main: AppSettings = defaultAppSettings
  const queue = createQueueStore()
  queue.replace(queueSnapshot(1, [job('a', 'done', { engine: 'kling' }), job('b', 'done')]))
  const app = {
    bridge: { gallery: { remake } } as unknown as Bridge,
    i18n: createI18n('en'),
    view: createViewStore(),
    queue,
    settings: createSettingsStore({ settings: main, info, presets: [] }, async (told) => {
      main = { ...main, ...told }
      return main
    }),
  } as unknown as App
  return { app, asked, consent: () => app.view.getState().consent }
}

const request = {
  results: [
    { job: 'b', variation: 1 },
    { job: 'a', variation: 1 },
  ],
  change: { kind: 'repaint', prompt: 'dusk' } as const,
}
const remake = { request, estimate: { pictures: 2, units: 1, same: 0, gone: 0, refused: [] } }

beforeEach(() => notices.setState({ waiting: [] }))

/** What is said where it was asked for. */
async function told(app: App) {
  const words = await remakeResults(app, remake)
  return words && inWords(words, app.i18n)
}

describe('making results once more', () => {
  it('hands over what was told, and says what came of it', async () => {
    const { app, asked } = opened()
    expect(await told(app)).toBeNull()
    expect(asked).toEqual([{ ...request, units: 1 }])
    expect(toasts()).toMatchObject([{ title: '2 photos added to the queue' }])
  })

  it.each([
    ['paused with work in it', { running: false, mode: 'paused', counts: { queued: 3 } }, 'The queue is paused'],
    ['at rest', { running: false, mode: 'paused', counts: {} }, undefined],
    ['not sending', { running: true, mode: 'fetching', counts: {} }, 'Sending is stopped'],
  ] as const)('says why it waits where the queue is %s', async (_how, { counts, ...change }, words) => {
    const { app } = opened()
    const snapshot = queueSnapshot(2, [job('a', 'done', { engine: 'kling' }), job('b', 'done')])
    const { summary } = snapshot
    app.queue.replace({ ...snapshot, summary: { ...summary, ...change, counts: { ...summary.counts, ...counts } } })
    await remakeResults(app, remake)
    const [said] = toasts()
    expect(said?.body?.slice(0, words?.length)).toBe(words)
  })

  it('asks first where photos would go to somebody new, and goes on once agreed', async () => {
    const { app, asked, consent } = opened(unagreed)
    expect(await told(app)).toBeNull()
    const waiting = consent()
    expect(waiting).toEqual({ door: 'kling', remake })
    if (waiting !== null) await agreeAndStart(app, waiting)
    expect(app.settings.getState().settings.consents).toEqual(['kling'])
    expect(asked).toHaveLength(2)
    expect(consent()).toBeNull()
  })

  it('says both in the user’s own language', async () => {
    const refused = [{ source: '/shoot/a.jpg', error: { code: 'file-missing' as const, message: 'It is gone.' } }]
    const { app } = opened(
      { ok: true, value: { ...nothing, refused } },
      { ok: false, error: { code: 'cost-changed', message: 'This takes 3 units by now.' } },
    )
    await app.i18n.changeLanguage('zh-Hant')
    expect(await told(app)).toBe('檔案不見了：請放回原處，或從照片庫移除。')
    expect(await told(app)).toBe('所需的單位已經增加：請先看目前顯示的單位數，再決定是否製作。')
  })

  it('says what was left out, and why nothing was begun', async () => {
    const refused = [{ source: '/shoot/a.jpg', error: { code: 'file-missing' as const, message: 'It is gone.' } }]
    const { app } = opened(
      { ok: true, value: { ...nothing, refused } },
      { ok: true, value: { ...nothing, jobs: 1, refused } },
      { ok: false, error: { code: 'cost-changed', message: 'This takes 3 units by now.' } },
    )
    expect(await told(app)).toBe('It is gone.')
    expect(toasts()).toEqual([])
    expect(await told(app)).toBeNull()
    expect(toasts()).toMatchObject([{ body: '1 photo is left out: It is gone.' }])
    expect(await told(app)).toBe('This takes 3 units by now.')
  })
})
