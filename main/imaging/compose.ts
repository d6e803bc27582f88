import type { Conversion } from '../../core/conversion'
import { defaultEncoding, type Encoding } from '../../core/encoding'
import type { ComposeRequest, ComposeResult, FileMark } from '../../core/imaging'
import type { Note } from '../../core/note'
import type { OutputFormat } from '../../core/photo'
import { conversionFor, decodedLayout } from './conversion-for'
import { convert, profileBytes } from './convert'
import { convertApart } from './convert-apart'
import { decodeOntoCanvas } from './decode'
import { decodeApart } from './decode-apart'
import { inBits } from './depths'
import { detached } from './detach'
import { type EncodedFile, encode } from './encode'
import { freeMemory } from './free-memory'
import { layoutOf, orientationOf } from './header'
import { paintLocal } from './local/paint-local'
import { checkMemory, type InMemory, inMemory, isConvertedApart, isDecodedApart, type PhotoWeight } from './memory'
import { type Gathered, gatherMetadata } from './metadata/gather'
import { redescribedJpeg } from './metadata/jpeg'
import { markOfMetadata, ratingOf } from './metadata/rating'
import { Pace } from './pace'
import { unreadable } from './photo-errors'
import { type Raster, rasterBytes } from './raster'
import { checkRenders, type Painted, paintRenders } from './renders/paint-renders'
import { checkPlan, checkUnchanged, letGoOfFile, type OpenPhoto, openPhoto, ownBytes } from './source'
import { statFile } from './stat-file'
import { withOwnLoss } from './webp-loss'
import { photoWeight, type WeighedFile, weighCompose } from './weigh'
import { writeFrame, writeParts } from './write'

/** How far each step ends, of 0..1; about the shares of time that a 24-megapixel JPEG takes. */
const usualSteps = { read: 0.02, decoded: 0.2, painted: 0.4, encoded: 0.97, written: 1 } as const
/** The same where texture is continued, which takes longer than all else. */
const textureSteps = { read: 0.01, decoded: 0.05, painted: 0.9, encoded: 0.99, written: 1 } as const

function stepsOf({ surroundings }: ComposeRequest): Readonly<Record<keyof typeof usualSteps, number>> {
  return surroundings.kind === 'local' && surroundings.method === 'texture' ? textureSteps : usualSteps
}

/** Files from this size on are let go of at once, bytes: what that takes, some 10 ms, is worth it. */
const worthCollecting = 64e6

/** Of what no render was made. */
const unpainted: Painted = { effectiveScale: 1, drift: null }

/** What a compose needs to know besides its request. */
export interface ComposeOptions {
  readonly signal: AbortSignal
  /** Gets fractions 0..1 of the work done. */
  readonly onProgress: (fraction: number) => void
  /** Bytes that one compose may take. */
  readonly memoryLimit: number
  /** Bytes up to which what could go by way of the disk stays in memory; default: as is weighed. */
  readonly inMemory?: InMemory
}

/**
 * Makes one output: the photo's own samples, surroundings painted around them, encoded with the photo's metadata, written
 * to the temporary file. What is left in that file after a failure is the caller's to remove.
 * @throws {AppError} the photo's, the output's and the limits' codes; `cancelled`
 */
export async function compose(request: ComposeRequest, options: ComposeOptions): Promise<ComposeResult> {
  const pace = new Pace(options.signal, options.onProgress)
  const steps = stepsOf(request)
  const fits = (file: WeighedFile, bytes: number) =>
    checkFits(request, reckoned(file, bytes, request), options.memoryLimit)
  const photo = await openPhoto(request, options.signal, fits)
  pace.reached(steps.read)
  const { file, notes, mark, ...painted } = isKeptWhole(request, photo)
    ? await keep(photo, request, options.signal)
    : await remake(photo, withOwnLoss(request, photo), options, pace)
  const modified = request.encoding.keepTimes ? (await statFile(request.source)).mtime : undefined
  const bytes = await write(request.destination, file, modified)
  pace.reached(steps.written)
  return { ...request.plan.output, bytes, ...painted, notes: [...notes], mark }
}

function write(destination: string, file: EncodedFile, modified: Date | undefined): Promise<number> {
  switch (file.kind) {
    case 'parts':
      return writeParts(destination, file.parts, modified)
    case 'apart':
      return writeFrame(destination, file.frame, modified)
  }
}

