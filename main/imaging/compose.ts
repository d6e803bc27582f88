import { defaultEncoding, type Encoding } from '../../core/encoding'
import type { ComposeRequest, ComposeResult } from '../../core/imaging'
import { decodeOntoCanvas } from './decode'
import { detached } from './detach'
import { inEightBits } from './eight-bits'
import { encode } from './encode'
import { freeMemory } from './free-memory'
import { formatOf, layoutOf, orientationOf } from './header'
import { checkMemory } from './memory'
import { gatherMetadata } from './metadata/gather'
import type { FileParts } from './metadata/picture-metadata'
import { paintMirror } from './mirror/paint'
import { conversionFor } from './output-format'
import { Pace } from './pace'
import { unreadable } from './photo-errors'
import type { Raster } from './raster'
import { checkRenders, paintRenders } from './renders/paint-renders'
import { checkPlan, type OpenPhoto, openPhoto } from './source'
import { photoWeight, weighCompose } from './weigh'
import { writeParts } from './write'

/** How far each step ends, of 0..1; about the shares of time that a 24-megapixel JPEG takes. */
const steps = { read: 0.02, decoded: 0.2, painted: 0.4, encoded: 0.97, written: 1 } as const

/** Files from this size on are let go of at once, bytes: what that takes, some 10 ms, is worth it. */
const worthCollecting = 64e6

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
    isPlain(encoding) &&
    plan.output.width === plan.photo.width &&
    plan.output.height === plan.photo.height &&
    formatOf(metadata, source) === format &&
    orientationOf(metadata) === 1 &&
    (metadata.pages ?? 1) === 1
  )
}

/** Whether nothing is asked for that would change the photo's own file. */
function isPlain({ keepTimes: _keepTimes, ...encoding }: Encoding): boolean {
  const { keepTimes: _default, ...plain } = defaultEncoding
  return Object.entries(plain).every(([key, value]) => encoding[key as keyof typeof encoding] === value)
}

interface Remade {
  readonly parts: FileParts
  readonly notes: readonly string[]
  readonly effectiveScale: number
}

/** Decodes, paints and encodes. */
async function remake(photo: OpenPhoto, request: ComposeRequest, memoryLimit: number, pace: Pace): Promise<Remade> {
  const { plan, source, format, encoding, surroundings } = request
  const { metadata } = photo
  const layout = layoutOf(metadata, source)
  checkPlan(request, layout)
  if (surroundings.kind === 'renders') checkRenders(source, surroundings.renders, plan.passes.length)
  checkMemory(request, layout, await weighCompose(request, photoWeight(metadata, source, bytesOf(photo))), memoryLimit)
  const conversion = conversionFor(layout, metadata, format, plan.output)
  const gathered = gatherMetadata(
    { bytes: typeof photo.input === 'string' ? null : photo.input, format: formatOf(metadata, source), metadata },
    { format, size: plan.output, keepsColours: !conversion.toSrgb },
    request,
  )
  const kept = detached(gathered.metadata, photo.input)
  const decoded = await decodeOntoCanvas(photo.input, layout, plan).catch(async (error: unknown) => {
    throw await unreadable(source, error)
  })
  await letGo(photo, source)
  pace.reached(steps.decoded)
  const canvas = conversion.toEightBits ? await inEightBits(decoded, pace) : decoded
  const effectiveScale = await paint(canvas, request, metadata.icc ?? null, pace)
  const profile = conversion.toSrgb ? (metadata.icc ?? null) : null
  const parts = await encode({ canvas, profile, conversion, size: plan.output, format, encoding }, kept)
  pace.reached(steps.encoded)
  return { parts, notes: [...conversion.notes, ...gathered.notes], effectiveScale }
}

/** Of its file, as far as that is in memory. */
function bytesOf({ input }: OpenPhoto): number {
  return typeof input === 'string' ? 0 : input.length
}

/** Gives the memory of a photo's file back once it is decoded: an uncompressed one is as large as the canvas. */
async function letGo(photo: OpenPhoto, source: string): Promise<void> {
  const bytes = bytesOf(photo)
  photo.input = source
  if (bytes > worthCollecting) await freeMemory()
}

/** Paints the surroundings. @returns the resolution of what was painted as a fraction of the photo's */
async function paint(canvas: Raster, request: ComposeRequest, profile: Buffer | null, pace: Pace): Promise<number> {
  const { plan, surroundings, feather } = request
  const photo = { ...plan.photo, ...plan.original }
  const share = [steps.decoded, steps.painted] as const
  switch (surroundings.kind) {
    case 'none':
      return 1
    case 'local': {
      await paintMirror(canvas, { photo, feather, variation: surroundings.variation }, pace, share)
      return 1
    }
    case 'renders': {
      const { renders } = surroundings
      return paintRenders(canvas, { photo, passes: plan.passes, renders, profile, feather }, pace, share)
    }
  }
}
