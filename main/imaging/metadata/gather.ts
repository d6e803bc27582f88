import type { Metadata } from 'sharp'
import type { Encoding } from '../../../core/encoding'
import type { Size } from '../../../core/geometry/types'
import type { ComposeRequest, FileMark } from '../../../core/imaging'
import type { Note } from '../../../core/note'
import type { OutputFormat, PhotoFormat } from '../../../core/photo'
import { paintedMethod } from '../local/paint-local'
import { exifOfTiff, renewExif } from './exif'
import { extendedXmpOf, fitsJpeg } from './jpeg'
import { photoshopResources } from './photoshop'
import type { PictureMetadata } from './picture-metadata'
import { chunksToKeep } from './png'
import { resourcesOfTiff } from './tiff'
import { type DigitalSourceType, mainPacketFor, mergeXmp, type XmpFacts, type XmpPacket } from './xmp'

/** A photo's file as it was read. */
export interface SourceFile {
  /** Null when the file is too large to be kept in memory. */
  readonly bytes: Buffer | null
  readonly format: PhotoFormat
  readonly metadata: Metadata
  /** Its stars, wherever they are said; null: nowhere. */
  readonly rating: number | null
}

/** What the output is to be. */
export interface OutputShape {
  readonly format: OutputFormat
  readonly size: Size
  /** What its colours are in; null: it is not said. */
  readonly profile: Buffer | null
  /** False when that is not the photo's own. */
  readonly keepsColours: boolean
}

/** What the local engine and the services do, in IPTC's words. */
const sourceTypeOfPainting: Readonly<Record<'local' | 'renders', DigitalSourceType>> = {
  local: 'algorithmicallyEnhanced',
  renders: 'compositeWithTrainedAlgorithmicMedia',
}

/** What an output is described by. */
export interface Gathered {
  readonly metadata: PictureMetadata
  /** What of the photo's own it cannot carry. */
  readonly notes: readonly Note[]
  /** The stars and the label that it tells. */
  readonly mark: FileMark
}

/** The metadata of an output: the photo's own, corrected for its new size, and where the surroundings come from. */
export function gatherMetadata(source: SourceFile, output: OutputShape, request: ComposeRequest): Gathered {
  const notes: Note[] = []
  const facts = xmpFacts(source, output.size, request)
  const merged = mergedXmp(source, facts, notes)
  const exif = gatherExif(source, output, request.encoding, notes)
  const metadata: PictureMetadata = {
    exif,
    xmp: merged?.packet ?? null,
    shortXmp: (guid) => mainPacketFor(guid, facts, merged?.mark ?? {}),
    profile: output.profile,
    photoshop: gatherResources(source),
    density: source.metadata.density ?? null,
    pngChunks:
      source.format === 'png' && output.format === 'png' && source.bytes
        ? chunksToKeep(source.bytes, { colours: output.keepsColours, places: !request.encoding.stripGps })
        : [],
  }
  return { metadata, notes, mark: merged?.mark ?? {} }
}

/** What is told of metadata that does not come along. */
const said = {
  'gain-map': 'The HDR gain map was left out: the surroundings have none.',
  regions: 'Regions (faces, say) were left out: their places count from the photo’s own frame.',
  'large-metadata': 'EXIF and IPTC data of files this large are left out.',
  'broken-exif': 'The photo’s EXIF data is broken and was left out.',
  'long-exif': 'The photo’s EXIF data is too long for JPEG and was left out.',
  'broken-xmp': 'The photo’s XMP data is broken and was replaced.',
} as const

function told(code: keyof typeof said): Note {
  return { code, params: {}, message: said[code] }
}

function gatherExif(
  { format, bytes, metadata }: SourceFile,
  output: OutputShape,
  { stripGps }: Encoding,
  notes: Note[],
): Buffer | null {
  if (format === 'tiff' && !bytes) notes.push(told('large-metadata'))
  const exif = format === 'tiff' && bytes ? exifOfTiff(bytes) : (metadata.exif ?? null)
  if (!exif) return null
  const renewed = renewExif(exif, { size: output.size, stripGps })
  if (!renewed) notes.push(told('broken-exif'))
  else if (output.format === 'jpeg' && !fitsJpeg(renewed)) notes.push(told('long-exif'))
  return renewed
}

function gatherResources({ format, bytes, metadata }: SourceFile): Buffer | null {
  if (format !== 'tiff' || !bytes) return photoshopResources(metadata.iptc, metadata.tifftagPhotoshop)
  const { iptc, photoshop } = resourcesOfTiff(bytes)
  return photoshopResources(iptc, photoshop)
}

function mergedXmp({ format, bytes, metadata }: SourceFile, facts: XmpFacts, notes: Note[]): XmpPacket | null {
  const packet = metadata.xmp ? metadata.xmp.toString('utf8') : null
  const extended = format === 'jpeg' && bytes ? extendedXmpOf(bytes) : null
  const isNew = packet === null && extended === null
  if (isNew && facts.sourceType === null && facts.rating === null) return null
  const merged = mergeXmp({ packet, extended }, facts)
  if (merged.leftOut.has('gain map')) notes.push(told('gain-map'))
  if (merged.leftOut.has('regions')) notes.push(told('regions'))
  if (!merged.readable) notes.push(told('broken-xmp'))
  return merged
}

function xmpFacts({ metadata, rating }: SourceFile, size: Size, request: ComposeRequest): XmpFacts {
  const { surroundings, encoding } = request
  const isPainted = surroundings.kind !== 'none'
  const isTurned = (metadata.orientation ?? 1) > 1
  const common = { size, rating, stripGps: encoding.stripGps, isReframed: isPainted || isTurned }
  if (!isPainted) return { ...common, sourceType: null, provenance: {} }
  const provenance = provenanceOf(request, surroundings)
  return { ...common, sourceType: sourceTypeOfPainting[surroundings.kind], provenance }
}

function provenanceOf(
  { plan, provenance: { engine, version, prompt, taskIds } }: ComposeRequest,
  surroundings: Exclude<ComposeRequest['surroundings'], { readonly kind: 'none' }>,
): XmpFacts['provenance'] {
  const { photo, canvas, original, passes } = plan
  return {
    Engine: engine,
    Version: version,
    ...(surroundings.kind === 'local'
      ? { Method: paintedMethod(canvas, photo, surroundings), Effort: surroundings.effort }
      : {}),
    ...(prompt === '' ? {} : { Prompt: prompt }),
    Ratios: passes.map(({ ratios: { up, right, down, left } }) => `up=${up} right=${right} down=${down} left=${left}`),
    Canvas: `${canvas.width}x${canvas.height}`,
    Original: `${photo.width}x${photo.height}+${original.left}+${original.top}`,
    Variation: String(surroundings.variation),
    ...(taskIds.length === 0 ? {} : { TaskIds: taskIds }),
  }
}
