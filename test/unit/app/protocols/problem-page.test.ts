import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../../core/errors'
import { tryAgainUrl } from '../../../../main/app/protocols/page-policy'
import { problemPage } from '../../../../main/app/protocols/problem-page'
import { textsIn } from '../../../../main/app/texts/texts'

const page = (code: ErrorCode, message = 'words', language: 'en' | 'zh-Hant' = 'en') =>
  problemPage({ error: { code, message }, logFile: '/logs/main.log' }, language, 'once')

describe('problemPage', () => {
  it.each([
    ['state-owned', textsIn('en').problem.owned],
    ['state-unreadable', textsIn('en').problem.unreadable],
    ['state-unwritable', textsIn('en').problem.unreadable],
    ['internal', textsIn('en').problem.crashed],
  ] as const)('says of %s: %s', (code, title) => {
    expect(page(code)).toContain(`<h1>${title}</h1>`)
  })

  it('shows the error’s own words, where the log is, and one way on', () => {
    const html = page('state-owned', 'Another Outframe (process 7) is using it.')
    expect(html).toContain('Another Outframe (process 7) is using it.')
    expect(html).toContain('/logs/main.log')
    expect(html.match(/<a /g)).toHaveLength(1)
    expect(html).toContain(`href="${tryAgainUrl}"`)
  })

  it('cannot be talked into anything by the name of a folder', () => {
    expect(page('internal', '<img src=x onerror=alert(1)> & "more"')).toContain(
      '&lt;img src=x onerror=alert(1)&gt; &amp; &quot;more&quot;',
    )
  })

  it('speaks the language of the window', () => {
    expect(page('internal', 'words', 'zh-Hant')).toContain('<html lang="zh-Hant">')
    expect(page('internal', 'words', 'zh-Hant')).toContain(textsIn('zh-Hant').problem.again)
  })
})
