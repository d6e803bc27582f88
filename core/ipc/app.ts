import { z } from 'zod'
import { engineIdSchema } from '../limits'

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
  'reset-target',
  'previous',
  'next',
  'variation-previous',
  'variation-next',
  'show-shortcuts',
  'reveal',
  'open',
  'zoom-thumbnails-in',
  'zoom-thumbnails-out',
  'library-grid',
  'library-list',
  'library-folders',
  'clear-filters',
])
export type MenuCommand = z.infer<typeof menuCommandSchema>
