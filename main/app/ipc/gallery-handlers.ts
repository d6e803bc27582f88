import { AppError } from '../../../core/errors'
import type { ResultRef } from '../../../core/gallery'
import { isPausedWithWork, nothingStarted } from '../../../core/queue'
import type { Context } from '../context'
import { copyResults } from '../copy-results'
import { dragOut } from '../drag-out'
import { addEditor, openIn, withoutEditor } from '../editors'
import { openFile, reveal } from '../reveal'
import { trashFiles } from '../trash'
import type { HandlersOf } from './handle'
import { requireConsent } from './start-batch'

/** What is done with finished files. The page names results, never paths. */
export function galleryHandlers(context: Context): HandlersOf<'gallery' | 'marks' | 'editors'> {
  const { kept } = context
  const services = () => context.services()
  const results = async () => (await services()).queue.results
  const fileOf = async (result: ResultRef): Promise<string> => {
    const path = (await results()).pathOf(result)
    if (path === null) throw new AppError('not-found', 'This result is not in the queue any more.')
    return path
  }
  const filesOf = (asked: readonly ResultRef[]) => Promise.all(asked.map(fileOf))
  return {
    'gallery:reveal': async (result) => reveal(await fileOf(result)),
    'gallery:open': async (result) => openFile(await fileOf(result)),
    'gallery:look': async (result) => (await results()).look(result),
    'gallery:open-with': async ({ editor, ...result }) => {
      const chosen = kept.editors.value.editors.find(({ id }) => id === editor)
      if (!chosen) throw new AppError('not-found', 'This program is not in the list any more.')
      await openIn(chosen, await fileOf(result))
    },
    'gallery:drag': async ({ results: asked }) => {
      const files = await filesOf(asked)
      await dragOut(files, { window: context.window(), thumbnails: (await services()).thumbnails.thumbnails })
    },
    'gallery:copy': async ({ results: asked, what }) => {
      const files = await filesOf(asked)
      await copyResults(files, what, (await services()).thumbnails.thumbnails)
      return { files: what === 'picture' ? 1 : files.length }
    },
    'gallery:trashable': async ({ results: asked }) => ({ files: (await results()).ownFiles(asked).length }),
    'gallery:trash': async ({ results: asked }) => trashFiles(await results(), asked),
    'gallery:estimate': async (request) => (await results()).estimate(request),
    'gallery:remake': async ({ units, ...request }) => {
      const { queue } = await services()
      const { consents, money } = kept.settings.value
      const engines = new Set(request.results.flatMap(({ job }) => queue.job(job)?.engine ?? []))
      // What takes no units sends nothing away: not more than was agreed to is ever sent.
      if (units > 0) for (const engine of engines) requireConsent(engine, consents)
      const isPaused = isPausedWithWork(queue.summary())
      const terms = { agreed: units, cap: money.budgetPerBatch, presets: kept.presets.value.presets }
      const { batchIds, jobs, refused } = await queue.results.remake(request, terms)
      // What else waits there may cost something: whoever paused it goes on with it, not a result by the way.
      if (jobs > 0 && !isPaused && queue.summary().mode !== 'fetching') await queue.setRunning(true)
      return { ...nothingStarted, batchId: batchIds[0] ?? null, jobs, refused: [...refused] }
    },
    'marks:snapshot': async () => (await services()).marksFeed.snapshot(),
    'marks:set': async ({ marks }) => (await results()).marks.set(marks),
    'editors:list': () => [...kept.editors.value.editors],
    'editors:pick': async () => {
      await addEditor(kept.editors, context.window(), context.texts())
      return [...kept.editors.value.editors]
    },
    'editors:remove': ({ id }) => {
      kept.editors.set({ editors: withoutEditor(kept.editors.value.editors, id) })
      return [...kept.editors.value.editors]
    },
  }
}
