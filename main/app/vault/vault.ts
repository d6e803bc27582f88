import { AppError, toErrorInfo } from '../../../core/errors'
import type { DoorKey } from '../../../core/service/access'
import { type Credentials, credentialsSchema } from '../../../core/service/credentials'
import { type DoorId, doorIds, doors } from '../../../core/service/doors'
import { systemCode } from '../../shared/system-code'
import type { Log } from '../log'
import type { Cipher } from './cipher'
import type { KeptKey, KeyFile } from './key-file'

interface HeldKey {
  readonly credentials: Credentials
  readonly place: 'kept' | 'session'
}

/** What can be said of a door's key now. */
type Found =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'usable' } & HeldKey)
  | { readonly kind: 'locked'; readonly key: KeptKey; readonly error: AppError }

/**
 * The keys of the doors: encrypted by the system on disk, or, where it cannot do that, in memory until the program ends.
 * Nothing that it says, throws or logs holds a key, nor what the cipher threw: only `credentials` gives one out.
 */
export class Vault {
  /** As on disk; `null`: not read yet. */
  #kept: ReadonlyMap<DoorId, KeptKey> | null = null
  /** Decrypted once, so that the system is not asked at each request. */
  readonly #held = new Map<DoorId, HeldKey>()
  readonly #listeners = new Set<(door: DoorId) => void>()
  /** Calls take turns: what is read is never half of what another one writes. It never rejects. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    readonly file: KeyFile,
    readonly cipher: Cipher,
    readonly log: Pick<Log, 'warn'>,
  ) {}

  /** What the window may know, for every door. */
  list(): Promise<DoorKey[]> {
    return this.#inTurn(async () => {
      const canKeep = await this.#canKeep()
      const views: DoorKey[] = []
      for (const door of doorIds) views.push(viewOf(door, await this.#find(door), canKeep))
      return views
    })
  }

  /** What the window may know of one door. */
  view(door: DoorId): Promise<DoorKey> {
    return this.#inTurn(async () => viewOf(door, await this.#find(door), await this.#canKeep()))
  }

  /** What proves who pays; `null`: there is none. @throws {AppError} `no-key` when a kept key cannot be decrypted now */
  credentials(door: DoorId): Promise<Credentials | null> {
    return this.#inTurn(async () => {
      const found = await this.#find(door)
      if (found.kind === 'locked') throw found.error
      return found.kind === 'none' ? null : found.credentials
    })
  }

  /**
   * Takes a key in place of the one before, wherever that is. It can be used even when this fails.
   * @throws {AppError} `state-unwritable` when it could not be kept on disk
   */
  async store(door: DoorId, credentials: Credentials): Promise<void> {
    try {
      await this.#inTurn(async () => {
        this.#held.set(door, { credentials, place: 'session' })
        if (await this.cipher.isAvailable()) {
          await this.#keep(door, credentials)
          this.#held.set(door, { credentials, place: 'kept' })
        } else {
          await this.#forget(door)
        }
      })
    } catch (error) {
      throw unkept(door, 'The key can be used until Outframe ends, but it could not be kept', error)
    } finally {
      this.#tell(door)
    }
  }

  /** Forgets a key, in memory and on disk. @throws {AppError} `state-unwritable` when it is still on disk */
  async remove(door: DoorId): Promise<void> {
    try {
      await this.#inTurn(async () => {
        this.#held.delete(door)
        await this.#forget(door)
      })
    } catch (error) {
      throw unkept(door, 'The key could not be removed from this computer', error)
    } finally {
      this.#tell(door)
    }
  }

  /** Calls back after a door's key changed; answers with the function that ends it. */
  onChange(listener: (door: DoorId) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The system is asked once there is a key: it may show the user a prompt. */
  async #canKeep(): Promise<boolean> {
    const hasKeys = this.#held.size > 0 || (await this.#keys()).size > 0
    return hasKeys ? this.cipher.isAvailable() : this.cipher.isExpected()
  }

  async #find(door: DoorId): Promise<Found> {
    const held = this.#held.get(door)
    if (held) return { kind: 'usable', ...held }
    const key = (await this.#keys()).get(door)
    if (!key) return { kind: 'none' }
    const credentials = await this.#decrypt(door, key)
    if (!credentials) return { kind: 'locked', key, error: lockedError(door) }
    this.#held.set(door, { credentials, place: 'kept' })
    return { kind: 'usable', credentials, place: 'kept' }
  }

  /** `null`: the keyring is locked, or another one. */
  async #decrypt(door: DoorId, key: KeptKey): Promise<Credentials | null> {
    try {
      const { text, isStale } = await this.cipher.decrypt(Buffer.from(key.encrypted, 'base64'))
      const credentials = credentialsSchema.parse(JSON.parse(text))
      if (isStale) {
        await this.#keep(door, credentials).catch(() => this.log.warn(`The key for ${door} was not encrypted anew.`))
      }
      return credentials
    } catch {
      return null
    }
  }

  async #keep(door: DoorId, credentials: Credentials): Promise<void> {
    const encrypted = (await this.cipher.encrypt(JSON.stringify(credentials))).toString('base64')
    await this.#write(new Map(await this.#keys()).set(door, { kind: credentials.kind, encrypted }))
  }

  async #forget(door: DoorId): Promise<void> {
    const keys = new Map(await this.#keys())
    if (keys.delete(door)) await this.#write(keys)
  }

  async #write(keys: ReadonlyMap<DoorId, KeptKey>): Promise<void> {
    await this.file.write(keys)
    this.#kept = keys
  }

  async #keys(): Promise<ReadonlyMap<DoorId, KeptKey>> {
    this.#kept ??= await this.file.read()
    return this.#kept
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act)
    this.#last = turn.catch(() => undefined)
    return turn
  }

  #tell(door: DoorId): void {
    for (const listener of this.#listeners) listener(door)
  }
}

function viewOf(door: DoorId, found: Found, canKeep: boolean): DoorKey {
  switch (found.kind) {
    case 'none':
      return { door, place: 'none', kind: null, canKeep, problem: null }
    case 'usable':
      return { door, place: found.place, kind: found.credentials.kind, canKeep, problem: null }
    case 'locked':
      return { door, place: 'kept', kind: found.key.kind, canKeep, problem: toErrorInfo(found.error) }
  }
}

function lockedError(door: DoorId): AppError {
  return new AppError(
    'no-key',
    `The key for ${doors[door].name} is kept on this computer, but the system’s keyring does not open it: it is locked, or another one. Unlock it and start Outframe again, or enter the key once more.`,
  )
}

/** Without the cause: nobody can vouch for what a keyring says. */
function unkept(door: DoorId, what: string, error: unknown): AppError {
  const why = systemCode(error) ?? 'the system’s keyring did not answer'
  return new AppError('state-unwritable', `${doors[door].name}: ${what} (${why}).`)
}
