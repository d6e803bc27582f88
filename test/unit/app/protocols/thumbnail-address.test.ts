import { describe, expect, it } from 'vitest'
import { parseThumbnailAddress } from '../../../../main/app/protocols/thumbnail-address'

describe('parseThumbnailAddress', () => {
  it.each([
    ['thumb://photo/a-1?edge=240', { kind: 'photo', id: 'a-1', edge: 240 }],
    ['thumb://photo/AbC?edge=240&v=17', { kind: 'photo', id: 'AbC', edge: 240 }],
    ['thumb://source/job?edge=16', { kind: 'source', id: 'job', edge: 16 }],
    ['thumb://output/job/2?edge=4096', { kind: 'output', id: 'job', variation: 2, edge: 4096 }],
  ])('understands %s', (address, expected) => {
    expect(parseThumbnailAddress(address)).toEqual(expected)
  })

  it.each([
    'thumb://photo/a',
    'thumb://photo/a?edge=',
    'thumb://photo/a?edge=15',
    'thumb://photo/a?edge=4097',
    'thumb://photo/a?edge=1e9',
    'thumb://photo/a?edge=20.5',
    'thumb://photo/?edge=240',
    'thumb://photo/a/b?edge=240',
    `thumb://photo/${'a'.repeat(65)}?edge=240`,
    'thumb://photo/%E0%A4%A?edge=240',
    'thumb://output/job?edge=240',
    'thumb://output/job/0?edge=240',
    'thumb://output/job/x?edge=240',
    'thumb://etc/passwd?edge=240',
    'no address',
  ])('refuses %s', (address) => {
    expect(parseThumbnailAddress(address)).toBeNull()
  })
})
