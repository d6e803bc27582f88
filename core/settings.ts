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
import { moreTargetsSchema } from './targets'
import { watchFolderSchema } from './watch'

/** Width of the blend on the generated side of the seam, px at full resolution (design's default). */
export const defaultFeather = 16

/**
 * What becomes of an output whose name is taken, by a file or by another output: it gets `_2` and so on, its photo is
 * left out, or the user is asked before Start (who does not ask makes them unique). Nothing is ever overwritten.
 */
export const conflictPolicies = ['unique', 'skip', 'ask'] as const
export type ConflictPolicy = (typeof conflictPolicies)[number]

/** How outputs are written. What decides over their content and place is part of the output key. */
export const outputSettingsSchema = z.object({
  ...encodingSchema.shape,
  /** `same`: the photo's own, where that can be written; see `writtenFormat`. */
  format: z.union([z.literal('same'), outputFormatSchema]),
  /** Template of the name without extension; see core/naming. */
  template: z.string().min(1).max(200),
  /** Absolute output folder; `null`: a folder `outframe` inside each folder given, beside a single file. */
  folder: z.string().min(1).nullable(),
  feather: z.number().int().min(0).max(1000),
  conflict: z.enum(conflictPolicies).default('unique'),
})
export type OutputSettings = z.infer<typeof outputSettingsSchema>

/** What to paint, for engines that read. */
export const promptSchema = z.string().max(requestRules.promptLength)

/** What a batch is made with. A photo's own targets and prompt take the place of these. */
export const batchSettingsSchema = z.object({
  target: targetSchema,
  /** Further targets: each photo is made for every one of them. See core/targets. */
  moreTargets: moreTargetsSchema.default([]),
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
  moreTargets: [],
  engine: 'local',
  local: defaultLocalPainting,
  prompt: '',
  n: 1,
  output: {
    ...defaultEncoding,
    format: 'same',
    template: '{name}_{ratio}',
    folder: null,
    feather: defaultFeather,
    conflict: 'unique',
  },
  sendLinks: false,
  pilot: null,
}

/** What the library can be sorted by. `taken`: the date taken, where a photo says none the date the file was changed. */
export const sortKeys = ['path', 'name', 'taken', 'ratio', 'size', 'canvas', 'area', 'state', 'rating'] as const
export type SortKey = (typeof sortKeys)[number]

/** The columns of the library's list, from the left. */
export const listColumnNames = [
  'picture',
  'name',
  'folder',
  'size',
  'megapixels',
  'ratio',
  'taken',
  'canvas',
  'area',
  'state',
  'rating',
] as const
export type ListColumnName = (typeof listColumnNames)[number]

/** Between these a column's width lies that is chosen by hand, CSS px. */
export const columnWidthRange = { min: 32, max: 1200 } as const

/** Widths chosen by hand, CSS px; a column without one has as much as it needs, or its part of what is left. */
export const columnWidthsSchema = z
  .partialRecord(z.enum(listColumnNames), z.number().int().min(columnWidthRange.min).max(columnWidthRange.max))
  .readonly()
export type ColumnWidths = z.infer<typeof columnWidthsSchema>

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

/** How much of what can be had again is kept, bytes. */
export const storageSettingsSchema = z.object({
  thumbnailBytes: z
    .number()
    .int()
    .min(64 * 2 ** 20)
    .max(2 ** 40),
  /** Bought renders whose jobs are done; those that a job yet needs are kept in any case. */
  renderBytes: z
    .number()
    .int()
    .min(0)
    .max(2 ** 40),
})
export type StorageSettings = z.infer<typeof storageSettingsSchema>

/** Some 50,000 of the library's thumbnails, and some 2,000 renders. */
export const defaultStorageSettings: StorageSettings = { thumbnailBytes: 512 * 2 ** 20, renderBytes: 2 * 2 ** 30 }

/** Lines that can be drawn over a photo in Canvas. `safe`: what titles and cut edges leave of the canvas. */
export const canvasGuides = ['thirds', 'centre', 'safe'] as const
export type CanvasGuide = (typeof canvasGuides)[number]

/** How a photo is shown in Canvas. */
export const canvasSettingsSchema = z.object({
  /** What is to be painted is shown as the local engine would paint it, in place of the hatch. */
  preview: z.boolean(),
  guides: z.array(z.enum(canvasGuides)).max(canvasGuides.length).readonly(),
})

/**
 * What the program remembers between starts, apart from the queue and the library. No member has a default here: a
 * change says some of them, and a default would set back those that it does not say. What a file lacks is `salvage`'s.
 */
export const appSettingsSchema = z.object({
  theme: z.enum(themes),
  language: z.enum(languages),
  /** Longest side of a grid cell, px. */
  thumbnailEdge: z.number().int().min(96).max(512),
  library: librarySettingsSchema,
  /** Of the library's list. */
  columnWidths: columnWidthsSchema,
  batch: batchSettingsSchema,
  /** How each door is used; keys are not here. */
  doors: z.record(doorIdSchema, doorSettingsSchema),
  money: moneySettingsSchema,
  /** Who may receive photos: asked once for each door. */
  consents: z.array(doorIdSchema).readonly(),
  /** Port of this computer at which callbacks are received (behind a tunnel of the user's); `null`: none are. */
  receiverPort: z.number().int().min(1024).max(65_535).nullable(),
  /** Whether the computer is kept from falling asleep while jobs are worked on. */
  keepAwake: z.boolean(),
  /** Whether it is asked before the program ends while jobs are worked on. */
  askBeforeQuit: z.boolean(),
  /** Folders whose new photos come into the library by themselves. */
  watchFolders: z.array(watchFolderSchema).max(100).readonly(),
  storage: storageSettingsSchema,
  /** What the output goes back to when the inspector is set back. */
  outputDefaults: outputSettingsSchema,
  /** The guide of the first start was shown. */
  guideSeen: z.boolean(),
  /** Whether the gallery goes on to the next result once one is marked. */
  autoAdvance: z.boolean(),
  canvas: canvasSettingsSchema,
})
export type AppSettings = z.infer<typeof appSettingsSchema>

export const defaultAppSettings: AppSettings = {
  theme: 'dark',
  language: 'system',
  thumbnailEdge: 240,
  library: defaultLibrarySettings,
  columnWidths: {},
  batch: defaultBatchSettings,
  doors: defaultDoorSettings,
  money: defaultMoneySettings,
  consents: [],
  receiverPort: null,
  keepAwake: true,
  askBeforeQuit: true,
  watchFolders: [],
  storage: defaultStorageSettings,
  outputDefaults: defaultBatchSettings.output,
  guideSeen: false,
  autoAdvance: true,
  canvas: { preview: true, guides: [] },
}
