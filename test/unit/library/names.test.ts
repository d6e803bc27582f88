import { describe, expect, it } from 'vitest'
import { isHidden, isNamedLikePhoto } from '../../../main/library/names'

describe('isNamedLikePhoto', () => {
  it.each([
    'a.jpg',
    'A.JPEG',
    'b.jpe',
    'c.jfif',
    'd.png',
    'e.tif',
    'f.TIFF',
    'g.webp',
    'h.avif',
    'i.HEIC',
    'j.heif',
    'k.hif',
    'l.CR2',
    'm.cr3',
    'n.NEF',
    'o.3FR',
    'p.dng',
    'a.b.jpg',
    '📷.jpg',
    'it\'s "x"\n.png',
  ])('knows %j by its name', (name) => expect(isNamedLikePhoto(name)).toBe(true))

  it.each(['a.txt', 'a', 'jpg', '.jpg', 'a.jpg.txt', 'a.jpg ', 'a.', '', 'a.toString', 'a.constructor', 'a.gif'])(
    'does not take %j for a photo',
    (name) => expect(isNamedLikePhoto(name)).toBe(false),
  )
})

describe('isHidden', () => {
  it.each(['.DS_Store', '._IMG_1.jpg', '.git', 'Thumbs.db', 'THUMBS.DB', 'desktop.ini', '$RECYCLE.BIN', '@eaDir'])(
    'passes over %j',
    (name) => expect(isHidden(name)).toBe(true),
  )

  it.each(['a.jpg', 'Thumbs.db.jpg', 'x.DS_Store'])('does not pass over %j', (name) =>
    expect(isHidden(name)).toBe(false),
  )
})
