import { writeSync } from 'node:fs'
import { toErrorInfo } from '../../../core/errors'
import type { BatchSettings } from '../../../core/settings'
import { openQueue } from '../../../main/queue/queue'
import type { PhotoToExpand } from '../../../main/queue/types'
import { TestImaging } from '../../unit/queue/test-imaging'

/** What a test asks of a process that owns a queue. */
export interface QueueOrder {
  readonly stateDir: string
  readonly photos: readonly PhotoToExpand[]
  readonly settings: BatchSettings
  /** How many jobs at a time. */
  readonly parallel?: number
  /** Dies, as by a power cut, when it comes to this step for the n-th time (from 1). */
  readonly dieAt?: { readonly step: string; readonly time: number }
  /** Only holds the state folder until it is killed. */
  readonly hold?: boolean
}

/** One line of what it says, in order of what happened. */
export type QueueWord =
  | { readonly say: 'open'; readonly jobs: number }
  | { readonly say: 'compose' | 'done'; readonly source: string }
  | { readonly say: 'job'; readonly source: string; readonly state: string; readonly message: string | undefined }
  | { readonly say: 'end' }
  | { readonly say: 'error'; readonly code: string; readonly message: string }

/** Written at once: nothing that was said is lost when the process dies. */
function say(word: QueueWord): void {
  writeSync(1, `${JSON.stringify(word)}\n`)
}

async function main({ stateDir, photos, settings, parallel = 2, dieAt, hold }: QueueOrder): Promise<void> {
  const seen = new Map<string, number>()
  const onStep = (step: string) => {
    seen.set(step, (seen.get(step) ?? 0) + 1)
    if (step === dieAt?.step && seen.get(step) === dieAt.time) process.kill(process.pid, 'SIGKILL')
  }
  const imaging = new TestImaging({ parallel })
  imaging.beforeCompose = ({ source }) => say({ say: 'compose', source })
  const queue = await openQueue({ stateDir, imaging, version: '0.0.0', onStep })
  say({ say: 'open', jobs: queue.snapshot().jobs.length })
  if (hold) {
    setInterval(() => undefined, 60_000)
    return
  }
  queue.onChange((change) => {
    if (change.type !== 'job' || change.previous === change.job.state) return
    if (change.job.state === 'done') say({ say: 'done', source: change.job.source })
  })
  if (queue.snapshot().jobs.length === 0) await queue.addBatch(photos, settings)
  await queue.setRunning(true)
  await queue.idle()
  for (const { source, state, error } of queue.snapshot().jobs) {
    say({ say: 'job', source, state, message: error?.message })
  }
  await queue.close()
  say({ say: 'end' })
}

try {
  await main(JSON.parse(process.argv[2] ?? '') as QueueOrder)
} catch (error) {
  say({ say: 'error', ...toErrorInfo(error) })
  process.exitCode = 1
}
