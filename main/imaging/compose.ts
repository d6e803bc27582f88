import type { Metadata } from 'sharp'
import { type Conversion, conversionOf } from '../../core/conversion'
import { defaultEncoding, type Encoding } from '../../core/encoding'
import { AppError } from '../../core/errors'
import type { ComposeRequest, ComposeResult } from '../../core/imaging'
import type { Note } from '../../core/note'
import type { OutputFormat } from '../../core/photo'
import { convert, profileBytes } from './convert'
import { decodeOntoCanvas } from './decode'
import { inBits } from './depths'
import { encode } from './encode'
import { formatOf, headerOf, layoutOf, orientationOf } from './header'
import { checkMemory } from './memory'
import { gatherMetadata } from './metadata/gather'
import type { FileParts } from './metadata/picture-metadata'
import { ratingOf } from './metadata/rating'
import { paintMirror } from './mirror/paint'
import { Pace } from './pace'
import { unreadable } from './photo-errors'
import type { Raster } from './raster'
import { checkRenders, paintRenders } from './renders/paint-renders'
import { checkPlan, type OpenPhoto, openPhoto } from './source'
import { writeParts } from './write'

/** How far each step ends, of 0..1; about the shares of time that a 24-megapixel JPEG takes. */
const steps = { read: 0.02, decoded: 0.2, painted: 0.4, encoded: 0.97, written: 1 } as const

/** What a compose needs to know besides its request. */
export interface ComposeOptions {
  readonly signal: AbortSignal
  /** Gets fractions 0..1 of the work done. */
  readonly onProgress: (fraction: number) => void
  /** Bytes that one compose may take. */
  readonly memoryLimit: number
}

/**
 * Makes one output: the photo's own samples, surroundings painted around them, encoded with the photo's metadata, written
 * to the temporary file. What is left in that file after a failure is the caller's to remove.
 * @throws {AppError} the photo's, the output's and the limits' codes; `cancelled`
 */
export async function compose(request: ComposeRequest, options: ComposeOptions): Promise<ComposeResult> {
  const pace = new Pace(options.signal, options.onProgress)
  const photo = await openPhoto(request, options.signal)
  pace.reached(steps.read)
  const { parts, notes, effectiveScale } = isKeptWhole(request, photo)
    ? { parts: [photo.input], notes: [], effectiveScale: 1 }
    : await remake(photo, request, options.memoryLimit, pace)
  const bytes = await writeParts(request.destination, parts)
  pace.reached(steps.written)
  return { ...request.plan.output, bytes, effectiveScale, notes: [...notes] }
}

/** Whether the photo's own file is the output: nothing to paint, resample, turn or encode differently. */
function isKeptWhole(request: ComposeRequest, photo: OpenPhoto): photo is OpenPhoto & { readonly input: Buffer } {
  const { input, metadata } = photo
  const { plan, surroundings, encoding, format, source } = request
  return (
    typeof input !== 'string' &&
    surroundings.kind === 'none' &&
    plan.output.width === plan.photo.width &&
    plan.output.height === plan.photo.height &&
    formatOf(metadata, source) === format &&
    orientationOf(metadata) === 1 &&
    (metadata.pages ?? 1) === 1 &&
    isPlain(encoding, format) &&
    keepsSamples(metadata, request)
  )
}

/** Whether the file need not be written anew for an encoding: what another format would have of it counts nothing. */
function isPlain({ quality, subsampling, compression, sharpen, stripGps }: Encoding, format: OutputFormat): boolean {
  return (
    quality === null &&
    (format !== 'jpeg' || subsampling === defaultEncoding.subsampling) &&
    (format !== 'tiff' || compression === defaultEncoding.compression) &&
    sharpen === 0 &&
    !stripGps
  )
}

/** Whether colours and depth are those asked for. */
function keepsSamples(metadata: Metadata, request: ComposeRequest): boolean {
  const { profile, bits, notes } = conversionFor(metadata, request)
  return profile === null && bits === layoutOf(metadata, request.source).bits && notes.length === 0
}

interface Remade {
  readonly parts: FileParts
  readonly notes: readonly Note[]
  readonly effectiveScale: number
}

/** Decodes, paints and encodes. */
async function remake(
  { input, metadata }: OpenPhoto,
  request: ComposeRequest,
  memoryLimit: number,
  pace: Pace,
): Promise<Remade> {
  const { plan, source, format, encoding } = request
  const layout = layoutOf(metadata, source)
  checkPlan(request, layout)
  if (request.surroundings.kind === 'renders') checkRenders(source, request.surroundings.renders, plan.passes.length)
  checkMemory(request, (layout.channels * layout.bits) / 8, memoryLimit)
  const conversion = conversionFor(metadata, request)
  const photoFormat = formatOf(metadata, source)
  const rating = await ratingOf(source, photoFormat, metadata)
  const own = metadata.icc ?? null
  const profile = conversion.profile === null ? own : await profileBytes(conversion.profile)
  const gathered = gatherMetadata(
    { bytes: typeof input === 'string' ? null : input, format: photoFormat, metadata, rating },
    { format, size: plan.output, profile, keepsColours: conversion.profile === null },
    request,
  )
  const decoded = await decodeOntoCanvas(input, layout, plan).catch(async (error: unknown) => {
    throw await unreadable(source, error)
  })
  pace.reached(steps.decoded)
  // Colours are converted in all the bits that there are; where they stay, fewer bits are less work from here on.
  const { convertsColours, bits } = conversion
  const canvas = convertsColours || bits > decoded.bits ? decoded : await inBits(decoded, bits, pace)
  const effectiveScale = await paint(canvas, request, own, pace)
  const converted = await convert(canvas, conversion, own, pace)
  const parts = await encode(
    { canvas: converted, conversion, size: plan.output, format, encoding },
    gathered.metadata,
    pace,
  )
  pace.reached(steps.encoded)
  const notes = [...conversion.notes, ...gathered.notes]
  return { parts, notes, effectiveScale }
}

/** @throws {AppError} `output-format` */
function conversionFor(metadata: Metadata, { source, format, encoding, plan }: ComposeRequest): Conversion {
  const result = conversionOf(headerOf(metadata, source), { ...encoding, format }, plan)
  if (result.kind === 'conversion') return result.conversion
  throw new AppError(result.error.code, result.error.message)
}

/** Paints the surroundings. @returns the resolution of what was painted as a fraction of the photo's */
async function paint(canvas: Raster, request: ComposeRequest, profile: Buffer | null, pace: Pace): Promise<number> {
  const { plan, surroundings, feather } = request
  const share = [steps.decoded, steps.painted] as const
  switch (surroundings.kind) {
    case 'none':
      return 1
    case 'local': {
      const photo = { ...plan.original, ...plan.photo }
      await paintMirror(canvas, { photo, feather, variation: surroundings.variation }, pace, share)
      return 1
    }
    case 'renders': {
      const { renders } = surroundings
      return paintRenders(canvas, { passes: plan.passes, renders, profile, feather }, pace, share)
    }
  }
}
