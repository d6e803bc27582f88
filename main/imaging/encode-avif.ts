import type { Sharp } from 'sharp'
import type { Rect, Size } from '../../core/geometry/types'
import type { Writing } from './encode'
import { replaceAvifExif } from './metadata/avif'
import { avifGrid, avifOfTiles, tileSize } from './metadata/avif-grid'
import type { FileParts, PictureMetadata } from './metadata/picture-metadata'
import { embedInPng } from './metadata/png'
import { bytesOf, createPixel, openPicture } from './sharp'

/** About what 90 is to JPEG. */
const defaultQuality = 70

/** Of 0..9. Measured: 4, sharp's default, takes 27 times as long for files of the same size and quality. */
const effort = 1

/**
 * Encodes an AVIF with its metadata. A large one is a grid of tiles, as AVIF's profiles ask for: its encoder takes many
 * bytes for each px that it has at once. One with alpha stays whole.
 */
export async function encodeAvif(picture: Sharp, writing: Writing, metadata: PictureMetadata): Promise<FileParts> {
  const { size, canvas } = writing
  const space = writing.conversion.avifBits > 8 ? 'rgb16' : 'srgb'
  const grid = avifGrid(size)
  const samples = await plainTiff(picture, space)
  if (canvas.hasAlpha || grid.columns * grid.rows === 1) {
    return withExif(await encodePicture(samples, size, writing, metadata), metadata)
  }
  const tile = tileSize(grid)
  const tiles: Buffer[] = []
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const part = partOf(openPicture(samples, { ignoreIcc: true }), size, {
        left: column * tile.width,
        top: row * tile.height,
        ...tile,
      })
      const carried = tiles.length === 0 ? metadata : { ...metadata, exif: null, xmp: null }
      const bytes = await encodePicture(await plainTiff(part, space), tile, writing, carried)
      tiles.push(tiles.length === 0 ? Buffer.concat(withExif(bytes, metadata)) : bytes)
    }
  }
  return avifOfTiles(tiles, grid)
}

/** Samples in a file, as they are. */
function plainTiff(picture: Sharp, space: 'srgb' | 'rgb16'): Promise<Buffer> {
  return picture.toColourspace(space).tiff({ compression: 'none' }).toBuffer()
}

/** A part of a picture; what lies beyond it repeats its border. */
function partOf(picture: Sharp, size: Size, { left, top, width, height }: Rect): Sharp {
  const inside = { width: Math.min(width, size.width - left), height: Math.min(height, size.height - top) }
  return picture
    .extract({ left, top, ...inside })
    .extend({ right: width - inside.width, bottom: height - inside.height, extendWith: 'copy' })
}

function withExif(file: Buffer, { exif }: PictureMetadata): FileParts {
  return (exif && replaceAvifExif(file, exif)) ?? [file]
}

/**
 * Encodes one picture. Its boxes are libheif's business, so here the metadata is handed over with a picture that has it:
 * one black px, grown to full size, onto which the samples are laid with OR, which changes none of them.
 */
async function encodePicture(
  samples: Buffer,
  size: Size,
  writing: Writing,
  metadata: PictureMetadata,
): Promise<Buffer> {
  const { quality } = writing.encoding
  const { avifBits } = writing.conversion
  const { hasAlpha } = writing.canvas
  const space = avifBits > 8 ? 'rgb16' : 'srgb'
  const pixel = await bytesOf(createPixel(hasAlpha).toColourspace(space).png())
  const whole = openPicture(Buffer.concat(embedInPng(pixel, metadata)), { ignoreIcc: true })
    .extend({
      right: size.width - 1,
      bottom: size.height - 1,
      background: { r: 0, g: 0, b: 0, alpha: hasAlpha ? 0 : 1 },
    })
    .boolean(samples, 'or')
    .toColourspace(space)
    .keepMetadata()
    .avif({
      ...(quality === 100 ? { lossless: true } : { quality: quality ?? defaultQuality }),
      chromaSubsampling: '4:4:4',
      effort,
      bitdepth: avifBits,
    })
  return bytesOf(whole)
}
