import type { Point, Size } from '../../core/geometry/types'
import type { Writing } from './finish'
import { replaceAvifExif } from './metadata/avif'
import { avifGrid, avifOfTiles, tileSize } from './metadata/avif-grid'
import type { FileParts, PictureMetadata } from './metadata/picture-metadata'
import { embedInPng } from './metadata/png'
import type { Pace, Share } from './pace'
import type { Raster } from './raster'
import { samplesFile } from './samples-file'
import { bytesOf, createPixel, openPicture } from './sharp'

/** Some 1 dB (PSNR) from the photo more than JPEG has at 92, measured on six photos: nothing is seen at 100 %. */
const defaultQuality = 80

/** Of 0..9. Measured: 4, sharp's default, takes 27 times as long for files of the same size and quality. */
const effort = 1

/** What of a writing tells how a picture or a tile of it is encoded. */
type Settings = Pick<Writing, 'conversion' | 'encoding'>

/**
 * Encodes an AVIF with its metadata. A large one is a grid of tiles, as AVIF's profiles ask for: its encoder takes many
 * bytes for each px that it has at once.
 * @throws {AppError} `cancelled`
 */
export async function encodeAvif(
  picture: Raster,
  settings: Settings,
  metadata: PictureMetadata,
  pace: Pace,
  [from, to]: Share,
): Promise<FileParts> {
  const grid = avifGrid(picture, picture.hasAlpha)
  if (grid.columns * grid.rows === 1) {
    return withExif(await encodePart(picture, { left: 0, top: 0 }, picture, settings, metadata), metadata)
  }
  const tile = tileSize(grid)
  const tiles: Buffer[] = []
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const corner = { left: column * tile.width, top: row * tile.height }
      const carried = tiles.length === 0 ? metadata : { ...metadata, exif: null, xmp: null }
      const bytes = await encodePart(picture, corner, tile, settings, carried)
      tiles.push(tiles.length === 0 ? Buffer.concat(withExif(bytes, metadata)) : bytes)
      pace.reached(from + ((to - from) * tiles.length) / (grid.columns * grid.rows))
    }
  }
  return avifOfTiles(tiles, grid)
}

/** A part of a picture in a file, its samples as they are; what lies beyond the picture repeats its border. */
function partFile({ samples, ...layout }: Raster, { left, top }: Point, size: Size): Buffer {
  const { width, height, channels } = layout
  const part = samplesFile({ ...layout, ...size }, null)
  const line = size.width * channels
  const inside = Math.min(size.width, width - left) * channels
  for (let row = 0; row < size.height; row++) {
    const start = (Math.min(top + row, height - 1) * width + left) * channels
    const end = start + inside
    part.samples.set(samples.subarray(start, end), row * line)
    for (let at = inside; at < line; at += channels) {
      part.samples.set(samples.subarray(end - channels, end), row * line + at)
    }
  }
  return part.file
}

function withExif(file: Buffer, { exif }: PictureMetadata): FileParts {
  return (exif && replaceAvifExif(file, exif)) ?? [file]
}

/**
 * Encodes a part of a picture. Its boxes are libheif's business, so here the metadata is handed over with a picture that
 * has it: one black px, grown to full size, onto which the samples are laid with OR, which changes none of them.
 */
async function encodePart(
  picture: Raster,
  corner: Point,
  size: Size,
  { conversion, encoding }: Settings,
  metadata: PictureMetadata,
): Promise<Buffer> {
  const { quality } = encoding
  const { avifBits } = conversion
  const { hasAlpha } = picture
  const space = avifBits > 8 ? 'rgb16' : 'srgb'
  const pixel = await bytesOf(createPixel(hasAlpha).toColourspace(space).png())
  const whole = openPicture(Buffer.concat(embedInPng(pixel, metadata)), { ignoreIcc: true })
    .extend({
      right: size.width - 1,
      bottom: size.height - 1,
      background: { r: 0, g: 0, b: 0, alpha: hasAlpha ? 0 : 1 },
    })
    .boolean(partFile(picture, corner, size), 'or')
    .toColourspace(space)
    .keepXmp()
    .keepIccProfile()
    .avif({
      ...(quality === 100 ? { lossless: true } : { quality: quality ?? defaultQuality }),
      chromaSubsampling: '4:4:4',
      effort,
      bitdepth: avifBits,
    })
  // libvips makes EXIF up where there is none; then it is good for the resolution alone.
  return bytesOf((metadata.exif ?? metadata.density) ? whole.keepExif() : whole)
}
