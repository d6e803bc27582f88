import { resolve } from 'node:path'
import { isDoor } from '../../core/service/doors'
import { type BatchSettings, defaultBatchSettings } from '../../core/settings'
import type { AddedBatch } from '../queue/types'
import { receiverText } from './access'
import type { Context } from './context'
import { encodingOf } from './encoding-flags'
import { endOf } from './end-of'
import type { ExpandFlags } from './flags'
import { findPhotos, type OpenedPhoto } from './found-photos'
import { readGiven } from './given'
import { failedLine, jobLine, nameTakenLine, skippedLine } from './lines'
import { Report } from './report'
import { followJobs, runJobs } from './run-jobs'
import { targetOf } from './target'
import { withQueue } from './workshop'

/** `expand`: adds photos as a batch and works on that batch alone. */
export async function expand(sources: readonly string[], flags: ExpandFlags, context: Context): Promise<number> {
  const { signal } = context
  const settings = settingsOf(flags)
  const { engine } = settings
  const given = await readGiven(sources)
  const report = new Report(context.terminal, flags.json === true)
  return endOf(report, flags, context, () =>
    withQueue(context, flags, engine, async ({ queue, imaging, links }) => {
      const { recursive, again = false, budget = null } = flags
      const onProgress = report.importing.bind(report)
      const found = await findPhotos(given, { imaging, links, recursive, signal, onProgress })
      for (const unreadable of found.unreadable) report.job(failedLine(unreadable))
      const named = namesOf(found.opened)
      const added = await queue.addBatch(found.opened.map(toExpand), settings, { again, budget, signal })
      reportLeftOut(report, added, named)
      report.tally.ignore(found.ignored)
      if (added.batchId === null) return
      for (const job of added.jobs) report.job(jobLine(job))
      if (isDoor(engine)) report.note(receiverText(engine, flags))
      const ids = added.jobs.map(({ id }) => id)
      followJobs(queue, ids, report)
      await runJobs(queue, { onlyBatch: added.batchId, signal })
    }),
  )
}

/** Tells of photos that did not become jobs. */
function reportLeftOut(report: Report, added: AddedBatch, named: ReturnType<typeof namesOf>): void {
  report.tally.ignore(added.ownOutputs.length)
  for (const refused of added.refused) report.job(failedLine(named(refused)))
  for (const skipped of added.skipped) report.job(skippedLine(named(skipped)))
  for (const taken of added.nameTaken) report.job(nameTakenLine(named(taken)))
}

function toExpand({ path, root, link, header, stamp }: OpenedPhoto) {
  return { source: path, root, link, header, stamp, target: null }
}

/** Calls what was fetched by its link, not by its copy. */
function namesOf(photos: readonly OpenedPhoto[]) {
  const links = new Map(photos.flatMap(({ path, link }) => (link === null ? [] : [[path, link]])))
  return <T extends { readonly source: string }>(photo: T): T => {
    return { ...photo, source: links.get(photo.source) ?? photo.source }
  }
}

/** What the options make of a batch. @throws {AppError} `bad-request` */
function settingsOf(flags: ExpandFlags): BatchSettings {
  const { engine, local: method, effort, prompt, n, name: template, conflict, feather } = flags
  const folder = flags.out === undefined ? null : resolve(flags.out)
  return {
    ...defaultBatchSettings,
    target: targetOf(flags),
    engine,
    local: { method, effort },
    prompt,
    n,
    output: { ...encodingOf(flags), template, folder, feather, conflict },
  }
}
