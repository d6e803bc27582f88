/** What an encoded picture is to carry besides its pixels. */
export interface PictureMetadata {
  /** EXIF block without prefix. */
  readonly exif: Buffer | null
  /** Complete XMP packet. */
  readonly xmp: string | null
  /** For JPEG, when the packet is too long for a segment: makes the short one that refers to it. */
  readonly shortXmp: (guid: string) => string
  readonly profile: Buffer | null
  /** Photoshop's image resources with the IPTC data. */
  readonly photoshop: Buffer | null
  /** Pixels per inch. */
  readonly density: number | null
  /** A PNG's own chunks that hold for the output, ready to be written. */
  readonly pngChunks: readonly Buffer[]
}

/** An encoded file in pieces, in order: putting them together would copy it once more. */
export type FileParts = readonly Buffer[]

/** What an encoded file gets around its picture's data, which stays as it is. */
export interface Frame {
  /** Takes the place of all that comes before `from`, bytes from the file's start. */
  readonly before: FileParts
  readonly from: number
  readonly after: FileParts
}

/** An encoded file in memory with what it gets around its data. */
export function framed(file: Buffer, { before, from, after }: Frame): FileParts {
  return [...before, file.subarray(from), ...after]
}
