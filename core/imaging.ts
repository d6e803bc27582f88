import { z } from 'zod'
import { encodingSchema } from './encoding'
import { planSchema, rectSchema, sizeSchema } from './geometry/types'
import { engineIdSchema } from './limits'
import { localPaintingSchema } from './local-painting'
import { noteSchema } from './note'
import { fileLabelSchema, outputFormatSchema, type ProbeResult } from './photo'

/** 1..9: which of the n pictures; each differs. */
const variationSchema = z.number().int().min(1).max(9)

/**
 * What paints the surroundings of one output. `local` is the local engine, which paints in the worker at full resolution
 * and seeds its chance with the variation: the same request makes the same pixels. `renders` are pictures that a service
 * returned.
 */
export const surroundingsSchema = z.discriminatedUnion('kind', [
  localPaintingSchema.extend({ kind: z.literal('local'), variation: variationSchema }),
  z.object({
    kind: z.literal('renders'),
    variation: variationSchema,
    /**
     * Absolute paths, one for each pass of the plan, from the first: each covers its pass' whole `result`, at any
     * resolution. Where results overlap outside of their inputs (tiles of a panorama), they are blended.
     */
    renders: z.array(z.string()).min(1).readonly(),
  }),
  /** The photo has that shape already: nothing is painted. */
  z.object({ kind: z.literal('none') }),
])
export type Surroundings = z.infer<typeof surroundingsSchema>

/** Written into the output's XMP. */
export const provenanceSchema = z.object({
  engine: engineIdSchema,
  prompt: z.string(),
  /** The program's version, `0.1.0`. */
  version: z.string(),
  /** The service's ids of the tasks that painted it, from the first pass; none for the local engine. */
  taskIds: z.array(z.string()).readonly(),
})
export type Provenance = z.infer<typeof provenanceSchema>

/** What programs for photographs read of a mark in a file; what is absent is not said, or stays as it is. */
export const fileMarkSchema = z.object({
  /** `xmp:Rating`: stars, 0 none, -1 rejected. */
  rating: z.number().int().min(-1).max(5).optional(),
  /** `xmp:Label`; `null`: none of them. */
  label: fileLabelSchema.nullable().optional(),
})
export type FileMark = z.infer<typeof fileMarkSchema>

/** One output to make: source + surroundings -> `destination`. */
export const composeRequestSchema = z.object({
  /** Absolute path; only ever read. */
  source: z.string(),
  /** SHA-256 of the source's bytes, hex; other bytes are refused as `photo-changed`. */
  contentHash: z.string(),
  plan: planSchema,
  surroundings: surroundingsSchema,
  format: outputFormatSchema,
  /** The photo's own format was to be kept, whatever it is. Default: no. */
  asPhoto: z.boolean().optional(),
  encoding: encodingSchema,
  feather: z.number().int().min(0),
  provenance: provenanceSchema,
  /** Absolute path of the temporary file to write; it is created or truncated, and fsynced before the answer. */
  destination: z.string(),
})
export type ComposeRequest = z.infer<typeof composeRequestSchema>

export const composeResultSchema = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  bytes: z.number().int().positive(),
  /** Resolution of the painted part as a fraction of the photo's (1 for the local engine); the least of all passes. */
  effectiveScale: z.number().positive(),
  /**
   * How far the colours of a render had drifted and were corrected: the mean difference (CIEDE2000) over what it repainted
   * of the photo, the most of all passes. Null: there was no render, or renders cannot be converted to
   * the photo's colours.
   */
  drift: z.number().min(0).nullable(),
  /** How it differs from the photo besides its surroundings ("CMYK became sRGB: PNG cannot hold CMYK"); usually empty. */
  notes: z.array(noteSchema),
  /** The photo's own stars and label, as far as they came along. */
  mark: fileMarkSchema,
})
export type ComposeResult = z.infer<typeof composeResultSchema>

/** Longest side of an upload, px: what the service returns is not finer (design, "What is uploaded"). */
export const uploadEdge = 2560

/**
 * A pass' input as it is sent: a part of the canvas that is known by then, from the photo and the renders of the passes
 * before it. One that is smaller than the service takes is enlarged.
 */
export const prepareRequestSchema = z.object({
  /** Absolute path; only ever read. */
  source: z.string(),
  /** SHA-256 of the source's bytes, hex; other bytes are refused as `photo-changed`. */
  contentHash: z.string(),
  plan: planSchema,
  /** Which pass of the plan, from 0. */
  pass: z.number().int().nonnegative(),
  /** Absolute paths of the renders of the passes before it, from the first. */
  renders: z.array(z.string()).readonly(),
  /** Longest side of the upload, px. Enlarged only as far as the service's shortest side asks for. */
  edge: z.number().int().min(300),
})
export type PrepareRequest = z.infer<typeof prepareRequestSchema>

