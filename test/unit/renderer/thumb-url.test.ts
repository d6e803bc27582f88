import { expect, it } from 'vitest'
import { photoThumb } from '../../../renderer/components/thumb-url'

it('a photo whose file has changed has another address, and the same one else', () => {
  const photo = { id: 'a b', bytes: 10, modifiedMs: 5.25 }
  expect(photoThumb(photo, 256)).toBe('thumb://photo/a%20b?edge=256&v=10-5.25')
  expect(photoThumb({ ...photo }, 256)).toBe(photoThumb(photo, 256))
  expect(photoThumb({ ...photo, modifiedMs: 6 }, 256)).not.toBe(photoThumb(photo, 256))
  expect(photoThumb({ ...photo, bytes: 11 }, 256)).not.toBe(photoThumb(photo, 256))
})
