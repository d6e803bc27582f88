import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseName, folderOf, safeName, shortPath, splitName } from '../../../renderer/format/names'

describe('a name on the screen', () => {
  it('shows line breaks as one sign, and no other control characters', () => {
    expect(safeName('a\nb\tc\u0000d\r\n')).toBe('a↵b\ufffdc\ufffdd↵')
    expect(safeName('a\u2028b\u0085c')).toBe('a↵b↵c')
  })

  it('cannot turn its direction around to hide its extension', () => {
    expect(safeName('harmless\u202egpj.exe')).toBe('harmless\ufffdgpj.exe')
  })

  it('leaves everything else as it is', () => {
    expect(safeName('💍 Anna & “Jo” 婚禮.png')).toBe('💍 Anna & “Jo” 婚禮.png')
  })

  it('is one part when it is short', () => {
    expect(splitName('IMG_0412.jpg')).toEqual({ head: 'IMG_0412.jpg', tail: '' })
  })

  it('keeps the extension and what is before it when it is long', () => {
    expect(splitName('a-very-long-name-of-a-photo_v12.jpeg')).toMatchObject({ tail: '_12.jpeg'.replace('_', 'v') })
  })

  it('never cuts a grapheme, and loses nothing', () => {
    const family = '👨‍👩‍👧‍👦'
    const { head, tail } = splitName(family.repeat(20))
    expect(tail).toBe(family.repeat(8))
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        const parts = splitName(name)
        expect(parts.head + parts.tail).toBe(safeName(name))
      }),
    )
    expect(head).toBe(family.repeat(12))
  })
})

describe('a path', () => {
  it.each([
    ['/home/anna/shoot/outframe/a_16x9.jpg', '…/shoot/outframe/a_16x9.jpg'],
    ['C:\\Users\\anna\\out\\a.jpg', '…/anna/out/a.jpg'],
    ['/out/a.jpg', '/out/a.jpg'],
  ])('%s is %s for a glance', (path, short) => {
    expect(shortPath(path)).toBe(short)
  })

  it.each([
    ['/home/anna/a.jpg', 'a.jpg', '/home/anna'],
    ['C:\\Photos\\a.jpg', 'a.jpg', 'C:\\Photos'],
    ['/a.jpg', 'a.jpg', '/'],
    ['a.jpg', 'a.jpg', ''],
  ])('%s is %s in %s', (path, name, folder) => {
    expect(baseName(path)).toBe(name)
    expect(folderOf(path)).toBe(folder)
  })
})
