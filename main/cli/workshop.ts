import { resolve } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import type { Imaging } from '../../core/imaging'
import { openQueue } from '../queue/queue'
import type { Queue } from '../queue/types'
import { outframeFolders } from '../shared/folders'
import type { Context } from './context'
import type { QueueFlags, StatusFlags } from './flags'
import { shown } from './words'

/** Longest wait for work to come to an orderly end, ms; a compose gives way much sooner. */
const patience = 10_000

/** `--state`, or where this system keeps it. Absolute. */
export function stateDir(flags: StatusFlags, env: NodeJS.ProcessEnv): string {
  return flags.state === undefined ? outframeFolders(env).state : resolve(flags.state)
}

/** Has imaging for as long as `use` takes. */
export async function withImaging<T>(
  context: Context,
  most: number | undefined,
  use: (imaging: Imaging) => Promise<T>,
): Promise<T> {
  const imaging = context.openImaging(most)
  try {
    return await use(imaging)
  } finally {
    await atMost(patience, imaging.close())
  }
}

/**
 * Owns the state folder and has its queue for as long as `use` takes; what is under way then goes back in line.
 * @throws {AppError} `state-owned`, `state-unreadable`, `state-unwritable`
 */
export function withQueue(
  context: Context,
  flags: QueueFlags,
  use: (queue: Queue, imaging: Imaging) => Promise<void>,
): Promise<void> {
  const { terminal, version, env } = context
  return withImaging(context, flags.concurrency, async (imaging) => {
    const log = { info: () => undefined, warn: (message: string) => terminal.say(shown(message)) }
    const queue = await openQueue({ stateDir: stateDir(flags, env), imaging, version, log })
    try {
      await use(queue, imaging)
    } finally {
      await atMost(patience, queue.close())
    }
  })
}

async function atMost(ms: number, done: Promise<void>): Promise<void> {
  await Promise.race([done, after(ms, undefined, { ref: false })])
}
