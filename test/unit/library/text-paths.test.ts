import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pathsInText } from '../../../main/library/text-paths'

describe('pathsInText', () => {
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
  ])('reads %s', (_, text, paths) => expect(pathsInText(text)).toEqual(paths))
})