/**
 * Whether the photo's own file is the output: nothing to paint, resample, turn or encode differently. Of a JPEG, which loses
 * by being encoded, that is so, too, when only the place where it was taken is left out.
 */
function isKeptWhole(request: ComposeRequest, photo: OpenPhoto): photo is OpenPhoto & { readonly input: Buffer } {
  const { input, metadata } = photo
  const { plan, surroundings, encoding, format } = request
  return (
    typeof input !== 'string' &&
    surroundings.kind === 'none' &&
    plan.output.width === plan.photo.width &&
    plan.output.height === plan.photo.height &&
    photo.format === format &&
    orientationOf(metadata) === 1 &&
    (metadata.pages ?? 1) === 1 &&
    isPlain(encoding, format) &&
    (!encoding.stripGps || format === 'jpeg') &&
    keepsSamples(photo, request)
  )
}

/** Whether the file need not be written anew for an encoding: what another format would have of it counts nothing. */
function isPlain({ quality, subsampling, compression, sharpen }: Encoding, format: OutputFormat): boolean {
  return (
    quality === null &&
    (format !== 'jpeg' || subsampling === defaultEncoding.subsampling) &&
    (format !== 'tiff' || compression === defaultEncoding.compression) &&
    sharpen === 0
  )
}

/** Whether colours and depth are those asked for. */
function keepsSamples(photo: OpenPhoto, request: ComposeRequest): boolean {
  const { profile, bits, notes } = conversionFor(photo, request)
  return profile === null && bits === layoutOf(photo.metadata, request.source).bits && notes.length === 0
}

/** The photo's own file, without the place where it was taken if that is to be left out. */
async function keep(
  photo: OpenPhoto & { readonly input: Buffer },
  request: ComposeRequest,
  signal: AbortSignal,
): Promise<Remade> {
  if (!request.encoding.stripGps) {
    const file: EncodedFile = { kind: 'parts', parts: [await ownBytes(photo, request, signal)] }
    return { file, notes: [], mark: markOfMetadata(photo.metadata), ...unpainted }
  }
  const { metadata, ...told } = await metadataFor(photo, request, conversionFor(photo, request))
  return { file: { kind: 'parts', parts: redescribedJpeg(photo.input, metadata) }, ...told, ...unpainted }
}

interface Remade extends Painted {
  readonly file: EncodedFile
  readonly notes: readonly Note[]
  readonly mark: FileMark
}

/** Decodes, paints and encodes. */
async function remake(
  photo: OpenPhoto,
  request: ComposeRequest,
  { memoryLimit, inMemory: most = inMemory }: ComposeOptions,
  pace: Pace,
): Promise<Remade> {
  const { plan, source, format, encoding, surroundings } = request
  const steps = stepsOf(request)
  const { metadata } = photo
  const layout = layoutOf(metadata, source)
  checkPlan(request, layout)
  if (surroundings.kind === 'renders') checkRenders(source, surroundings.renders, plan.passes.length)
  const own = reckoned(photo, bytesOf(photo), request)
  const { conversion } = own
  if (photo.isOwnFile) await checkFits(request, own, memoryLimit)
  const gathered = await metadataFor(photo, request, conversion)
  await letGoOfFile(photo, source)
  const made = await paintedCanvas(photo, request, { ...own, most: most.decoding }, pace)
  const converted = (picture: Raster) => convert(picture, conversion, metadata.icc ?? null, pace)
  const onCanvas = { ...decodedLayout(layout, conversion), ...plan.canvas }
  if (isConvertedApart(request, onCanvas, conversion, most.decoding))
    await convertApart(made, converted, request.destination)
  else made.picture = await converted(made.picture)
  // Of what it was made of nothing is held on to any more.
  if (rasterBytes(layout) > worthCollecting) await freeMemory()
  const { picture: canvas, painted } = made
  const writing = { canvas, conversion, size: plan.output, format, encoding }
  const apart = { path: request.destination, above: most.encoding }
  const file = await encode(writing, gathered.metadata, apart, pace, [steps.painted, steps.encoded])
  pace.reached(steps.encoded)
  const notes = [...conversion.notes, ...gathered.notes]
  return { file, notes, mark: gathered.mark, ...painted }
}

/** What a photo weighs, and how it is converted. */
interface Reckoned {
  readonly weight: PhotoWeight
  readonly conversion: Conversion
}

