import { z } from 'zod'
import { engineIdSchema } from '../limits'
import { presetFileProblemSchema } from '../preset-file'
import { userPresetSchema } from '../presets'

/** Facts about the program and the machine that do not change while it runs. */
export const appInfoSchema = z.object({
  version: z.string(),
  electron: z.string(),
  platform: z.string(),
  /** BCP 47, the system's. */
  locale: z.string(),
  /** Engines that can be used now. */
  engines: z.array(engineIdSchema),
})
export type AppInfo = z.infer<typeof appInfoSchema>

/** What "About" says: for a report, and for who wants to know what runs. */
export const aboutSchema = z.object({
  version: z.string(),
  electron: z.string(),
  chromium: z.string(),
  node: z.string(),
  /** Operating system with its version, and the processor's architecture. */
  system: z.string(),
  /** Chromium's notices are there to be opened. */
  notices: z.boolean(),
})
export type About = z.infer<typeof aboutSchema>

/** A package that ships in the program. */
export const licenceSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** SPDX expression. */
  license: z.string(),
  /** `null`: it brings no text. */
  text: z.string().nullable(),
})
export type Licence = z.infer<typeof licenceSchema>

/** What the application menu asks the page to do. */
export const menuCommandSchema = z.enum([
  'view-library',
  'view-canvas',
  'view-queue',
  'view-gallery',
  'view-settings',
  'start',
  'undo',
  'redo',
  'toggle-running',
  'select-all',
  'select-none',
  'invert-selection',
  'find',
  'preset-1',
  'preset-2',
  'preset-3',
  'preset-4',
  'preset-5',
  'preset-6',
  'preset-7',
  'preset-8',
  'preset-9',
  'remove-selected',
  'copy-settings',
  'paste-settings',
  'reset-target',
  'previous',
  'next',
  'first',
  'last',
  'variation-previous',
  'variation-next',
  'show-shortcuts',
  'show-guide',
  'show-log',
  'copy-diagnostics',
  'show-about',
  'reveal',
  'open',
  'mark-pick',
  'mark-reject',
  'mark-clear',
  'stars-0',
  'stars-1',
  'stars-2',
  'stars-3',
  'stars-4',
  'stars-5',
  'colour-red',
  'colour-yellow',
  'colour-green',
  'colour-blue',
  'auto-advance',
  'gallery-grid',
  'gallery-loupe',
  'gallery-compare',
  'gallery-side',
  'zoom-seam',
  'copy-result',
  'trash-result',
  'zoom-thumbnails-in',
  'zoom-thumbnails-out',
  'canvas-fit',
  'canvas-actual',
  'canvas-zoom-in',
  'canvas-zoom-out',
  'canvas-preview',
  'library-grid',
  'library-list',
  'library-folders',
  'clear-filters',
])
export type MenuCommand = z.infer<typeof menuCommandSchema>

/** What an import of presets came to. */
export const presetImportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('closed') }),
  z.object({ kind: z.literal('unusable'), file: z.string(), problem: presetFileProblemSchema }),
  z.object({
    kind: z.literal('imported'),
    presets: z.array(userPresetSchema),
    added: z.number().int(),
    renamed: z.number().int(),
    known: z.number().int(),
  }),
])
export type PresetImport = z.infer<typeof presetImportSchema>
