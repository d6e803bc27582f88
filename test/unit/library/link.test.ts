import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxNameBytes, safeStem, utf8Length } from '../../../core/file-names'
import { isLikeLink, nameOfLink, parseLink } from '../../../main/library/link'

describe('parseLink', () => {
  it.each([
    ['https://example.com/a.jpg', 'https://example.com/a.jpg'],
    ['HTTPS://Example.com:443/a.jpg#top', 'https://example.com/a.jpg'],
    ['https://example.com', 'https://example.com/'],
    ['https://example.com/a.jpg?size=large', 'https://example.com/a.jpg?size=large'],
    ['http://localhost:8080/a.jpg', 'http://localhost:8080/a.jpg'],
    ['http://[::1]/a.jpg', 'http://[::1]/a.jpg'],
  ])('takes %s', (text, url) => expect(parseLink(text)).toEqual({ kind: 'link', url }))

  it.each([
    ['http://example.com/a.jpg', /must be https/],
    ['ftp://example.com/a.jpg', /must be https/],
    ['file:///etc/passwd', /must be https/],
    ['javascript:alert(1)', /must be https/],
    ['https://', /not a web address/],
    ['https://exa mple.com/a.jpg', /not a web address/],
    ['https://example.com:99999/a.jpg', /not a web address/],
    ['a.jpg', /not a web address/],
  ])('does not take %s, and says so', (text, reason) => {
    const parsed = parseLink(text)
    expect(parsed).toMatchObject({ kind: 'invalid', reason: expect.stringMatching(reason) })
    expect(parsed).toMatchObject({ reason: expect.stringContaining(text) })
  })

  it('does not take a password, and does not repeat it', () => {
    const parsed = parseLink('https://me:secret@example.com/a.jpg')
    expect(parsed).toMatchObject({ kind: 'invalid', reason: expect.stringContaining('example.com') })
    expect(JSON.stringify(parsed)).not.toContain('secret')
  })
})

describe('isLikeLink', () => {
  it.each(['https://a', 'HTTP://a', 'ftp://a', 'file:///a'])('knows %s', (text) => expect(isLikeLink(text)).toBe(true))
  it.each(['a.jpg', '/a', 'C:\\a', 'C://a', 'https:', 'a b://c'])('does not take %s for one', (text) =>
    expect(isLikeLink(text)).toBe(false),
  )
})

describe('nameOfLink', () => {
  it.each<[string, string | null, string]>([
    ['https://a.example/holiday/beach.jpg', 'image/jpeg', 'beach.jpg'],
    ['https://a.example/beach.JPEG?w=4000', null, 'beach.JPEG'],
    ['https://a.example/beach', 'image/webp', 'beach.webp'],
    ['https://a.example/beach', 'image/png; charset=x', 'beach.png'],
    ['https://a.example/show.php?id=7', 'image/tiff', 'show.php.tif'],
    ['https://a.example/beach', 'application/octet-stream', 'beach'],
    ['https://a.example/', 'image/avif', 'photo.avif'],
    ['https://a.example', null, 'photo'],
    ['https://a.example/%C3%A9t%C3%A9%20%F0%9F%93%B7.jpg', null, 'été 📷.jpg'],
    ['https://a.example/..%2F..%2Fetc%2Fpasswd.jpg', null, '___.._etc_passwd.jpg'],
    ['https://a.example/%E0%A4%A.jpg', null, '%E0%A4%A.jpg'],
    ['https://a.example/con.jpg', null, 'con_.jpg'],
    ['https://a.example/.jpg', 'image/jpeg', '_jpg.jpg'],
    ['https://a.example/a%00b.jpg', null, 'a_b.jpg'],
  ])('of %s (%s) is %s', (link, type, name) => expect(nameOfLink(link, type)).toBe(name))

  it('is a name that every system takes, whatever the link', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.string({ unit: 'binary', maxLength: 400 }), (url, tail) => {
        const name = nameOfLink(`${new URL(url).origin}/${encodeURIComponent(tail)}`, 'image/jpeg')
        expect(utf8Length(name)).toBeLessThanOrEqual(maxNameBytes)
        expect(name).not.toMatch(/[/\\\0]|^\./)
        expect(safeStem(name)).toBe(name)
      }),
    )
  })
})
