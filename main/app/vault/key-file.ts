import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { type DoorId, doorIds } from '../../../core/service/doors'
import { makeFolder, replaceFile } from '../../shared/durable'
import { isMissing } from '../../shared/system-code'
import type { Log } from '../log'

/** An encrypted key, and what may be known of it without decrypting. */
const keptKeySchema = z.object({
  kind: z.enum(['key', 'pair']),
  /** Base64 of the system's ciphertext. */
  encrypted: z.base64().min(1),
})
export type KeptKey = z.infer<typeof keptKeySchema>

export type KeptKeys = ReadonlyMap<DoorId, KeptKey>

/** Only this user reads and writes it. */
const mode = 0o600

/** The encrypted keys on disk: one small file, written as a whole or not at all. */
export class KeyFile {
  constructor(
    readonly path: string,
    readonly log: Pick<Log, 'warn'>,
  ) {}

  /** What of it can be understood. Nothing of a damaged file is worth keeping: a key can be entered again. */
  async read(): Promise<Map<DoorId, KeptKey>> {
    const content = await this.#content()
    const keys = new Map<DoorId, KeptKey>()
    for (const door of doorIds) {
      if (content[door] === undefined) continue
      const kept = keptKeySchema.safeParse(content[door])
      if (kept.success) keys.set(door, kept.data)
      else this.log.warn(`The key for ${door} in ${this.path} is damaged; it has to be entered again.`)
    }
    return keys
  }

  /** @throws when the disk does not take it */
  async write(keys: KeptKeys): Promise<void> {
    await makeFolder(dirname(this.path))
    await replaceFile(this.path, `${JSON.stringify(Object.fromEntries(keys), null, 2)}\n`, { mode })
  }

  async #content(): Promise<Readonly<Record<string, unknown>>> {
    let text: string
    try {
      text = await readFile(this.path, 'utf8')
    } catch (error) {
      if (!isMissing(error)) this.log.warn(`${this.path} cannot be read; keys have to be entered again.`, error)
      return {}
    }
    try {
      const content: unknown = JSON.parse(text)
      return { ...Object(content) }
    } catch {
      this.log.warn(`${this.path} is damaged; keys have to be entered again.`)
      return {}
    }
  }
}
