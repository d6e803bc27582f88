import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Metadata } from 'sharp'
import type { FileMark } from '../../../core/imaging'
import { labelNamed } from '../../../core/label-names'
import type { FileLabel, PhotoFormat } from '../../../core/photo'
import { ratingOfExif } from './exif'
import { nearestRating, ratingOfPercent } from './stars'
import { namespaces } from './xmp-document'
import { propertyTexts } from './xmp-text'

/** Larger than any sidecar that programs write; nothing else is read whole, bytes. */
const maxSidecarBytes = 4_000_000

/**
 * A photo's stars, or -1 for a reject: from its XMP, else from what Windows and EXIF say, else from a sidecar beside it.
 * Of RAW files the sidecar comes first: that is where programs write. Null: none of them says anything.
 */
export async function ratingOf(
  path: string,
  format: PhotoFormat,
  metadata: Pick<Metadata, 'xmp' | 'exif'>,
): Promise<number | null> {
  const own = ratingOfMetadata(metadata)
  return format === 'raw' ? ((await ratingOfSidecar(path)) ?? own) : (own ?? ratingOfSidecar(path))
}

/** The same by what the file has inside. */
export function ratingOfMetadata({ xmp, exif }: Pick<Metadata, 'xmp' | 'exif'>): number | null {
  return (xmp && ratingOfPacket(xmp.toString('utf8'))) ?? (exif ? ratingOfExif(exif) : null)
}

/** The same by a packet alone. */
export function ratingOfPacket(packet: string): number | null {
  const own = propertyIn(packet, namespaces.xmp)
  const microsoft = propertyIn(packet, namespaces.microsoft)
  return (own === null ? null : nearestRating(own)) ?? (microsoft === null ? null : ratingOfPercent(microsoft))
}

/** A photo's colour label, by its XMP; `null`: none of those that are known. */
export function labelOfPacket(packet: string): FileLabel | null {
  const told = propertyTexts(packet, namespaces.xmp, 'Label').map(labelNamed)
  return told.find((label) => label !== null) ?? null
}

/** What a file that is taken as it is tells of stars and label. */
export function markOfMetadata(metadata: Pick<Metadata, 'xmp' | 'exif'>): FileMark {
  const rating = ratingOfMetadata(metadata)
  const { xmp } = metadata
  return { ...(rating !== null && { rating }), ...(xmp && { label: labelOfPacket(xmp.toString('utf8')) }) }
}

/** The number that `Rating` has in a namespace. */
function propertyIn(packet: string, namespace: string): number | null {
  const text = propertyTexts(packet, namespace, 'Rating').find((told) => !Number.isNaN(Number(told)))
  return text === undefined ? null : Number(text)
}

/** Lightroom names it after the photo without its extension, darktable and others with it. */
async function ratingOfSidecar(path: string): Promise<number | null> {
  const stem = path.slice(0, path.length - extname(path).length)
  for (const sidecar of [`${stem}.xmp`, `${path}.xmp`]) {
    const bytes = await readFile(sidecar).catch(() => null)
    const rating = bytes && bytes.length <= maxSidecarBytes ? ratingOfPacket(bytes.toString('utf8')) : null
    if (rating !== null) return rating
  }
  return null
}
