import type { Context } from '../context'
import { pickOutputFolder } from '../dialogs'
import type { HandlersOf } from './handle'
import { photosToExpand } from './start-batch'

type OutputContext = Pick<Context, 'services' | 'window' | 'texts'> & {
  readonly kept: Pick<Context['kept'], 'presets'>
}

export function outputHandlers({ services, kept, window, texts }: OutputContext): HandlersOf<'output'> {
  let checking = new AbortController()
  return {
    'output:pick-folder': async () => ({ folder: await pickOutputFolder(window(), texts()) }),
    'output:check-names': async ({ photos, settings }) => {
      checking.abort()
      checking = new AbortController()
      const { signal } = checking
      const { library, queue } = await services()
      return queue.checkNames(photosToExpand(library, photos), settings, {
        presets: kept.presets.value.presets,
        signal,
      })
    },
  }
}
