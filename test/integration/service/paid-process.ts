import { writeSync } from 'node:fs'
import type { JobState } from '../../../core/job'
import { defaultDoorSettings } from '../../../core/service/access'
import type { DoorId } from '../../../core/service/doors'
import type { BatchSettings } from '../../../core/settings'
import { DoorAccess } from '../../../main/engines/kling/access'
import { openQueue } from '../../../main/queue/queue'
import type { PhotoToExpand } from '../../../main/queue/types'
import { FastClock } from './fast-clock'
import { PaidImaging } from './paid-imaging'

/** What a test asks of a process that owns a queue and has a key. */
export interface PaidOrder {
  readonly stateDir: string
  readonly photos: readonly PhotoToExpand[]
  readonly settings: BatchSettings
  readonly door: DoorId
  readonly endpoint: string
  readonly key: string
  readonly speed: number
  /** Composes come to no end. */
  readonly holdComposes?: boolean
  /** Later passes are never prepared. */
  readonly holdPasses?: boolean
}

/** One line of what it says. */
export type PaidWord =
  | { readonly say: 'job'; readonly source: string; readonly state: JobState; readonly why: string | null }
  | { readonly say: 'holding'; readonly what: 'compose' | 'pass' }
  | { readonly say: 'end' }

/** Written at once: nothing that was said is lost when the process is killed. */
function say(word: PaidWord): void {
  writeSync(1, `${JSON.stringify(word)}\n`)
}

function hold(what: 'compose' | 'pass'): Promise<void> {
  say({ say: 'holding', what })
  return new Promise(() => setInterval(() => undefined, 60_000))
}

const order = JSON.parse(process.argv[2] ?? '') as PaidOrder
const { stateDir, photos, settings, door, endpoint, key } = order
const imaging = new PaidImaging()
if (order.holdComposes) imaging.files.beforeCompose = () => hold('compose')
if (order.holdPasses) imaging.beforePrepare = ({ pass }) => (pass > 0 ? hold('pass') : undefined)
const access = new DoorAccess({
  credentials: async () => ({ kind: 'key', key }),
  settings: () => ({ ...defaultDoorSettings[door], endpoint }),
})
const queue = await openQueue({ stateDir, imaging, access, version: '0.0.0', clock: new FastClock(order.speed) })
queue.onChange((change) => {
  if (change.type !== 'job' || change.previous === change.job.state) return
  const { source, state, reason, error } = change.job
  say({ say: 'job', source, state, why: reason ?? error?.code ?? null })
})
if (queue.snapshot().jobs.length === 0) await queue.addBatch(photos, settings)
await queue.setRunning(true)
await queue.idle()
await queue.close()
await access.close()
say({ say: 'end' })
