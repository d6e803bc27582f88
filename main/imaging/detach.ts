import type { PictureMetadata } from './metadata/picture-metadata'

/** Metadata that does not hold on to the photo's file: what is a view of its bytes becomes a copy. */
export function detached(metadata: PictureMetadata, file: Buffer | string): PictureMetadata {
  if (typeof file === 'string') return metadata
  const own = (bytes: Buffer) => (bytes.buffer === file.buffer ? Buffer.from(bytes) : bytes)
  const ownOrNull = (bytes: Buffer | null) => bytes && own(bytes)
  return {
    ...metadata,
    exif: ownOrNull(metadata.exif),
    profile: ownOrNull(metadata.profile),
    photoshop: ownOrNull(metadata.photoshop),
    pngChunks: metadata.pngChunks.map(own),
  }
}
