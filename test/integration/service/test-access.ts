import type { Access, DoorSettings, ServiceAccess } from '../../../core/service/access'
import type { ExpandService } from '../../../core/service/client'
import type { DoorId } from '../../../core/service/doors'
import { DoorAccess } from '../../../main/engines/kling/access'

/** Keys and settings as a user has them, which a test changes, and a count of all that is asked of the service. */
export class TestAccess implements ServiceAccess {
  key: string | null
  settings: DoorSettings
  /** Names of the calls, in order: what is tried, whether it reaches anything or not. */
  readonly calls: (keyof ExpandService)[] = []
  /** What a test does when something is asked of the service, before it is: throws, say. */
  onCall: (name: keyof ExpandService) => void = () => undefined
  /** What a test does before a service is opened: a keyring that takes its time, say. */
  beforeOpening: () => Promise<void> | void = () => undefined
  readonly #doors: DoorAccess
  readonly #counted = new WeakMap<ExpandService, ExpandService>()

  constructor(key: string | null, settings: DoorSettings) {
    this.key = key
    this.settings = settings
    this.#doors = new DoorAccess({
      credentials: async () => (this.key === null ? null : { kind: 'key', key: this.key }),
      settings: () => this.settings,
    })
  }

  async current(door: DoorId): Promise<Access> {
    const access = await this.#doors.current(door)
    return access.kind === 'ready' ? { ...access, service: this.#counting(access.service) } : access
  }

  async at(door: DoorId, endpoint: string): Promise<ExpandService | null> {
    await this.beforeOpening()
    const service = await this.#doors.at(door, endpoint)
    return service && this.#counting(service)
  }

  onChange(listener: (door: DoorId) => void): () => void {
    return this.#doors.onChange(listener)
  }

  /** Sets what is given, as a user does in the settings. */
  change(door: DoorId, changes: { readonly key?: string | null; readonly settings?: Partial<DoorSettings> }): void {
    if (changes.key !== undefined) this.key = changes.key
    this.settings = { ...this.settings, ...changes.settings }
    this.#doors.changed(door)
  }

  close(): Promise<void> {
    return this.#doors.close()
  }

  /** Always the same for the same service, as the contract has it. */
  #counting(service: ExpandService): ExpandService {
    const known = this.#counted.get(service)
    if (known) return known
    const counting =
      <A extends unknown[], R>(name: keyof ExpandService, ask: (...asked: A) => R) =>
      (...asked: A): R => {
        this.calls.push(name)
        this.onCall(name)
        return ask(...asked)
      }
    const counted: ExpandService = {
      door: service.door,
      endpoint: service.endpoint,
      account: service.account,
      create: counting('create', (...asked) => service.create(...asked)),
      query: counting('query', (...asked) => service.query(...asked)),
      lookUp: counting('lookUp', (...asked) => service.lookUp(...asked)),
      list: counting('list', (...asked) => service.list(...asked)),
      check: counting('check', (...asked) => service.check(...asked)),
      download: counting('download', (...asked) => service.download(...asked)),
      close: () => service.close(),
    }
    this.#counted.set(service, counted)
    return counted
  }
}
