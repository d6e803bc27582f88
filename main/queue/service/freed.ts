import type { BlockedReason } from '../../../core/job'
import type { JobView } from '../../../core/queue'
import type { DoorId } from '../../../core/service/doors'

/** What jobs waited for: a door, some task of their own, or units. */
export type Freed = { readonly door: DoorId } | { readonly jobs: readonly string[] } | 'budget'

/** What an open door lets go on; a task that can be asked after again lets go its own job. */
const doorReasons: readonly (BlockedReason | null)[] = [
  'offline',
  'no-key',
  'bad-key',
  'no-route',
  'no-credits',
  'account',
  'no-query',
]
const taskReasons: readonly (BlockedReason | null)[] = ['no-query', 'unknown-charge']

/** Whether a blocked job waited for just that. */
export function isFreed(view: JobView, freed: Freed): boolean {
  if (freed === 'budget') return view.reason === 'budget'
  if ('door' in freed) return view.engine === freed.door && doorReasons.includes(view.reason)
  return freed.jobs.includes(view.id) && taskReasons.includes(view.reason)
}
