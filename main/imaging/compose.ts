import type { Metadata } from 'sharp'
import { AppError } from '../../core/errors'
import type { ComposeRequest, ComposeResult } from '../../core/imaging'
import { decodeOntoCanvas } from './decode'
import { encode } from './encode'
import { formatOf, layoutOf, orientationOf } from './header'
import { checkMemory } from './memory'
import { gatherMetadata } from './metadata/gather'
import type { FileParts } from './metadata/picture-metadata'
import { paintMirror } from './mirror/paint'
import { conversionFor } from './output-format'
import { Pace } from './pace'
import { unreadable } from './photo-errors'
import type { Layout, Raster } from './raster'
import { openPicture } from './sharp'
import { readSource } from './source'
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
  const input = await readSource(request.source, request.contentHash, options.signal)
  pace.reached(steps.read)
  const metadata = await openPicture(input)
    .metadata()
    .catch(async (error: unknown) => {
      throw await unreadable(request.source, error)
    })
  const { parts, notes } = isKeptWhole(request, metadata, input)
    ? { parts: [input], notes: [] }
    : await remake(input, metadata, request, options.memoryLimit, pace)
  const bytes = await writeParts(request.destination, parts)
  pace.reached(steps.written)
  return { ...request.plan.output, bytes, effectiveScale: 1, notes: [...notes] }
}

/** Whether the photo's own file is the output: nothing to paint, resample, turn or encode differently. */
function isKeptWhole(request: ComposeRequest, metadata: Metadata, input: Buffer | string): input is Buffer {
  const { plan, surroundings, quality, format, source } = request
  return (
    typeof input !== 'string' &&
    surroundings.kind === 'none' &&
    quality === null &&
    plan.output.width === plan.photo.width &&
    plan.output.height === plan.photo.height &&
    formatOf(metadata, source) === format &&
    orientationOf(metadata) === 1 &&
    (metadata.pages ?? 1) === 1
  )
}

/** Decodes, paints and encodes. */
async function remake(
  input: Buffer | string,
  metadata: Metadata,
  request: ComposeRequest,
  memoryLimit: number,
  pace: Pace,
): Promise<{ readonly parts: FileParts; readonly notes: readonly string[] }> {
  const { plan, source, format, quality } = request
  const layout = layoutOf(metadata, source)
  checkPlan(request, layout)
  checkMemory(request, (layout.channels * layout.bits) / 8, memoryLimit)
  const conversion = conversionFor(layout, metadata, format, plan.output)
  const gathered = gatherMetadata(
    { bytes: typeof input === 'string' ? null : input, format: formatOf(metadata, source), metadata },
    { format, size: plan.output, keepsColours: !conversion.toSrgb },
    request,
  )
  const decoded = await decodeOntoCanvas(input, layout, plan).catch(async (error: unknown) => {
    throw await unreadable(source, error)
  })
  pace.reached(steps.decoded)
  const canvas = conversion.toEightBits ? await inEightBits(decoded, pace) : decoded
  if (request.surroundings.kind === 'mirror') {
    const photo = { ...plan.original, ...plan.photo }
    const { variation } = request.surroundings
    await paintMirror(canvas, { photo, feather: request.feather, variation }, pace, [steps.decoded, steps.painted])
  }
  const profile = conversion.toSrgb ? (metadata.icc ?? null) : null
  const parts = await encode({ canvas, profile, conversion, size: plan.output, format, quality }, gathered.metadata)
  pace.reached(steps.encoded)
  return { parts, notes: [...conversion.notes, ...gathered.notes] }
}

/** @throws {AppError} `bad-request` when a plan is not this photo's. */
function checkPlan({ source, plan: { photo, canvas, original } }: ComposeRequest, layout: Layout): void {
  const fits = original.left + photo.width <= canvas.width && original.top + photo.height <= canvas.height
  if (fits && photo.width === layout.width && photo.height === layout.height) return
  throw new AppError(
    'bad-request',
    `The plan for ${source} is not one for a photo of ${layout.width} × ${layout.height} px.`,
  )
}

/** A picture in the nearest of 256 steps. */
async function inEightBits(raster: Raster, pace: Pace): Promise<Raster> {
  const samples = new Uint8Array(raster.samples.length)
  const line = raster.width * raster.channels
  await pace.rows(raster.height, steps.decoded, steps.decoded, (row) => {
    for (let i = row * line; i < (row + 1) * line; i++) samples[i] = Math.round((raster.samples[i] as number) / 257)
  })
  return { ...raster, bits: 8, samples }
}
