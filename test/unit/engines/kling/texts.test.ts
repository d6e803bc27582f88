import { describe, expect, it } from 'vitest'
import { readAnswer, retryAfterMs } from '../../../../main/engines/kling/answers'
import { accountFingerprint } from '../../../../main/engines/kling/auth'
import { createBody } from '../../../../main/engines/kling/body'
import { proxiesFromEnvironment } from '../../../../main/engines/kling/proxies'
import { redactor } from '../../../../main/engines/kling/redact'

describe('redacting', () => {
  const redact = redactor(['sk-abc/1+2', 'sk-abc', 'x'])

  it.each([
    ['key sk-abc/1+2 refused', 'key [key] refused'],
    ['key=sk-abc%2F1%2B2&x=1', 'key=[key]&x=1'],
    ['sk-abcsk-abc', '[key][key]'],
    ['Bearer eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhIn0.c2lnbmF0dXJl!', 'Bearer [token]!'],
    ['nothing to hide, x', 'nothing to hide, x'],
  ])('%j is %j', (text, told) => {
    expect(redact(text)).toBe(told)
  })

  it('happens before a text is cut: a key across the cut is found', () => {
    const body = Buffer.from(`${'.'.repeat(497)}sk-abc`)
    const answer = readAnswer({ kind: 'answer', status: 200, headers: {}, body }, 0, redact)
    expect(answer.excerpt).toBe(`${'.'.repeat(497)}[ke`)
  })
})

describe('proxies of the environment', () => {
  async function proxy(environment: Record<string, string>, url: string): Promise<string | null> {
    return proxiesFromEnvironment(environment)(new URL(url))
  }
  const some = {
    HTTPS_PROXY: 'http://secure:1',
    http_proxy: 'plain:2',
    NO_PROXY: 'kling.ai, .example.com *.internal:8443',
  }

  it.each([
    ['https://api.cometapi.com/kling', 'http://secure:1'],
    ['http://api.cometapi.com', 'http://plain:2'],
    ['https://kling.ai', null],
    ['https://api.kling.ai', null],
    ['https://notkling.ai', 'http://secure:1'],
    ['https://example.com', null],
    ['https://a.internal', 'http://secure:1'],
    ['https://a.internal:8443', null],
    ['http://127.0.0.1:8788', null],
    ['http://localhost', null],
  ])('%s: %s', async (url, expected) => {
    expect(await proxy(some, url)).toBe(expected)
  })

  it('may be one for all, none for all, or nonsense', async () => {
    expect(await proxy({ ALL_PROXY: 'socks5://any:3' }, 'https://a.example')).toBe('socks5://any:3')
    expect(await proxy({ HTTPS_PROXY: 'http://a:1', NO_PROXY: '*' }, 'https://a.example')).toBe(null)
    expect(await proxy({ HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:1' }, 'https://a.example')).toBe(
      'http://b:1',
    )
    expect(await proxy({ HTTPS_PROXY: 'http://:' }, 'https://a.example')).toBe(null)
    expect(await proxy({}, 'https://a.example')).toBe(null)
  })
})

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 1)

  it.each([
    [undefined, null],
    ['7', 7000],
    [' 0 ', 0],
    ['1.5', 1500],
    ['86400', 3_600_000],
    [new Date(now + 5000).toUTCString(), 5000],
    [new Date(now - 5000).toUTCString(), 0],
    ['soon', null],
    ['-3', null],
  ])('%j is %j ms', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms)
  })
})

describe('a create on the wire', () => {
  const base = {
    externalTaskId: 'id-1',
    ratios: { up: 0.1495, right: 0.6547, down: 0.1495, left: 0.6547 },
    prompt: '',
    n: 2,
  }

  function sent(...args: Parameters<typeof createBody>): Record<string, unknown> {
    const { length, pieces } = createBody(...args)
    const whole = Buffer.concat([...pieces()])
    expect(whole.length).toBe(length)
    expect(Buffer.concat([...pieces()]).equals(whole)).toBe(true)
    return JSON.parse(whole.toString())
  }

  it.each([
    ['cometapi', { bottom_expansion_ratio: 0.1495, n: '2' }],
    ['kling', { down_expansion_ratio: 0.1495, n: 2 }],
  ] as const)('has the names and types of %s, and nothing that was not asked for', (door, own) => {
    const image = { kind: 'link', url: 'https://a.example/"x".jpg' } as const
    expect(sent(door, { ...base, image })).toEqual({
      image: 'https://a.example/"x".jpg',
      up_expansion_ratio: 0.1495,
      left_expansion_ratio: 0.6547,
      right_expansion_ratio: 0.6547,
      external_task_id: 'id-1',
      ...own,
    })
  })

  it.each([1, 2, 3, 49_151, 49_152, 49_153, 98_304, 200_000])(
    'has %i bytes as one Base64 text without a prefix',
    (size) => {
      // A view into a larger buffer, as pools give them out.
      const data = new Uint8Array(Buffer.alloc(size + 10, 'outframe').buffer, 5, size)
      const { image } = sent('kling', { ...base, image: { kind: 'bytes', data } })
      expect(image).toBe(Buffer.from(data).toString('base64'))
    },
  )
})

describe('an account', () => {
  it('is the key, or the access key of a pair', () => {
    const pair = { kind: 'pair', accessKey: 'ak', secretKey: 'one' } as const
    expect(accountFingerprint(pair)).toBe(accountFingerprint({ ...pair, secretKey: 'two' }))
    expect(accountFingerprint({ kind: 'key', key: 'ak' })).not.toBe(accountFingerprint(pair))
  })
})
