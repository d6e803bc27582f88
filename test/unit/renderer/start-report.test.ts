import { describe, expect, it } from 'vitest'
import { createI18n } from '../../../renderer/i18n'
import { startReport } from '../../../renderer/state/start-report'

const { t } = createI18n('en')
const result = { batchId: 'batch', jobs: 0, skipped: 0, refused: [], ownOutputs: 0, nameTaken: 0 }
const nothing = () => undefined

describe('what is said of a Start', () => {
  it('is nothing when every photo went into the queue', () => {
    expect(startReport({ ...result, jobs: 3 }, t, nothing)).toBeNull()
  })

  it('accounts for each photo that did not', () => {
    const refused = [{ source: '/a.jpg', message: 'Too wide.' }]
    const notice = startReport({ ...result, jobs: 3, skipped: 2, refused, ownOutputs: 4 }, t, nothing)
    expect(notice).toMatchObject({ kind: 'info', title: '3 photos added to the queue' })
    expect(notice?.body).toMatch(
      /^2 photos were done already.* 1 photo was left out: it cannot.* 4 photos were left out/,
    )
  })

  it('counts pictures where photos have more than one target', () => {
    const notice = startReport({ ...result, jobs: 3, nameTaken: 3 }, t, nothing, true)
    expect(notice).toMatchObject({
      title: '3 pictures added to the queue',
      body: '3 pictures were left out: their names are taken.',
    })
  })

  it('says that results are left out, when there was nothing else', () => {
    expect(startReport({ ...result, ownOutputs: 1 }, t, nothing)).toMatchObject({
      kind: 'error',
      body: '1 photo was left out: it is a result itself.',
    })
  })

  it('offers to make everything again when all of it exists', () => {
    const again: string[] = []
    startReport({ ...result, skipped: 2 }, t, () => void again.push('again'))?.action?.run()
    expect(again).toEqual(['again'])
  })
})
