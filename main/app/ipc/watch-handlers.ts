import { randomUUID } from 'node:crypto'
import { AppError } from '../../../core/errors'
import { stateOf } from '../../library/arrivals/folder-state'
import type { Context } from '../context'
import { pickWatchFolder } from '../dialogs'
import type { HandlersOf } from './handle'

export function watchHandlers(context: Context): HandlersOf<'watch'> {
  const folders = async () => (await context.services()).library.watchFolders
  const { settings } = context.kept
  return {
    'watch:list': async () => [...(await folders()).views()],
    'watch:pick': async () => {
      const path = await pickWatchFolder(context.window(), context.texts())
      if (path === null) return { added: false }
      const { watchFolders } = settings.value
      if (watchFolders.some((folder) => folder.path === path)) {
        throw new AppError('bad-request', `${path} is watched already.`)
      }
      if ((await stateOf(path)) === 'output') {
        throw new AppError('bad-request', `${path} is a folder of results: nothing would come in from there.`)
      }
      const folder = { id: randomUUID(), path, target: null, moreTargets: [], start: false }
      settings.set({ ...settings.value, watchFolders: [...settings.value.watchFolders, folder] })
      return { added: true }
    },
    'watch:take-existing': async ({ id }) => (await folders()).takeExisting(id),
  }
}
