import { z } from 'zod'
import { planSchema } from './geometry/types'
import { engineIdSchema } from './limits'
import { type ProbeResult, photoFormatSchema } from './photo'

/**
 * What paints the surroundings of one output. `mirror` is the local engine's own, painted in the worker at full
 * resolution; engines that return pictures will add a kind that names the render's file.
 */
export const surroundingsSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('mirror'),
    /** 1..9: which of the n pictures; each differs. */ variation: z.number().int().min(1).max(9),
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
})
export type Provenance = z.infer<typeof provenanceSchema>

/** One output to make: source + surroundings -> `destination`. */
export const composeRequestSchema = z.object({
  /** Absolute path; only ever read. */
  source: z.string(),
  /** SHA-256 of the source's bytes, hex; other bytes are refused as `photo-changed`. */
  contentHash: z.string(),
  plan: planSchema,
  surroundings: surroundingsSchema,
  format: photoFormatSchema,
  quality: z.number().int().min(1).max(100).nullable(),
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
  /** Resolution of the painted part as a fraction of the photo's (1 for `mirror`). */
  effectiveScale: z.number().positive(),
  /** What had to be converted, in words for the user ("CMYK became sRGB: PNG cannot hold CMYK"); usually empty. */
  notes: z.array(z.string()),
})
export type ComposeResult = z.infer<typeof composeResultSchema>

export const thumbnailRequestSchema = z.object({
  path: z.string(),
  /** Longest side, px. Never enlarged. */
  edge: z.number().int().min(16).max(4096),
})
export type ThumbnailRequest = z.infer<typeof thumbnailRequestSchema>

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
  /** An oriented, sRGB WebP or JPEG of at most `edge` px; goes before composes in the line. */
  thumbnail(
    request: ThumbnailRequest,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ readonly data: Uint8Array; readonly type: string }>
  /** How many composes run at once. */
  readonly parallel: number
  /** Resident memory of each live worker, bytes. */
  memory(): Promise<readonly { readonly pid: number; readonly bytes: number }[]>
  close(): Promise<void>
}
