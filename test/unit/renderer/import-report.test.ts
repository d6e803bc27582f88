import { describe, expect, it } from 'vitest'
import type { ImportProgress } from '../../../core/library'
import { importReport } from '../../../renderer/state/import-report'
import { spoken } from './spoken'

const progress = { walking: false, found: 0, probed: 0, unreadable: 0, ignored: 0, known: 0 }

/** As it is read. */
function told(over: ImportProgress) {
  const notice = importReport(over)
  return notice && spoken(notice)
}

describe('an import that is over', () => {
  it('says so when there was no photo, and why: how many other files there were, or that there was nothing to search', () => {
    expect(told(progress)).toMatchObject({
      title: 'No photos there',
      body: expect.stringContaining('results'),
    })
    expect(told({ ...progress, ignored: 2 })?.body).toMatch(/^2 other files were left out/)
  })

  it('says so when all of them were known', () => {
    expect(told({ ...progress, found: 3, known: 3 })).toMatchObject({
      title: 'Nothing new',
      body: '3 photos are in the library already.',
    })
  })

  it('says nothing when photos appeared', () => {
    expect(told({ ...progress, found: 3, known: 2, probed: 1 })).toBeNull()
    expect(told({ ...progress, found: 1, unreadable: 1 })).toBeNull()
  })
})
