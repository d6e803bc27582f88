import { randomUUID } from 'node:crypto'
import { engineIds } from '../../../core/limits'
import { addPreset, removePreset, renamePreset, type UserPreset } from '../../../core/presets'
import { appSettingsSchema } from '../../../core/settings'
import type { Context } from '../context'
import { pickOutputFolder } from '../dialogs'
import { accessHandlers } from './access-handlers'
import { galleryHandlers } from './gallery-handlers'
import type { Handlers, HandlersOf } from './handle'
import { libraryHandlers } from './library-handlers'
import { queueHandlers } from './queue-handlers'

/** A handler for every channel of the contract. */
export function createHandlers(context: Context): Handlers {
  return {
    ...appHandlers(context),
    ...presetHandlers(context),
    ...libraryHandlers(context),
    ...queueHandlers(context),
    ...galleryHandlers(context),
    ...accessHandlers(context),
  }
}

function appHandlers(context: Context): HandlersOf<'app' | 'settings' | 'output'> {
  const { settings } = context.kept
  return {
    'app:info': () => ({
      version: context.version,
      electron: process.versions.electron,
      platform: process.platform,
      locale: context.locale,
      engines: [...engineIds],
    }),
    'app:report': ({ message, stack }) => context.log.error(`The page met an error: ${message}\n${stack}`),
    'settings:get': () => settings.value,
    'settings:update': (change) => {
      const given = Object.entries(change).filter(([, value]) => value !== undefined)
      settings.set(appSettingsSchema.parse({ ...settings.value, ...Object.fromEntries(given) }))
      return settings.value
    },
    'output:pick-folder': async () => ({ folder: await pickOutputFolder(context.window(), context.texts()) }),
  }
}

function presetHandlers({ kept }: Context): HandlersOf<'presets'> {
  const change = (to: (presets: readonly UserPreset[]) => readonly UserPreset[]) => {
    kept.presets.set({ presets: to(kept.presets.value.presets) })
    return [...kept.presets.value.presets]
  }
  return {
    'presets:list': () => [...kept.presets.value.presets],
    'presets:save': ({ name, target }) => change((presets) => addPreset(presets, { id: randomUUID(), name, target })),
    'presets:rename': ({ id, name }) => change((presets) => renamePreset(presets, id, name)),
    'presets:remove': ({ id }) => change((presets) => removePreset(presets, id)),
  }
}
