import type { PhotoFormat } from '../../core/photo'

/** What a file's first bytes say it is: one of ours, another kind of picture by its usual name, or nothing known. */
export type FileKind =
  | { readonly kind: 'photo'; readonly format: PhotoFormat }
  | { readonly kind: 'picture'; readonly name: string }
  | { readonly kind: 'unknown' }

/** How many first bytes are looked at. */
export const sniffedBytes = 512

type Sign = readonly [offset: number, text: string]

const photos: readonly (readonly [PhotoFormat, readonly Sign[]])[] = [
  ['jpeg', [[0, '\xff\xd8\xff']]],
  ['png', [[0, '\x89PNG\r\n\x1a\n']]],
  ['tiff', [[0, 'II*\0']]],
  ['tiff', [[0, 'MM\0*']]],
  ['tiff', [[0, 'II+\0']]],
  ['tiff', [[0, 'MM\0+']]],
  [
    'webp',
    [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
  ],
  ['avif', [[4, 'ftypavi']]],
  ['heic', [[4, 'ftyphei']]],
  ['heic', [[4, 'ftyphev']]],
  ['heic', [[4, 'ftypmif']]],
  ['heic', [[4, 'ftypmsf']]],
  ['raw', [[4, 'ftypcrx']]],
  ['raw', [[0, 'FUJIFILMCCD-RAW']]],
  ['raw', [[0, 'IIU\0']]],
  ['raw', [[0, 'IIRO']]],
  ['raw', [[0, 'IIRS']]],
  ['raw', [[0, 'MMOR']]],
]

const pictures: readonly (readonly [string, Sign])[] = [
  ['GIF', [0, 'GIF8']],
  ['BMP', [0, 'BM']],
  ['Photoshop', [0, '8BPS']],
  ['PDF', [0, '%PDF']],
  ['JPEG XL', [0, '\xff\x0a']],
  ['JPEG XL', [4, 'JXL \r\n']],
  ['JPEG 2000', [4, 'jP  \r\n']],
  ['Minolta RAW', [0, '\0MRM']],
  ['Sigma RAW', [0, 'FOVb']],
  ['OpenEXR', [0, 'v/1\x01']],
  ['icon', [0, '\0\0\x01\0']],
]

/** Tells what a file is from its first bytes, never from its name. */
export function sniff(head: Uint8Array): FileKind {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, sniffedBytes)).toString('latin1')
  const shows = ([offset, sign]: Sign) => text.startsWith(sign, offset)
  const photo = photos.find(([, signs]) => signs.every(shows))
  if (photo) return { kind: 'photo', format: photo[0] }
  const picture = pictures.find(([, sign]) => shows(sign))
  if (picture) return { kind: 'picture', name: picture[0] }
  if (/^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/s.test(text)) {
    return { kind: 'picture', name: 'SVG' }
  }
  return { kind: 'unknown' }
}
