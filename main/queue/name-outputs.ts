import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { JobOutput } from '../../core/job'
import type { NameReport } from '../../core/queue'
import type { BatchSettings } from '../../core/settings'
import { assignFreePaths } from './free-paths'
import type { DraftJob } from './plan-batch'
import type { PlannedOutput } from './store/outputs'
import type { Store } from './store/store'
import type { NameTaken } from './types'

/** A photo with outputs that are yet to be made, and those that are there already. */
export interface OpenDraft {
  readonly draft: DraftJob
  readonly found: readonly JobOutput[]
}

/** One that becomes a job: with a free path for each output. */
export interface NamedDraft extends OpenDraft {
  readonly outputs: readonly PlannedOutput[]
}

/**
 * Gives every output a free path, or with `skip` leaves photos out of which a name is taken. `ask` is the window's to
 * ask before: here it makes names unique.
 */
export async function nameOutputs(
  open: readonly OpenDraft[],
  { output }: Pick<BatchSettings, 'output'>,
  store: Store,
): Promise<{ readonly kept: readonly NamedDraft[]; readonly nameTaken: readonly NameTaken[] }> {
  const named = await assignFreePaths(open.map(missingOutputs), store, output.conflict === 'skip')
  const kept: NamedDraft[] = []
  const nameTaken: NameTaken[] = []
  for (const [index, one] of open.entries()) {
    const { outputs = [], taken = null } = named[index] ?? {}
    if (outputs.length > 0) kept.push({ ...one, outputs })
    else if (taken !== null) nameTaken.push({ id: randomUUID(), source: one.draft.photo.source, path: taken.planned })
  }
  return { kept, nameTaken }
}

/** So many of the names that are taken are told. */
const mostExamples = 5

/** How many of the names are taken, and what they would become. Nothing is written or set aside. */
export async function reportNames(open: readonly OpenDraft[], store: Store): Promise<NameReport> {
  const named = await assignFreePaths(open.map(missingOutputs), store)
  const outputs = named.flatMap((job) => job.outputs)
  const taken = outputs.filter(({ path, planned }) => path !== planned)
  const before = named.reduce((sum, job) => sum + job.before, 0)
  return {
    outputs: outputs.length,
    taken: taken.length,
    within: Math.max(0, taken.length - before),
    photos: named.filter((job) => job.taken !== null).length,
    examples: examplesOf(taken),
  }
}

/** Each pair of names once: they may be the same in several folders. */
function examplesOf(taken: readonly PlannedOutput[]): NameReport['examples'] {
  const examples = new Map<string, NameReport['examples'][number]>()
  for (const { path, planned } of taken) {
    const [wanted, becomes] = [basename(planned), basename(path)]
    examples.set(`${wanted}/${becomes}`, { wanted, becomes })
    if (examples.size === mostExamples) break
  }
  return [...examples.values()]
}

function missingOutputs({ draft, found }: OpenDraft): Omit<PlannedOutput, 'path'>[] {
  const there = new Set(found.map((output) => output.variation))
  return draft.planned
    .map((planned, index) => ({ planned, variation: index + 1 }))
    .filter(({ variation }) => !there.has(variation) && (draft.photo.variations?.includes(variation) ?? true))
}
