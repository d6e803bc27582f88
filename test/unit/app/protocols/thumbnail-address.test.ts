import { describe, expect, it } from 'vitest'
import { defaultTarget } from '../../../../core/settings'
import { parseThumbnailAddress } from '../../../../main/app/protocols/thumbnail-address'

describe('parseThumbnailAddress', () => {
  it.each([
    ['thumb://photo/a-1?edge=240', { kind: 'photo', id: 'a-1', edge: 240 }],
    ['thumb://photo/AbC?edge=240&v=17', { kind: 'photo', id: 'AbC', edge: 240 }],
    ['thumb://source/job?edge=16', { kind: 'source', id: 'job', edge: 16 }],
    ['thumb://output/job/2?edge=4096', { kind: 'output', id: 'job', variation: 2, edge: 4096 }],
    [
      'thumb://photo/a-1?edge=512&region=0,20,300,400',
      { kind: 'photo', id: 'a-1', edge: 512, region: { left: 0, top: 20, width: 300, height: 400 } },
    ],
    [
      'thumb://output/job/2?edge=64&region=0,20,64,40',
      { kind: 'output', id: 'job', variation: 2, edge: 64, region: { left: 0, top: 20, width: 64, height: 40 } },
    ],
    [
      `thumb://preview/a-1?edge=1280&method=texture&target=${encodeURIComponent(JSON.stringify(defaultTarget))}`,
      { kind: 'preview', id: 'a-1', edge: 1280, method: 'texture', target: defaultTarget },
    ],
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
    'thumb://photo/a?edge=240&region=',
    'thumb://photo/a?edge=240&region=1,2,3',
    'thumb://photo/a?edge=240&region=1,2,3,0',
    'thumb://photo/a?edge=240&region=-1,2,3,4',
    'thumb://photo/a?edge=240&region=1.5,2,3,4',
    'thumb://photo/a?edge=240&region=1e3,2,3,4',
    'thumb://output/job/2?region=0,20,64,40',
    'thumb://preview/a?edge=640',
    'thumb://preview/a?edge=640&method=mirror&target=',
    'thumb://preview/a?edge=640&method=mirror&target={',
    'thumb://preview/a?edge=640&method=mirror&target={"kind":"path","path":"/etc/passwd"}',
    `thumb://preview/a?edge=640&method=paid&target=${JSON.stringify(defaultTarget)}`,
    `thumb://preview/a?edge=4096&method=mirror&target=${JSON.stringify(defaultTarget)}`,
    `thumb://preview/a?edge=640&method=mirror&target=${' '.repeat(2000)}${JSON.stringify(defaultTarget)}`,
    'no address',
  ])('refuses %s', (address) => {
    expect(parseThumbnailAddress(address)).toBeNull()
  })
})
