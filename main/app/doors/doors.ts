import type { Access, DoorSettings, ServiceAccess } from '../../../core/service/access'
import type { ExpandService } from '../../../core/service/client'
import { type DoorId, doorIds } from '../../../core/service/doors'
import type { DoorAccess } from '../../engines/kling/access'
import type { ProxyResolver } from '../../engines/kling/proxies'
import type { Kept } from '../kept/kept'
import type { Vault } from '../vault/vault'

interface DoorsOptions {
  readonly vault: Vault
  readonly settings: Pick<Kept['settings'], 'value' | 'onChange'>
  readonly proxies: ProxyResolver
}

/**
 * The doors as vault and settings have them. The client is loaded when a service is first asked for: whoever paints
 * locally never waits for it.
 */
export class Doors implements ServiceAccess {
  readonly #options: DoorsOptions
  #loading: Promise<DoorAccess> | null = null
  #access: DoorAccess | null = null
  #settings: Readonly<Record<DoorId, DoorSettings>>
  readonly #listeners = new Set<(door: DoorId) => void>()
  readonly #stops: readonly (() => void)[]

  constructor(options: DoorsOptions) {
    const { vault, settings } = options
    this.#options = options
    this.#settings = settings.value.doors
    this.#stops = [vault.onChange((door) => this.#changed(door)), settings.onChange(({ doors }) => this.#follow(doors))]
  }

  async current(door: DoorId): Promise<Access> {
    return (await this.#load()).current(door)
  }

  async at(door: DoorId, endpoint: string): Promise<ExpandService | null> {
    return (await this.#load()).at(door, endpoint)
  }

  onChange(listener: (door: DoorId) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Follows nothing any more, and ends connections; creates under way are awaited. */
  async close(): Promise<void> {
    for (const stop of this.#stops) stop()
    await (await this.#loading)?.close()
  }

  #follow(now: Readonly<Record<DoorId, DoorSettings>>): void {
    const before = this.#settings
    this.#settings = now
    for (const door of doorIds) {
      if (JSON.stringify(before[door]) !== JSON.stringify(now[door])) this.#changed(door)
    }
  }

  #changed(door: DoorId): void {
    this.#access?.changed(door)
    for (const listener of this.#listeners) listener(door)
  }

  #load(): Promise<DoorAccess> {
    this.#loading ??= this.#open()
    return this.#loading
  }

  async #open(): Promise<DoorAccess> {
    const { vault, proxies } = this.#options
    const { DoorAccess } = await import('../../engines/kling/access')
    this.#access = new DoorAccess({
      credentials: (door) => vault.credentials(door),
      settings: (door) => this.#settings[door],
      proxies,
    })
    return this.#access
  }
}
