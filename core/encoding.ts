import { z } from 'zod'

/** `original`: the photo's own profile. The others are converted to, and embedded. */
export const outputProfiles = ['original', 'srgb', 'display-p3'] as const

/** Bits per sample that can be chosen, where the format has a choice (PNG, TIFF). `original`: the photo's. */
export const outputDepths = ['original', 8, 16] as const

/** `4:4:4` keeps colours at full resolution, `4:2:0` at half of it (smaller files). */
export const jpegSubsamplings = ['4:4:4', '4:2:0'] as const

/** All of them lossless. */
export const tiffCompressions = ['deflate', 'lzw', 'none'] as const

/**
 * How an output's pixels and metadata are written. Everything here is part of the output key, and nothing of it of the
 * paint key: another choice makes another file from what was bought already.
 */
export const encodingSchema = z.object({
  /** 1..100 for lossy formats, 100 is lossless WebP/AVIF where the format has it; `null`: the format's default here. */
  quality: z.number().int().min(1).max(100).nullable().default(null),
  /** JPEG only. */
  subsampling: z.enum(jpegSubsamplings).default('4:4:4'),
  profile: z.enum(outputProfiles).default('original'),
  depth: z.literal(outputDepths).default('original'),
  /** TIFF only. */
  compression: z.enum(tiffCompressions).default('deflate'),
  /** Strength of the sharpening after resampling, 0..100; 0: none. Where it is used, the photo's own pixels change, too. */
  sharpen: z.number().int().min(0).max(100).default(0),
  /** Whether the place where the photo was taken is left out (EXIF and XMP). */
  stripGps: z.boolean().default(false),
  /** Whether the file gets the photo's time of change. */
  keepTimes: z.boolean().default(false),
  /** Longest side, px: a larger output is reduced to it; `null`: as planned. */
  longEdge: z.number().int().min(16).max(100_000).nullable().default(null),
})
export type Encoding = z.infer<typeof encodingSchema>

export const defaultEncoding: Encoding = encodingSchema.parse({})