/**
 * A working copy that meets every rule of the service: oriented, sRGB, without metadata, JPEG (PNG where there is
 * transparency), sides and shape within the limits after rounding, at most 10,000,000 bytes as Base64.
 */
export interface Upload {
  readonly data: Uint8Array
  readonly type: 'image/jpeg' | 'image/png'
  readonly width: number
  readonly height: number
}

/** Whether a downloaded file is a render that can be composed. */
export const checkRenderRequestSchema = z.object({
  /** Absolute path. */
  path: z.string(),
  /** The rectangle it has to cover, px of the canvas: its shape is what counts, not its size. */
  result: sizeSchema,
})
export type CheckRenderRequest = z.infer<typeof checkRenderRequestSchema>

/** A render that was decoded to its last row. */
export interface CheckedRender {
  readonly width: number
  readonly height: number
  readonly format: 'jpeg' | 'png' | 'webp'
}

export const thumbnailRequestSchema = z.object({
  path: z.string(),
  /** Longest side, px. Never enlarged. */
  edge: z.number().int().min(16).max(4096),
  /**
   * A part of the oriented picture, px, in place of all of it; cut to what there is. Every px is as it is in one that
   * `edge` does not reduce.
   */
  region: rectSchema.optional(),
})
export type ThumbnailRequest = z.infer<typeof thumbnailRequestSchema>

/** Longest side that a preview has at most, px. */
export const previewEdge = 1280

/** A small picture of a canvas as the local engine would paint it. */
export const previewRequestSchema = z.object({
  /** Absolute path; only ever read. */
  path: z.string(),
  /** Of the plan: canvas, photo and its place, px. What an engine needs passes for is painted at once here. */
  ...planSchema.pick({ photo: true, canvas: true, original: true }).shape,
  local: localPaintingSchema,
  /** Longest side, px. Never enlarged. */
  edge: z.number().int().min(64).max(previewEdge),
})
export type PreviewRequest = z.infer<typeof previewRequestSchema>

/** A mark for an output. */
export const rateRequestSchema = z.object({ path: z.string(), mark: fileMarkSchema })
export type RateRequest = z.infer<typeof rateRequestSchema>

/** All that touches pixels. Runs in worker processes; every method rejects with `AppError` only, `cancelled` on abort. */
export interface Imaging {
  /** Opens headers, many at a time; `onResult` is called once for each path, in any order. Never rejects for a bad file. */
  probe(
    paths: readonly string[],
    options: { readonly signal?: AbortSignal; readonly onResult: (result: ProbeResult) => void },
  ): Promise<void>
  /** SHA-256 of a file's bytes, hex. */
  hash(path: string, options?: { readonly signal?: AbortSignal }): Promise<string>
  /** Makes one output file. `onProgress` gets fractions 0..1 of real work done. */
  compose(
    request: ComposeRequest,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (fraction: number) => void },
  ): Promise<ComposeResult>
  /** Makes what is uploaded for one pass. Goes before composes in the line: a slot of the service waits for it. */
  prepare(request: PrepareRequest, options?: { readonly signal?: AbortSignal }): Promise<Upload>
  /**
   * Decodes a downloaded render whole and looks at its shape.
   * @throws {AppError} `download-broken` when it is no picture, cut off, or of another shape than its pass' result.
   */
  checkRender(request: CheckRenderRequest, options?: { readonly signal?: AbortSignal }): Promise<CheckedRender>
  /**
   * An oriented, sRGB WebP or JPEG of at most `edge` px, or PNG of a part in its own px; goes before composes in the line.
   */
  thumbnail(
    request: ThumbnailRequest,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ readonly data: Uint8Array; readonly type: string }>
  /**
   * Writes a mark into an output's metadata. Its picture's data is not touched, and whatever happens
   * the old or the new file is there, whole. Calls for one file wait for each other.
   */
  rate(path: string, mark: FileMark, options?: { readonly signal?: AbortSignal }): Promise<void>
  /** How many composes run at once. */
  readonly parallel: number
  /** Resident memory of each live worker, bytes. */
  memory(): Promise<readonly { readonly pid: number; readonly bytes: number }[]>
  close(): Promise<void>
}

/** What only the window asks of the workers. */
export interface Previewing {
  /**
   * Paints a small picture of a canvas, an sRGB JPEG or WebP; goes before composes in the line.
   * @throws {AppError} `photo-changed` when the photo has another size than was planned with.
   */
  preview(
    request: PreviewRequest,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ readonly data: Uint8Array; readonly type: string }>
}
