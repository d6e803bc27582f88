import { describe, expect, it } from 'vitest'
import { redact } from '../../../main/app/redact'

const key = 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6'
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJrZXkifQ.c2lnbmF0dXJl'

describe('redact', () => {
  it.each([
    ['an Authorization header', `Authorization: Bearer ${key}`, 'Authorization: [hidden]'],
    ['a header in JSON', `{"authorization":"Bearer ${key}","n":1}`, '{"authorization":"[hidden]","n":1}'],
    ['basic credentials', `authorization=Basic dXNlcjpwYXNz`, 'authorization=[hidden]'],
    ['a bearer token by itself', `sent Bearer ${jwt}`, 'sent Bearer [hidden]'],
    ['a JSON Web Token', `got ${jwt} back`, 'got [hidden] back'],
    ['a key with the usual prefix', 'sk-abcDEF123456 was refused', '[hidden] was refused'],
    ['an access key', `key ${key} refused`, 'key [hidden] refused'],
    ['a secret in a query', 'https://x.test/?token=abc123&n=2', 'https://x.test/?token=[hidden]&n=2'],
    ['an environment variable', 'OUTFRAME_SECRET_KEY=hush rest', 'OUTFRAME_SECRET_KEY=[hidden] rest'],
    ['the bytes of a photo', `image ${'QUJD'.repeat(100)}==`, 'image [hidden]'],
  ])('hides %s', (_, text, expected) => {
    expect(redact(text)).toBe(expected)
  })

  it.each([
    ['a path', '/Users/ada/Pictures/2024-06-01 wedding of Ada and Grace/IMG_20240601_123456.jpg'],
    ['the id of a job', 'job 0b0f6c1e-7c6c-4b7e-9d2a-3d5e8a6f1c22 failed'],
    ['a long word', 'a'.repeat(60)],
    ['a stack', 'at reduceJob (app://outframe/assets/index-B1x9zK2a.js:12:34)'],
  ])('leaves %s as it is', (_, text) => {
    expect(redact(text)).toBe(text)
  })

  it('takes time in proportion to a long text', () => {
    const started = performance.now()
    redact('a1'.repeat(250_000) + '-'.repeat(250_000))
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
