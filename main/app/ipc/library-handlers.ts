import { AppError } from '../../../core/errors'
import type { Context } from '../context'
import { pickPhotos } from '../dialogs'
import { reveal } from '../reveal'
import type { HandlersOf } from './handle'

export function libraryHandlers(context: Context): HandlersOf<'library'> {
  const library = async () => (await context.services()).library
  const add = async (paths: readonly string[]): Promise<void> => {
    await (await library()).add(paths)
  }
  return {
    'library:snapshot': async () => (await library()).snapshot(),
    'library:add': ({ paths }) => add(paths),
    'library:add-text': async ({ text }) => (await library()).addText(text),
    'library:add-samples': async () => add([await context.sampleFolder()]),
    'library:pick': async ({ what }) => {
      const paths = await pickPhotos(context.window(), what, context.texts())
      if (paths.length > 0) await add(paths)
      return { added: paths.length > 0 }
    },
    'library:cancel-import': async () => (await library()).cancelImport(),
    'library:remove': async ({ ids }) => (await library()).remove(ids),
    'library:put-back': async ({ ids }) => (await library()).putBack(ids),
    'library:set-own': async ({ changes }) => ({ before: [...(await library()).setOwn(changes)] }),
    'library:reveal': async ({ id }) => {
      const photo = (await library()).photo(id)
      if (!photo) throw new AppError('not-found', 'The photo is not in the library any more.')
      await reveal(photo.path)
    },
  }
}
