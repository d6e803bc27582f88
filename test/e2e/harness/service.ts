import type { Bridge } from '../../../core/ipc/bridge'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { CheckView, DoorKey } from '../../../core/service/access'
import type { Credentials } from '../../../core/service/credentials'
import type { DoorId } from '../../../core/service/doors'
import type { AppSettings, BatchSettings } from '../../../core/settings'
import type { Simulator } from '../../simulator/simulator'
import type { OutframeWindow } from './window'

/** The keys that the simulator's only account has. */
export const keys: Readonly<Record<DoorId, string>> = { cometapi: 'sk-comet-studio', kling: 'sk-kling-studio' }

/** One of the paid doors, asked and set by the program's own page. */
export class PaidDoor {
  constructor(
    readonly window: OutframeWindow,
    readonly door: DoorId = 'kling',
  ) {}

  /** Leads the door to the simulator, with its key and the user's consent. */
  async use(simulator: Simulator, settings: Partial<AppSettings['doors']['kling']> = {}): Promise<DoorKey> {
    const { doors } = await this.#settings()
    const { door } = this
    await this.#update({ doors: { ...doors, [door]: { ...doors[door], endpoint: simulator[door], ...settings } } })
    await this.consent(true)
    return this.setKey({ kind: 'key', key: keys[door] })
  }

  async consent(given: boolean): Promise<void> {
    const others = (await this.#settings()).consents.filter((door) => door !== this.door)
    await this.#update({ consents: given ? [...others, this.door] : others })
  }

  receiveAt(receiverPort: number): Promise<void> {
    return this.#update({ receiverPort })
  }

  /** Starts every photo of the library at this door. */
  async start(changes: Partial<BatchSettings> = {}): Promise<RequestOutput<'queue:start'>> {
    const settings = { ...(await this.#settings()).batch, engine: this.door, ...changes }
    return this.window.page.evaluate(async (batch) => {
      const { outframe } = window as unknown as { readonly outframe: Bridge }
      const result = await outframe.queue.start({ photos: 'all', settings: batch, again: false })
      if (!result.ok) throw new Error(result.error.message)
      return result.value
    }, settings)
  }

  setKey(credentials: Credentials): Promise<DoorKey> {
    return this.window.page.evaluate(
      async ([door, given]) => {
        const { outframe } = window as unknown as { readonly outframe: Bridge }
        const result = await outframe.access.setKey({ door, credentials: given })
        if (!result.ok) throw new Error(result.error.message)
        return result.value
      },
      [this.door, credentials] as const,
    )
  }

  /** What is known of its key. */
  key(): Promise<DoorKey | undefined> {
    return this.window.page.evaluate(async (door) => {
      const { outframe } = window as unknown as { readonly outframe: Bridge }
      const result = await outframe.access.list()
      if (!result.ok) throw new Error(result.error.message)
      return result.value.find((key) => key.door === door)
    }, this.door)
  }

  check(): Promise<CheckView> {
    return this.window.page.evaluate(async (door) => {
      const { outframe } = window as unknown as { readonly outframe: Bridge }
      const result = await outframe.access.check({ door })
      if (!result.ok) throw new Error(result.error.message)
      return result.value
    }, this.door)
  }

  #settings(): Promise<AppSettings> {
    return this.window.page.evaluate(async () => {
      const { outframe } = window as unknown as { readonly outframe: Bridge }
      const result = await outframe.settings.get()
      if (!result.ok) throw new Error(result.error.message)
      return result.value
    })
  }

  #update(change: Partial<AppSettings>): Promise<void> {
    return this.window.page.evaluate(async (given) => {
      const { outframe } = window as unknown as { readonly outframe: Bridge }
      const result = await outframe.settings.update({ ...given, consents: given.consents && [...given.consents] })
      if (!result.ok) throw new Error(result.error.message)
    }, change)
  }
}
