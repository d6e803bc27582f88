import { describe, expect, it } from 'vitest'
import { backoffMs } from '../../../../core/service/backoff'
import { credentialsProblem, credentialsSchema, keyProblem } from '../../../../core/service/credentials'
import { doorIds, doors, isDoor } from '../../../../core/service/doors'
import { isAllowedUrl, isLoopback, parseEndpoint } from '../../../../core/service/endpoint'
import { consequenceOf, serviceErrors } from '../../../../core/service/error-table'

describe('an endpoint as it is typed', () => {
  it.each([
    ['https://api.cometapi.com/kling', 'https://api.cometapi.com/kling'],
    ['  https://api.cometapi.com/kling// ', 'https://api.cometapi.com/kling'],
    ['HTTPS://API.klingai.com', 'https://api.klingai.com'],
    ['https://gateway.example:8443/a/b', 'https://gateway.example:8443/a/b'],
    ['http://localhost:8788/kling', 'http://localhost:8788/kling'],
    ['http://127.0.0.1:8788', 'http://127.0.0.1:8788'],
    ['http://127.9.9.9', 'http://127.9.9.9'],
    ['http://[::1]:8788/', 'http://[::1]:8788'],
    ['https://[2001:db8::1]', 'https://[2001:db8::1]'],
  ])('%j is %j', (text, url) => {
    expect(parseEndpoint(text)).toEqual({ kind: 'endpoint', url })
  })

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['api.cometapi.com', 'https://'],
    ['htps://api.cometapi.com', 'https://'],
    ['https:/api.cometapi.com', 'https://'],
    ['ftp://api.cometapi.com', 'https://'],
    ['https://', 'not a web address'],
    ['https://api.comet api.com', 'space'],
    ['https://api.cometapi.com\nx', 'line break'],
    ['http://api.cometapi.com', 'must use https'],
    ['http://127.0.0.1.example.com', 'must use https'],
    ['http://10.0.0.1', 'must use https'],
    ['https://user:secret@api.cometapi.com', 'user name'],
    ['https://api.cometapi.com?x=1', '?'],
    ['https://api.cometapi.com#x', '#'],
    ['https://cometapi', 'not a full name'],
  ])('%j is refused: %s', (text, why) => {
    expect(parseEndpoint(text)).toEqual({
      kind: 'invalid',
      fault: expect.any(String),
      reason: expect.stringContaining(why),
    })
  })

  it('is https anywhere, http only on this computer', () => {
    const allowed = (text: string): boolean => isAllowedUrl(new URL(text))
    expect(
      ['https://a.example', 'http://localhost', 'http://a.example', 'ftp://localhost', 'file:///x'].map(allowed),
    ).toEqual([true, true, false, false, false])
    expect(isLoopback(new URL('http://localhost.example.com'))).toBe(false)
  })

  it('has defaults that can be used', () => {
    for (const endpoint of doorIds.flatMap((door) => doors[door].endpoints)) {
      expect(parseEndpoint(endpoint)).toEqual({ kind: 'endpoint', url: endpoint })
    }
    expect([isDoor('cometapi'), isDoor('kling'), isDoor('local')]).toEqual([true, true, false])
  })
})

describe('a key as it is pasted', () => {
  it.each([
    ['sk-abc_DEF.123', null],
    ['', 'empty'],
    ['  ', 'empty'],
    ['sk-abc ', 'space'],
    ['sk abc', 'space'],
    ['sk-abc\n', 'line break'],
    ['sk-abc\r\nHost: evil', 'line break'],
    ['sk-äbc', 'characters'],
    ['sk-abc\u0000', 'characters'],
    ['x'.repeat(1025), 'longer'],
  ])('%j: %s', (text, problem) => {
    if (problem === null) expect(keyProblem(text)).toBe(null)
    else expect(keyProblem(text)).toContain(problem)
    expect(credentialsSchema.safeParse({ kind: 'key', key: text }).success).toBe(problem === null)
  })

  it('never stands in what is said about it', () => {
    const issues = credentialsSchema.safeParse({ kind: 'key', key: 'sk-very secret' }).error?.message
    expect(issues).not.toContain('secret')
  })

  it('may be a pair at Kling only', () => {
    const pair = { kind: 'pair', accessKey: 'ak', secretKey: 'sk' } as const
    expect(credentialsProblem('kling', pair)).toBe(null)
    expect(credentialsProblem('cometapi', pair)).toMatch(/CometAPI takes one key/)
    expect(credentialsProblem('kling', { ...pair, accessKey: 'a k' })).toMatch(/^The access key has a space/)
    expect(credentialsProblem('kling', { ...pair, secretKey: '' })).toMatch(/^The secret key is empty/)
    expect(credentialsProblem('kling', { kind: 'key', key: 'x y' })).toMatch(/^The key has a space/)
  })
})

describe('the error table', () => {
  it('holds every documented code with its status', () => {
    const byStatus = [...serviceErrors].map(([code, { status }]) => `${status} ${code}`)
    expect(byStatus.sort()).toEqual(
      [
        ['401', 1000, 1001, 1002, 1003, 1004],
        ['429', 1100, 1101, 1102, 1302, 1303],
        ['403', 1103, 1304],
        ['400', 1200, 1201, 1300, 1301],
        ['404', 1202, 1203],
        ['500', 5000],
        ['503', 5001],
        ['504', 5002],
      ]
        .flatMap(([status, ...codes]) => codes.map((code) => `${status} ${code}`))
        .sort(),
    )
  })

  it.each([
    [1000, { kind: 'block', reason: 'bad-key' }],
    [1004, { kind: 'block', reason: 'bad-key' }],
    [1100, { kind: 'block', reason: 'account' }],
    [1101, { kind: 'block', reason: 'no-credits' }],
    [1102, { kind: 'block', reason: 'no-credits' }],
    [1103, { kind: 'block', reason: 'account' }],
    [1201, { kind: 'fail' }],
    [1203, { kind: 'block', reason: 'no-route' }],
    [1301, { kind: 'fail' }],
    [1302, { kind: 'slow-down', retryAfterMs: 7 }],
    [1303, { kind: 'slots', retryAfterMs: 7 }],
    [1304, { kind: 'block', reason: 'account' }],
    [5001, { kind: 'retry', retryAfterMs: 7 }],
  ] as const)('says what %i means', (code, consequence) => {
    const row = serviceErrors.get(code)
    expect(row && consequenceOf(row, 7)).toEqual(consequence)
  })
})

describe('a wait that grows', () => {
  it('doubles up to its end, and chance only adds', () => {
    const wait = { baseMs: 100, maxMs: 1000 }
    expect([1, 2, 3, 4, 5, 900].map((tries) => backoffMs(wait, tries, 0))).toEqual([100, 200, 400, 800, 1000, 1000])
    expect(backoffMs(wait, 1, 0.5)).toBe(112.5)
  })
})
