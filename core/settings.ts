import { z } from 'zod'
import { defaultEncoding, encodingSchema } from './encoding'
import { type Target, targetSchema } from './geometry/types'
import { engineIdSchema } from './limits'
import { defaultLocalPainting, localPaintingSchema } from './local-painting'
import { defaultMoneySettings, moneySettingsSchema } from './money'
import { outputFormatSchema } from './photo'
import { defaultDoorSettings, doorSettingsSchema } from './service/access'
import { doorIdSchema } from './service/doors'
import { requestRules } from './service/rules'

/** Width of the blend on the generated side of the seam, px at full resolution (design's default). */
export const defaultFeather = 16

/** How outputs are written. Everything here is part of the output key. */
export const outputSettingsSchema = z.object({
  ...encodingSchema.shape,
  /** `same`: the photo's own, where that can be written; see `writtenFormat`. */
  format: z.union([z.literal('same'), outputFormatSchema]),
  /** Template of the name without extension; see core/naming. */
  template: z.string().min(1).max(200),
  /** Absolute output folder; `null`: a folder `outframe` inside each folder given, beside a single file. */
  folder: z.string().min(1).nullable(),
  feather: z.number().int().min(0).max(1000),
})
export type OutputSettings = z.infer<typeof outputSettingsSchema>

/** What to paint, for engines that read. */
export const promptSchema = z.string().max(requestRules.promptLength)

/** What a batch is made with. A photo's own target and prompt take the place of `target` and `prompt`. */
export const batchSettingsSchema = z.object({
  target: targetSchema,
  engine: engineIdSchema,
  /** How the local engine paints. */
  local: localPaintingSchema.default(defaultLocalPainting),
  prompt: promptSchema,
  /** Variations per photo, 1..9 (the service's rule). */
  n: z.number().int().min(1).max(9),
  output: outputSettingsSchema,
  /** Photos fetched from links are sent as links where they need no preparation. */
  sendLinks: z.boolean().default(false),
  /** So many jobs run first, the others wait for approval (`blocked(pilot)`); `null`: all run. Paid engines only. */
  pilot: z.number().int().min(1).max(1000).nullable().default(null),
})
export type BatchSettings = z.infer<typeof batchSettingsSchema>

export const defaultTarget: Extract<Target, { kind: 'ratio' }> = {
  kind: 'ratio',
  ratio: { width: 16, height: 9 },
  turns: false,
  anchor: { x: 0.5, y: 0.5 },
  grow: 1,
  tolerance: 0.005,
}

export const defaultBatchSettings: BatchSettings = {
  target: defaultTarget,
  engine: 'local',
  local: defaultLocalPainting,
  prompt: '',
  n: 1,
  output: { ...defaultEncoding, format: 'same', template: '{name}_{ratio}', folder: null, feather: defaultFeather },
  sendLinks: false,
  pilot: null,
}

/** What the library can be sorted by. `taken`: the date taken, where a photo says none the date the file was changed. */
export const sortKeys = ['path', 'name', 'taken', 'ratio', 'size', 'canvas', 'area', 'state', 'rating'] as const
export type SortKey = (typeof sortKeys)[number]

/** How the library is looked at. */
export const librarySettingsSchema = z.object({
  layout: z.enum(['grid', 'list']),
  sort: z.enum(sortKeys),
  descending: z.boolean(),
  /** The panel with the folders is open. */
  folders: z.boolean(),
  /** A folder that is chosen there shows what is in its subfolders, too. */
  subfolders: z.boolean(),
})
export type LibrarySettings = z.infer<typeof librarySettingsSchema>

export const defaultLibrarySettings: LibrarySettings = {
  layout: 'grid',
  sort: 'path',
  descending: false,
  folders: false,
  subfolders: true,
}

export const themes = ['system', 'dark', 'light'] as const
export const languages = ['system', 'en', 'zh-Hant'] as const

/** What the program remembers between starts, apart from the queue and the library. */
export const appSettingsSchema = z.object({
  theme: z.enum(themes),
  language: z.enum(languages),
  /** Longest side of a grid cell, px. */
  thumbnailEdge: z.number().int().min(96).max(512),
  library: librarySettingsSchema,
  batch: batchSettingsSchema,
  /** How each door is used; keys are not here. */
  doors: z.record(doorIdSchema, doorSettingsSchema),
  money: moneySettingsSchema,
  /** Who may receive photos: asked once for each door. */
  consents: z.array(doorIdSchema).readonly(),
  /** Port of this computer at which callbacks are received (behind a tunnel of the user's); `null`: none are. */
  receiverPort: z.number().int().min(1024).max(65_535).nullable(),
})
export type AppSettings = z.infer<typeof appSettingsSchema>

export const defaultAppSettings: AppSettings = {
  theme: 'dark',
  language: 'system',
  thumbnailEdge: 240,
  library: defaultLibrarySettings,
  batch: defaultBatchSettings,
  doors: defaultDoorSettings,
  money: defaultMoneySettings,
  consents: [],
  receiverPort: null,
}
