import { describe, expect, it } from 'vitest'
import { createI18n } from '../../../renderer/i18n'
import { importReport } from '../../../renderer/state/import-report'

const { t } = createI18n('en')
const progress = { walking: false, found: 0, probed: 0, unreadable: 0, ignored: 0, known: 0 }

describe('an import that is over', () => {
  it('says so when there was no photo, and why: how many other files there were, or that there was nothing to search', () => {
    expect(importReport(progress, t)).toMatchObject({
      title: 'No photos there',
      body: expect.stringContaining('results'),
    })
    expect(importReport({ ...progress, ignored: 2 }, t)?.body).toMatch(/^2 other files were left out/)
  })

  it('says so when all of them were known', () => {
    expect(importReport({ ...progress, found: 3, known: 3 }, t)).toMatchObject({
      title: 'Nothing new',
      body: '3 photos are in the library already.',
    })
  })

  it('says nothing when photos appeared', () => {
    expect(importReport({ ...progress, found: 3, known: 2, probed: 1 }, t)).toBeNull()
    expect(importReport({ ...progress, found: 1, unreadable: 1 }, t)).toBeNull()
  })
})
