import { join, resolve } from 'node:path'
import type { Imaging } from '../../core/imaging'
import type { EngineId } from '../../core/limits'
import { doorIds, isDoor } from '../../core/service/doors'
import type { LinkSource } from '../library/open-link'
import { openQueue } from '../queue/queue'
import type { Queue } from '../queue/types'
import { outframeFolders } from '../shared/folders'
import { openAccess } from './access'
import { atMost, closeQueue, patience } from './closing'
import type { Context } from './context'
import type { QueueFlags, StatusFlags } from './flags'
import { withLinks } from './links'
import { shown } from './words'

/** What a command works with. */
export interface Workshop {
  readonly queue: Queue
  readonly imaging: Imaging
  /** Fetches links; their copies are kept in the state folder. */
  readonly links: LinkSource
}

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
 * @param engine the one that is used; `null`: any
 * @throws {AppError} `bad-request` for a key that cannot be one, before anything else is done; `state-owned`,
 * `state-unreadable`, `state-unwritable`
 */
export async function withQueue(
  context: Context,
  flags: QueueFlags,
  engine: EngineId | null,
  use: (workshop: Workshop) => Promise<void>,
): Promise<void> {
  const { terminal, version, env, keys } = context
  const needed = doorIds.filter((door) => engine === null || engine === door)
  const access = openAccess(needed, keys, flags)
  // A service paints: there the option counts slots.
  const most = engine !== null && isDoor(engine) ? undefined : flags.concurrency
  const say = (words: string) => terminal.say(shown(words))
  const folder = stateDir(flags, env)
  await withImaging(context, most, async (imaging) => {
    const log = { info: () => undefined, warn: say }
    const queue = await openQueue({ stateDir: folder, imaging, access, version, log })
    try {
      await withLinks(join(folder, 'links'), (links) => use({ queue, imaging, links }))
    } finally {
      await closeQueue(queue, say)
      await atMost(patience, access.close())
    }
  })
}