/** @param bytes of the photo's file, as far as it is in memory. @throws {AppError} `output-format`, the photo's codes */
function reckoned(file: WeighedFile, bytes: number, request: ComposeRequest): Reckoned {
  return { weight: photoWeight(file, request.source, bytes), conversion: conversionFor(file, request) }
}

/** @throws {AppError} `limit-memory`, `image-too-large` */
async function checkFits(request: ComposeRequest, { weight, conversion }: Reckoned, limit: number): Promise<void> {
  const onCanvas = { ...decodedLayout(weight.layout, conversion), ...request.plan.canvas }
  checkMemory(request, weight, onCanvas, { needed: await weighCompose(request, weight, conversion), limit })
}

/** How a photo is to be decoded and converted. */
interface Making extends Reckoned {
  /** Bytes up to which photo and canvas are in memory together. */
  readonly most: number
}

/** The photo on its canvas with what is around it, not converted yet. */
async function paintedCanvas(
  photo: OpenPhoto,
  request: ComposeRequest,
  making: Making,
  pace: Pace,
): Promise<{ picture: Raster; readonly painted: Painted }> {
  const { source } = request
  const { conversion } = making
  const own = photo.metadata.icc ?? null
  const decoded = await decode(photo, request, making).catch(async (error: unknown) => {
    // One that is written to meanwhile looks damaged.
    await checkUnchanged(photo, source)
    throw await unreadable(source, error)
  })
  await checkUnchanged(photo, source)
  await letGo(photo, source)
  pace.reached(stepsOf(request).decoded)
  // Where colours stay, fewer bits are less work from here on.
  const { convertsColours, bits } = conversion
  const canvas = convertsColours || bits > decoded.bits ? decoded : await inBits(decoded, bits, pace)
  const painted = await paint(canvas, request, own, pace)
  return { picture: canvas, painted }
}

/** The photo on its canvas; where both are too much for memory, by way of the file that the output is written to later. */
function decode(
  photo: OpenPhoto,
  { plan, destination }: ComposeRequest,
  { weight, conversion, most }: Making,
): Promise<Raster> {
  const { layout } = weight
  const decoded = decodedLayout(layout, conversion)
  return isDecodedApart(weight, { ...decoded, ...plan.canvas }, most)
    ? decodeApart(photo, layout, plan, decoded.bits, destination)
    : decodeOntoCanvas(photo.input, layout, plan, decoded.bits)
}

/** What the output says of itself. It holds on to nothing of the photo's file, and no frame that waits longer does. */
async function metadataFor(
  { input, format, metadata }: OpenPhoto,
  request: ComposeRequest,
  conversion: Conversion,
): Promise<Gathered> {
  const rating = await ratingOf(request.source, format, metadata)
  const keepsColours = conversion.profile === null
  const profile = conversion.profile === null ? (metadata.icc ?? null) : await profileBytes(conversion.profile)
  const gathered = await gatherMetadata(
    { bytes: typeof input === 'string' ? null : input, format, metadata, rating },
    { format: request.format, size: request.plan.output, profile, keepsColours },
    request,
  )
  return { ...gathered, metadata: detached(gathered.metadata, input) }
}

/** Of its file, as far as that is in memory. */
function bytesOf({ input }: OpenPhoto): number {
  return typeof input === 'string' ? 0 : input.length
}

/** Gives the memory of what a photo was decoded from back. */
async function letGo(photo: OpenPhoto, source: string): Promise<void> {
  const bytes = bytesOf(photo)
  photo.input = source
  if (bytes > worthCollecting) await freeMemory()
}

/** Paints the surroundings. */
async function paint(canvas: Raster, request: ComposeRequest, profile: Buffer | null, pace: Pace): Promise<Painted> {
  const { plan, surroundings, feather } = request
  const steps = stepsOf(request)
  const photo = { ...plan.photo, ...plan.original }
  const share = [steps.decoded, steps.painted] as const
  switch (surroundings.kind) {
    case 'none':
      return unpainted
    case 'local': {
      await paintLocal(canvas, { ...surroundings, photo, feather }, pace, share)
      return unpainted
    }
    case 'renders': {
      const { renders } = surroundings
      return paintRenders(canvas, { photo, passes: plan.passes, renders, profile, feather }, pace, share)
    }
  }
}
