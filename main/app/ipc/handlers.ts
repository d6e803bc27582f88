import { engineIds } from '../../../core/limits'
import { appSettingsSchema } from '../../../core/settings'
import type { Context } from '../context'
import { accessHandlers } from './access-handlers'
import { galleryHandlers } from './gallery-handlers'
import type { Handlers, HandlersOf } from './handle'
import { helpHandlers } from './help-handlers'
import { libraryHandlers } from './library-handlers'
import { outputHandlers } from './output-handlers'
import { presetHandlers } from './preset-handlers'
import { queueHandlers } from './queue-handlers'
import { watchHandlers } from './watch-handlers'

/** A handler for every channel of the contract. */
export function createHandlers(context: Context): Handlers {
  return {
    ...appHandlers(context),
    ...presetHandlers(context),
    ...libraryHandlers(context),
    ...queueHandlers(context),
    ...galleryHandlers(context),
    ...accessHandlers(context),
    ...outputHandlers(context),
    ...watchHandlers(context),
    ...helpHandlers(context),
  }
}

function appHandlers(context: Context): HandlersOf<'settings'> & Pick<Handlers, 'app:info' | 'app:report'> {
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
  }
}
