import { z } from 'zod'
import { editorSchema, mostEditors } from '../../../core/gallery'
import { userPresetSchema } from '../../../core/presets'
import { queueModeSchema } from '../../../core/queue'
import { appSettingsSchema, defaultAppSettings } from '../../../core/settings'
import type { Log } from '../log'
import { jsonFile } from './json-file'
import { KeptObject } from './kept-object'

const keptPresetsSchema = z.object({ presets: z.array(userPresetSchema).readonly() })

/** Programs that results can be opened with: kept apart from the settings, which the page may change. */
const keptEditorsSchema = z.object({ editors: z.array(editorSchema).max(mostEditors).readonly() })

/** Where the window was, in device-independent px. */
const keptWindowSchema = z.object({
  bounds: z
    .object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int() })
    .nullable(),
  maximized: z.boolean(),
})

/** How the queue was left: with what it goes on when the last session ended in order. */
const keptSessionSchema = z.object({ mode: queueModeSchema })

/** What the window keeps between starts, apart from queue and library. */
export type Kept = ReturnType<typeof openKept>

/** Opens the files of the profile folder; what is damaged in them is as after installing. */
export function openKept(folder: string, log: Log) {
  const settings = new KeptObject(jsonFile(folder, 'settings'), appSettingsSchema, defaultAppSettings, log)
  const presets = new KeptObject(jsonFile(folder, 'presets'), keptPresetsSchema, { presets: [] }, log)
  const window = new KeptObject(jsonFile(folder, 'window'), keptWindowSchema, { bounds: null, maximized: false }, log)
  const session = new KeptObject(jsonFile(folder, 'session'), keptSessionSchema, { mode: 'paused' }, log)
  const editors = new KeptObject(jsonFile(folder, 'editors'), keptEditorsSchema, { editors: [] }, log)
  return {
    settings,
    presets,
    window,
    session,
    editors,
    /** Writes what is not on disk yet. */
    async flush(): Promise<void> {
      await Promise.all([settings, presets, window, session, editors].map((kept) => kept.flush()))
    },
  }
}
