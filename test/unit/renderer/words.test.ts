import { beforeEach, expect, it } from 'vitest'
import { inWords, say } from '../../../renderer/format/words'
import { createI18n } from '../../../renderer/i18n'
import { reportError } from '../../../renderer/state/actions'
import { notices } from '../../../renderer/state/notices'
import { toasts } from './spoken'

beforeEach(() => notices.setState({ waiting: [] }))

it('words are those of the language of now, and so are the words in them', async () => {
  const i18n = createI18n('en')
  const undone = say('history.undone', { step: say('history.steps.rating') })
  const added = say('toast.started', { count: 1200 })
  expect([undone, added, '/a/b.csv'].map((words) => inWords(words, i18n))).toEqual([
    'Undone: rating',
    '1,200 photos added to the queue',
    '/a/b.csv',
  ])
  await i18n.changeLanguage('zh-Hant')
  expect([undone, added, '/a/b.csv'].map((words) => inWords(words, i18n))).toEqual([
    '已復原：評等',
    '已將 1,200 張照片加入佇列',
    '/a/b.csv',
  ])
})

it('an error that is said has its own sentence in English, and what to do in another language', () => {
  reportError({ code: 'file-missing', message: 'a.jpg is gone.' })
  expect(toasts()).toMatchObject([{ body: 'a.jpg is gone.' }])
  expect(toasts(createI18n('zh-Hant'))).toEqual([
    { kind: 'error', title: '檔案不見了', body: '請放回原處，或從照片庫移除。' },
  ])
})
