import { z } from 'zod'

/** What may differ of an output from the photo, besides its surroundings; see `ConversionNote` for the first of them. */
export const noteCodes = [
  'written-as',
  'raw-preview',
  'first-page',
  /** The photo's colour profile is damaged or for other colours. */
  'unused-profile',
  'space',
  'profile',
  'depth',
  'transparency',
  /** What a service paints around a photo with transparency has none. */
  'opaque',
  'resampled',
  'sharpened',
  /** The HDR gain map is left out. */
  'gain-map',
  /** Regions, of faces say, are left out. */
  'regions',
  /** EXIF and IPTC of a very large file are left out. */
  'large-metadata',
  /** EXIF that cannot be read is left out. */
  'broken-exif',
  /** EXIF that does not fit into a JPEG is left out. */
  'long-exif',
  /** XMP that cannot be read is replaced. */
  'broken-xmp',
] as const
export type NoteCode = (typeof noteCodes)[number]

/** Something to know about an output: which of the things it is, its numbers and names, and an English sentence. */
export const noteSchema = z.object({
  code: z.enum(noteCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
})
export type Note = z.infer<typeof noteSchema>
