import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readGivenText } from '../../../main/library/given-text'

describe('paths in a given text', () => {
  it.each<[string, string, string[]]>([
    ['what GNOME copies', 'copy\nfile:///photos/a%20b.jpg\nfile:///photos/c.jpg', ['/photos/a b.jpg', '/photos/c.jpg']],
    ['what it cuts', 'x-special/nautilus-clipboard\ncut\nfile:///photos\n', ['/photos']],
    ['a URI list', '# comment\r\nfile:///a.jpg\r\nFILE:///b.jpg\r\n', ['/a.jpg', '/b.jpg']],
    ['a URL that names this machine', 'file://localhost/a.jpg', ['/a.jpg']],
    ['names that only a URL can spell', 'file:///a%0Ab.jpg\nfile:///%F0%9F%93%B7.jpg', ['/a\nb.jpg', '/📷.jpg']],
    ['absolute paths', '/photos/été.jpg\n  /photos/b c.jpg  \n', ['/photos/été.jpg', '/photos/b c.jpg']],
    ['quoted paths', `"/photos/a.jpg"\n'/photos/b.jpg'\n"/photos/c.jpg'`, ['/photos/a.jpg', '/photos/b.jpg']],
    ['the home folder', '~/photos', [join(homedir(), 'photos')]],
    ['nothing at all', '', []],
    ['text that names no file', 'Hello\nrelative/a.jpg\nhttps://example.com/a.jpg\n~', []],
    ['URLs that lead elsewhere', 'file://server/share/a.jpg\nfile:///a%00b\nfile:///a%2Fb\nfile:///%E0%A4%A', []],
  ])('are read from %s', (_, text, paths) => expect(readGivenText(text).paths).toEqual(paths))
})

describe('links in a given text', () => {
  it.each<[string, string, string[]]>([
    [
      'one a line',
      'https://a.example/1.jpg\nhttps://a.example/2.jpg',
      ['https://a.example/1.jpg', 'https://a.example/2.jpg'],
    ],
    ['among other text', 'Look:\r\n  "HTTPS://A.example/x y.jpg"\n/photos/a.jpg', ['HTTPS://A.example/x y.jpg']],
    ['one spelling for one link', 'https://A.example\nhttps://a.example/#top', ['https://a.example/']],
    ['those that are not fetched, to say so', 'http://a.example/1.jpg', ['http://a.example/1.jpg']],
    ['none of other kinds', 'ftp://a.example/1.jpg\njavascript:alert(1)\na.example/1.jpg', []],
  ])('are read: %s', (_, text, links) => expect(readGivenText(text).links).toEqual(links))
})
