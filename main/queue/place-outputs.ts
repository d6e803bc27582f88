import { dirname, join, relative } from 'node:path'
import type { JobSpec } from '../../core/job'
import { isThere } from '../shared/is-there'
import { outputMarker } from '../shared/output-marker'
import { outputPlace, rootOf } from './output-paths'
import type { OutputRow } from './store/outputs'
import type { Store } from './store/store'

/**
 * What a job is made from, with its outputs where its photo is by now: those that were to go beside the photos go along
 * once the folder that was given is gone, renamed most likely. A chosen folder stays, and so do outputs that were begun
 * and are not found where they would have gone. To be asked for before a job that rests is taken up.
 */
export async function placed(id: string, store: Store): Promise<JobSpec> {
  const spec = store.reading(() => store.jobs.spec(id))
  const { source, link, output } = spec
  const { root: outputRoot, folder } = outputPlace({ source, root: rootOf(spec), link }, output.folder)
  if (outputRoot === spec.outputRoot || (await isThere(dirname(spec.outputRoot)))) return spec
  const along = (path: string) => join(folder, relative(spec.folder, path))
  for (const row of store.reading(() => store.outputs.ofJob(id))) {
    if (row.reservingAt !== null && !(await isThere(along(row.path)))) return spec
  }
  // A folder that is there already may have photos of the user's own in it.
  const marked = spec.marked && (!(await isThere(outputRoot)) || (await isThere(join(outputRoot, outputMarker))))
  return store.lightly(() => {
    const now = store.jobs.spec(id)
    // Somebody else was quicker.
    if (now.folder !== spec.folder) return now
    for (const row of store.outputs.ofJob(id)) store.outputs.relocate(moved(row, along))
    const next = { ...now, outputRoot, folder, marked }
    store.jobs.saveSpec(next)
    return next
  })
}

function moved(row: OutputRow, along: (path: string) => string): OutputRow {
  const { planned, path, temporary } = row
  return { ...row, planned: along(planned), path: along(path), temporary: temporary && along(temporary) }
}
