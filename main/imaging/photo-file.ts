import { readFile } from 'node:fs/promises'
import type { Metadata } from 'sharp'
import { AppError } from '../../core/errors'
import type { Size } from '../../core/geometry/types'
import type { PhotoFormat } from '../../core/photo'
import { impliedProfile } from './colour/implied-profile'
import { type FileBytes, withFileBytes } from './file-bytes'
import { formatOf, layoutOf } from './header'
import { decodeHeic } from './heic/decode'
import { decodeAvifTiles } from './heic/decode-avif'
import { isCutOff } from './heic/extents'
import { gridOf, mostTiles, type PictureGrid, tiledPixels } from './heic/grid'
import { HeifError } from './heic/libheif'
import { jpegTrap } from './jpeg-frame'
import { damaged, unsupported } from './photo-errors'
import { textExif, withExif } from './png-text-exif'
import type { Layout } from './raster'
import { rawAsJpeg, readRaw } from './raw/as-jpeg'
import { openPicture } from './sharp'
import { tiffTrap } from './tiff-traps'
import { isLosslessWebp } from './webp-loss'

/** What a photo's file is, and what of it sharp can decode. */
export interface PhotoFile {
  /** Of the file. */
  readonly format: PhotoFormat
  /**
   * What is known of the picture without its pixels. Of a RAW file it is the embedded preview's, with the RAW file's own
   * metadata. A profile that the file asks for without embedding one is among it.
   */
  readonly metadata: Metadata
  /** Of a RAW file: what its sensor saw, upright, px; null when that is not known. */
  readonly sensor: Size | null
  /** A file of the same picture that sharp decodes: mostly the photo's own, by its bytes or its path. */
  readonly decodable: () => Promise<Buffer | string>
  /** Whether that is the photo's own. */
  readonly isOwnFile: boolean
  /** Whether the profile is not in the decodable file. */
  readonly isProfileApart: boolean
  /** Px of the tiles that it is decoded by; null where it is decoded as a whole. */
  readonly tilePixels: number | null
  /** Whether it is a WebP that is coded without loss. */
  readonly isLossless: boolean
}

/** How much of a file is needed: RAW files are large, and headers are asked for by the thousand. */
export type PhotoPart = 'whole' | 'head'

/**
 * Finds out what a photo's file is, by its content.
 * @param input its bytes, or its path when it is too large for memory or only its header is wanted.
 * @throws {AppError} `image-unsupported`, `image-too-large`; sharp's errors when it is damaged or no picture
 */
export function openPhotoFile(input: Buffer | string, path: string, part: PhotoPart): Promise<PhotoFile> {
  return withFileBytes(input, async (file) => {
    const metadata = await headOf(input, file)
    const raw = 'error' in metadata || metadata.format === 'tiff' ? await openRaw(file, path, part) : null
    if (raw) return raw
    const trap = jpegTrap(file) ?? tiffTrap(file)
    if (trap) throw unsupported(path, trap)
    if ('error' in metadata) throw metadata.error
    if (part === 'whole' && metadata.format === 'heif' && isCutOff(file)) throw damaged(path)
    const exif = metadata.format === 'png' ? textExif(metadata) : null
    if (exif) return { ...(await openPhotoFile(withExif(await bytesOf(input), exif), path, part)), isOwnFile: false }
    return openPlain(input, { file, metadata, path })
  })
}

/** What sharp reads of a header, or why it cannot. */
async function headOf(input: Buffer | string, file: FileBytes): Promise<Metadata | { readonly error: unknown }> {
  const read = (unlimited: boolean) => openPicture(input, { unlimited }).metadata()
  // Where a file has more than 256 parts libheif suspects an attack; where they are all there, it is none.
  const again = (error: unknown) => (gridOf(file) ? read(true) : Promise.reject(error))
  return read(false)
    .catch(again)
    .catch((error: unknown) => ({ error }))
}

