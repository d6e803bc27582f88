import { AppError } from '../../../core/errors'
import type { Access, DoorSettings, ServiceAccess } from '../../../core/service/access'
import type { ExpandService } from '../../../core/service/client'
import type { Credentials } from '../../../core/service/credentials'
import { type DoorId, doors } from '../../../core/service/doors'
import type { ProxyResolver } from './proxies'
import { openService } from './service'

/** Where keys and settings come from. */
export interface AccessSources {
  /** What proves who pays; `null`: there is none. @throws {AppError} why a kept key cannot be had */
  credentials(door: DoorId): Promise<Credentials | null>
  settings(door: DoorId): DoorSettings
  /** Default: the environment's. */
  readonly proxies?: ProxyResolver
}

/** Services that are opened as they are asked for, and kept until something about their door changes. */
export class DoorAccess implements ServiceAccess {
  readonly #sources: AccessSources
  /** By door and endpoint. */
  readonly #open = new Map<string, Promise<ExpandService | null>>()
  readonly #listeners = new Set<(door: DoorId) => void>()
  readonly #closing: Promise<void>[] = []

  constructor(sources: AccessSources) {
    this.#sources = sources
  }

  async current(door: DoorId): Promise<Access> {
    const settings = this.#sources.settings(door)
    try {
      const service = await this.at(door, settings.endpoint)
      if (service) return { kind: 'ready', service, settings }
      const message = `There is no key for ${doors[door].name}. Store one in the settings, or choose the local engine.`
      return { kind: 'missing', error: new AppError('no-key', message), settings }
    } catch (error) {
      const told = error instanceof AppError ? error : new AppError('internal', String(error), { cause: error })
      return { kind: 'missing', error: told, settings }
    }
  }

  /** @throws {AppError} why the key cannot be had, or that it does not fit the door */
  at(door: DoorId, endpoint: string): Promise<ExpandService | null> {
    const name = `${door} ${endpoint}`
    const known = this.#open.get(name)
    if (known) return known
    const opened = this.#openAt(door, endpoint)
    this.#open.set(name, opened)
    // What could not be opened is tried anew when it is asked for again.
    opened.catch(() => this.#open.delete(name))
    return opened
  }

  onChange(listener: (door: DoorId) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Key, settings or proxy of a door changed. What is under way with the old ones ends as it would have. */
  changed(door: DoorId): void {
    for (const [name, opened] of this.#open) {
      if (!name.startsWith(`${door} `)) continue
      this.#open.delete(name)
      this.#closing.push(closed(opened))
    }
    for (const listener of this.#listeners) listener(door)
  }

  /** Ends kept connections; creates under way are awaited. */
  async close(): Promise<void> {
    await Promise.all([...this.#closing, ...[...this.#open.values()].map(closed)])
    this.#open.clear()
  }

  async #openAt(door: DoorId, endpoint: string): Promise<ExpandService | null> {
    const credentials = await this.#sources.credentials(door)
    const { proxies } = this.#sources
    return credentials && openService({ door, endpoint, credentials, ...(proxies && { proxies }) })
  }
}

async function closed(opened: Promise<ExpandService | null>): Promise<void> {
  const service = await opened.catch(() => null)
  await service?.close()
}
