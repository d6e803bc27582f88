import { resolve } from 'node:path'
import { AppError } from '../../core/errors'
import { type BatchSettings, defaultBatchSettings } from '../../core/settings'
import type { Context } from './context'
import { endOf } from './end-of'
import type { ExpandFlags } from './flags'
import { findPhotos } from './found-photos'
import { givenPaths } from './given-paths'
import { failedLine, jobLine, skippedLine } from './lines'
import { Report } from './report'
import { runJobs } from './run-jobs'
import { targetOf } from './target'
import { withQueue } from './workshop'

/** `expand`: adds photos as a batch and works on that batch alone. */
export async function expand(paths: readonly string[], flags: ExpandFlags, context: Context): Promise<number> {
  const { signal } = context
  const settings = settingsOf(flags)
  const given = await givenPaths(paths)
  const report = new Report(context.terminal, flags.json === true)
  return endOf(report, flags, context, () =>
    withQueue(context, flags, async (queue, imaging) => {
      const { recursive, again = false } = flags
      const found = await findPhotos(given, imaging, { recursive, signal, onProgress: (now) => report.importing(now) })
      for (const { id, path, error } of found.unreadable) report.job(failedLine({ id, source: path, error }))
      const photos = found.opened.map(({ path, root, header, stamp }) => ({
        source: path,
        root,
        header,
        stamp,
        target: null,
      }))
      const added = await queue.addBatch(photos, settings, { again, signal })
      report.tally.ignore(found.ignored + added.ownOutputs.length)
      for (const refused of added.refused) report.job(failedLine(refused))
      for (const skipped of added.skipped) report.job(skippedLine(skipped))
      if (added.batchId === null) return
      for (const job of added.jobs) report.job(jobLine(job))
      await runJobs(
        queue,
        added.jobs.map(({ id }) => id),
        report,
        { onlyBatch: added.batchId, signal },
      )
    }),
  )
}

/** What the options make of a batch. @throws {AppError} `bad-request` */
function settingsOf(flags: ExpandFlags): BatchSettings {
  const target = targetOf(flags)
  if (flags.engine !== defaultBatchSettings.engine) {
    const message = `Photos are expanded with --engine local so far; for ${flags.engine} they can only be planned.`
    throw new AppError('bad-request', message)
  }
  const { engine, prompt, n, format, quality = null, name: template, feather } = flags
  const folder = flags.out === undefined ? null : resolve(flags.out)
  return {
    target,
    engine,
    prompt,
    n,
    output: { format, quality, template, folder, feather },
    sendLinks: false,
    pilot: null,
  }
}
