import { z } from 'zod'
import { errorInfoSchema } from './errors'
import { sizeSchema } from './geometry/types'

/** Formats that can be written. */
export const outputFormats = ['jpeg', 'png', 'tiff', 'webp', 'avif'] as const
export const outputFormatSchema = z.enum(outputFormats)
export type OutputFormat = (typeof outputFormats)[number]

/** Formats that are read. `raw`: a camera's own; what is read of it is the full-size preview that the camera embedded. */
export const photoFormats = [...outputFormats, 'heic', 'raw'] as const
export const photoFormatSchema = z.enum(photoFormats)
export type PhotoFormat = z.infer<typeof photoFormatSchema>

/** File name extensions, lower case without the dot, that make a file "named like a photo". */
export const photoExtensions: Readonly<Record<string, PhotoFormat>> = {
  jpg: 'jpeg',
  jpeg: 'jpeg',
  jpe: 'jpeg',
  jfif: 'jpeg',
  png: 'png',
  tif: 'tiff',
  tiff: 'tiff',
  webp: 'webp',
  avif: 'avif',
  heic: 'heic',
  heif: 'heic',
  hif: 'heic',
  '3fr': 'raw',
  arw: 'raw',
  cr2: 'raw',
  cr3: 'raw',
  dng: 'raw',
  erf: 'raw',
  kdc: 'raw',
  mef: 'raw',
  mos: 'raw',
  mrw: 'raw',
  nef: 'raw',
  nrw: 'raw',
  orf: 'raw',
  pef: 'raw',
  raf: 'raw',
  rw2: 'raw',
  rwl: 'raw',
  sr2: 'raw',
  srf: 'raw',
  srw: 'raw',
}

/** The format of an output: what was chosen, or the photo's own where that can be written. HEIC and RAW become JPEG. */
export function writtenFormat(chosen: 'same' | OutputFormat, photo: PhotoFormat): OutputFormat {
  if (chosen !== 'same') return chosen
  return photo === 'heic' || photo === 'raw' ? 'jpeg' : photo
}

/** The colour labels that are known (`xmp:Label`), by Lightroom's English names, which are also what is written. */
export const fileLabelSchema = z.enum(['Red', 'Yellow', 'Green', 'Blue'])
export type FileLabel = z.infer<typeof fileLabelSchema>

/** What a photo's header says; nothing of it needs the pixels. */
export const photoHeaderSchema = z.object({
  format: photoFormatSchema,
  /** After EXIF orientation, px. */
  size: sizeSchema,
  /** EXIF orientation 1..8; 1 when absent. */
  orientation: z.number().int().min(1).max(8),
  /** Bits per sample: 1, 2, 4, 8, 16 or 32. */
  bitDepth: z.number().int().positive(),
  /** Colour channels and alpha together. */
  channels: z.number().int().min(1).max(5),
  hasAlpha: z.boolean(),
  /** libvips' name of the colour space: srgb, b-w, cmyk, rgb16, grey16, lab ... */
  space: z.string(),
  hasProfile: z.boolean(),
  /**
   * What that profile says of RGB; `unusable`: it is damaged, or not for the photo's colours; absent or `null`: not known, or
   * there is none.
   */
  profile: z.enum(['srgb', 'display-p3', 'other', 'unusable']).nullable().optional(),
  /** More than one page or frame (only the first is expanded). */
  pages: z.number().int().positive(),
  /** The photo's own rating (`xmp:Rating`): 1..5 stars, 0 none, -1 rejected; absent or `null`: it has none. */
  rating: z.number().int().min(-1).max(5).nullable().optional(),
  /** Its colour label; `null`: none of those that are known; absent: it has no XMP. */
  label: fileLabelSchema.nullable().optional(),
  /**
   * When it was taken, by the camera's clock, without a zone: `2026-03-13T18:04:09` (EXIF `DateTimeOriginal`, else
   * `CreateDate`, else XMP's); absent or `null`: it does not say.
   */
  takenAt: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/)
    .nullable()
    .optional(),
  /** Of a RAW file: the size of what its sensor saw, oriented, px, when it is known. `size` is its preview's. */
  sensor: sizeSchema.nullable().optional(),
})
export type PhotoHeader = z.infer<typeof photoHeaderSchema>

/** A file on disk as it was when it was looked at; a change of any means "look again". */
export const fileStampSchema = z.object({ bytes: z.number().nonnegative(), modifiedMs: z.number() })
export type FileStamp = z.infer<typeof fileStampSchema>

/** A file that was moved or renamed, absolute paths; `stamp`: as it was before, and is. */
export interface MovedFile {
  readonly from: string
  readonly to: string
  readonly stamp: FileStamp
}

/** The outcome of opening one file's header. `path` is absolute. */
export const probeResultSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('photo'),
    path: z.string(),
    header: photoHeaderSchema,
    stamp: fileStampSchema,
    /** The file's number on its disk, which it keeps when it is moved or renamed there; `0` where there are none. */
    inode: z.string().optional(),
  }),
  z.object({ kind: z.literal('unreadable'), path: z.string(), error: errorInfoSchema }),
])
export type ProbeResult = z.infer<typeof probeResultSchema>
