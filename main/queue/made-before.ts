import { stat } from 'node:fs/promises'
import type { JobOutput } from '../../core/job'
import { writtenFormat } from '../../core/photo'
import type { BatchSettings } from '../../core/settings'
import { throwIfCancelled } from '../shared/cancel'
import { forEachOf } from '../shared/pool'
import { inSlices } from '../shared/slices'
import { outputKey, paintKey } from './keys'
import type { DraftJob, PlanBatchContext } from './plan-batch'

/** How many photos are hashed, or outputs looked for, at a time. */
const lanes = 8

/** Whether an output is (still) where it was written. */
export async function outputExists(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found?.isFile() === true && found.size > 0
}

/**
 * The outputs of a new batch that were made before and are still there. Only photos for whose paths something was made
 * are hashed. Each file is found for one photo, in the order of `drafts`: equal photos have one each.
 * @throws {AppError} `cancelled` by the signal
 */
export async function findMade(
  drafts: readonly DraftJob[],
  settings: BatchSettings,
  context: Omit<PlanBatchContext, 'takePositions'>,
): Promise<ReadonlyMap<DraftJob, readonly JobOutput[]>> {
  const { store, signal } = context
  if (!store.reading(() => store.outputs.anyWritten())) return new Map()
  const candidates: DraftJob[] = []
  await inSlices(drafts, (slice) =>
    store.reading(() => {
      candidates.push(...slice.filter((draft) => draft.planned.some((path) => store.outputs.plannedBefore(path))))
    }),
  )
  const filesOf = new Map<DraftJob, readonly (readonly string[])[]>()
  await forEachOf(candidates, lanes, async (draft) => {
    throwIfCancelled(signal)
    const keys = await outputKeys(draft, settings, context)
    filesOf.set(
      draft,
      keys.map((key) => store.outputs.unclaimed(key, context.batchId).map((output) => output.path)),
    )
  })
  const existing = new Set<string>()
  await forEachOf([...new Set([...filesOf.values()].flat(2))], lanes, async (path) => {
    if (await outputExists(path)) existing.add(path)
  })
  const made = new Map<DraftJob, readonly JobOutput[]>()
  for (const draft of candidates) {
    const found = (filesOf.get(draft) ?? []).flatMap((files, index): JobOutput[] => {
      const path = files.find((file) => existing.has(file))
      if (path === undefined) return []
      existing.delete(path)
      return [{ path, variation: index + 1 }]
    })
    if (found.length > 0) made.set(draft, found)
  }
  return made
}

/** By variation; none when the photo cannot be read, which is told when its job begins. */
async function outputKeys(
  { photo, plan, n, prompt, planned }: DraftJob,
  settings: BatchSettings,
  { hasher, watermark, signal }: Omit<PlanBatchContext, 'takePositions'>,
): Promise<readonly string[]> {
  const { engine, local, output } = settings
  const contentHash = await hasher.hash(photo.source, signal).catch(() => {
    throwIfCancelled(signal)
    return null
  })
  if (contentHash === null) return []
  const paint = paintKey({ contentHash, plan, engine, local, prompt, n, watermark: watermark === true })
  const format = writtenFormat(output.format, photo.header.format)
  return planned.map((path) =>
    outputKey({ paintKey: paint, format, encoding: output, feather: output.feather, planned: path }),
  )
}
