import { lstat } from 'node:fs/promises'
import { shell } from 'electron'
import { AppError, type ErrorInfo } from '../../core/errors'
import type { ResultRef } from '../../core/gallery'
import type { QueueResults } from '../queue/results'
import { causeOf } from '../shared/cause-of'
import { isMissing } from '../shared/system-code'

/**
 * Puts the files of results in the system's trash: only files that this queue made and that are no job's photo, whatever
 * is asked. Those that are gone from their place already count as trashed.
 */
export async function trashFiles(
  results: Pick<QueueResults, 'ownFiles' | 'markGone'>,
  asked: readonly ResultRef[],
): Promise<{ readonly trashed: number; readonly failed: ErrorInfo[] }> {
  const gone: string[] = []
  const failed: ErrorInfo[] = []
  for (const { path } of results.ownFiles(asked)) {
    try {
      await shell.trashItem(path)
      gone.push(path)
    } catch (error) {
      if (await isGone(path)) gone.push(path)
      else failed.push(new AppError('output-unwritable', `${path} could not be put in the trash: ${causeOf(error)}`))
    }
  }
  await results.markGone(gone)
  return { trashed: gone.length, failed: failed.map(({ code, message }) => ({ code, message })) }
}

async function isGone(path: string): Promise<boolean> {
  const problem = await lstat(path).then(
    () => null,
    (error: unknown) => error,
  )
  return isMissing(problem)
}