/** A photo whose header sharp reads. */
function openPlain(
  input: Buffer | string,
  { file, metadata, path }: { readonly file: FileBytes; readonly metadata: Metadata; readonly path: string },
): PhotoFile {
  const format = formatOf(metadata, path)
  const coloured = withProfile(file, { format, metadata, path })
  const common = { format, metadata: coloured, sensor: null, isLossless: format === 'webp' && isLosslessWebp(file) }
  const grid = format === 'heic' || format === 'avif' ? tiledGrid(file, layoutOf(metadata, path)) : null
  const tilePixels = grid && grid.tileWidth * grid.tileHeight
  if (format === 'heic') {
    const decodable = () => decoded(input, { metadata: coloured, path, grid })
    return { ...common, decodable, isOwnFile: false, isProfileApart: false, tilePixels }
  }
  if (grid) {
    const decodable = () => decodeAvifTiles(input, grid, layoutOf(metadata, path), coloured.icc ?? null)
    return { ...common, decodable, isOwnFile: false, isProfileApart: false, tilePixels }
  }
  const isProfileApart = coloured !== metadata
  return { ...common, decodable: async () => input, isOwnFile: true, isProfileApart, tilePixels }
}

/** The tiles of a picture that is decoded by them: a large one, or one of more than libheif takes at once. */
function tiledGrid(file: FileBytes, { width, height, hasAlpha }: Layout): PictureGrid | null {
  const grid = gridOf(file)
  if (!grid || hasAlpha !== (grid.alpha !== null)) return null
  const { placing, columns, rows } = grid
  const isOfSize = placing.width === width && placing.height === height
  const tiles = columns * rows * (hasAlpha ? 2 : 1)
  return isOfSize && (width * height > tiledPixels || tiles > mostTiles) ? grid : null
}

async function openRaw(file: FileBytes, path: string, part: PhotoPart): Promise<PhotoFile | null> {
  const raw = readRaw(file)
  if (!raw) return null
  const { jpeg, sensor } = await rawAsJpeg(raw, { file, path, part })
  const own = { ...(await openPicture(jpeg).metadata()), ...(raw.xmp ? { xmp: raw.xmp } : {}) }
  const metadata = withProfile(file, { format: 'raw', metadata: own, path })
  const decodable = async () => jpeg
  return {
    format: 'raw',
    metadata,
    sensor,
    decodable,
    isOwnFile: false,
    isProfileApart: metadata !== own,
    tilePixels: null,
    isLossless: false,
  }
}

/** A picture's metadata with the profile by which its file means its colours, when none is embedded. */
function withProfile(
  file: FileBytes,
  { format, metadata, path }: { readonly format: PhotoFormat; readonly metadata: Metadata; readonly path: string },
): Metadata {
  if (metadata.icc) return metadata
  const implied = impliedProfile(file, format, metadata)
  switch (implied.kind) {
    case 'plain':
      return metadata
    case 'unknown':
      throw unsupported(path, `it has ${implied.what} that no profile describes`)
    case 'profile':
      return { ...metadata, icc: implied.profile, hasProfile: true }
  }
}

async function decoded(
  input: Buffer | string,
  { metadata, path, grid }: { readonly metadata: Metadata; readonly path: string; readonly grid: PictureGrid | null },
): Promise<Buffer> {
  const layout = layoutOf(metadata, path)
  try {
    return await decodeHeic(await bytesOf(input), layout, metadata.icc ?? null, grid)
  } catch (error) {
    if (!(error instanceof HeifError) || !error.isTooLarge) throw error
    const { width, height } = layout
    const message = `The photo ${path} is too large: ${width} × ${height} px of HEIC cannot be decoded here. Save it as JPEG or TIFF first.`
    throw new AppError('image-too-large', message, { cause: error })
  }
}

async function bytesOf(input: Buffer | string): Promise<Buffer> {
  return typeof input === 'string' ? readFile(input) : input
}
