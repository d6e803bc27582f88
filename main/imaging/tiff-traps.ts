import type { FileBytes } from './file-bytes'
import { openTiffLike, readRawDirectory } from './raw/directory'

const tags = {
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  samplesPerPixel: 277,
  planarConfiguration: 284,
  tileOffsets: 324,
} as const

/** What sharp's libtiff is built without, and old-style JPEG, which it makes nothing of without a word. */
const compressions: Readonly<Record<number, string>> = {
  6: 'old-style JPEG',
  33003: 'JPEG 2000',
  33005: 'JPEG 2000',
  34661: 'JBIG',
  34712: 'JPEG 2000',
  34887: 'LERC',
  34925: 'LZMA',
  50000: 'Zstandard',
  50002: 'JPEG XL',
  52546: 'JPEG XL',
}

/** The compression by which libvips has brightness and colour differences (YCbCr) made RGB; else it shows them as if they were. */
const jpeg = 7
const brightnessAndDifferences = 6

const separatePlanes = 2

/** CIELAB, ICC's and ITU's. */
const labs: readonly number[] = [8, 9, 10]

/** Bits per sample that libvips reads. */
const depths: readonly number[] = [1, 2, 4, 8, 16, 32]

/**
 * Why a TIFF cannot be read, in words for the user, where libvips would call it damaged, or show something else. Null: it
 * may be given to libvips.
 */
export function tiffTrap(file: FileBytes): string | null {
  const tiff = openTiffLike(file)
  const first = tiff && readRawDirectory(tiff, tiff.first)
  if (!first) return null
  const one = (tag: number, usual: number) => first.numbers(tag)[0] ?? usual
  const compression = one(tags.compression, 1)
  const unread = compressions[compression]
  const photometric = one(tags.photometric, 0)
  const bits = one(tags.bitsPerSample, 1)
  if (unread) return `it is a TIFF compressed with ${unread}`
  if (photometric === brightnessAndDifferences && compression !== jpeg) return 'it is a TIFF of YCbCr without JPEG'
  if (labs.includes(photometric)) return 'its colours are of the kind “lab”'
  if (!depths.includes(bits)) return `it is a TIFF of ${bits} bits per sample`
  if (one(tags.planarConfiguration, 1) !== separatePlanes) return null
  if (first.tags.includes(tags.tileOffsets)) return 'it is a TIFF with a plane of tiles for each channel'
  // Seen with each row drawn twice as wide.
  return one(tags.samplesPerPixel, 1) === 2 ? 'it is a TIFF with separate planes of grey and alpha' : null
}
