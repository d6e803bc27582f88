import type { Bridge } from '../../../core/ipc/bridge'
import type { CheckView, DoorKey } from '../../../core/service/access'
import type { Credentials } from '../../../core/service/credentials'
import type { DoorId } from '../../../core/service/doors'
import type { AppSettings } from '../../../core/settings'
import type { Simulator } from '../../simulator/simulator'
import type { OutframeWindow } from './window'

/** The keys that the simulator's only account has. */
export const keys: Readonly<Record<DoorId, string>> = { cometapi: 'sk-comet-studio', kling: 'sk-kling-studio' }

/** What the program may know of a paid door, asked by its own page. */
export class PaidDoor {
  constructor(
    readonly window: OutframeWindow,
    readonly door: DoorId = 'kling',
  ) {}

  /** Leads the door to the simulator, with its key and the user's consent. */
  async use(simulator: Simulator, settings: Partial<AppSettings['doors']['kling']> = {}): Promise<DoorKey> {
    await this.#set({ endpoint: simulator[this.door], ...settings })
    return this.setKey({ kind: 'key', key: keys[this.door] })
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

  async #set(settings: Partial<AppSettings['doors']['kling']>): Promise<void> {
    await this.window.page.evaluate(
      async ([door, change]) => {
        const { outframe } = window as unknown as { readonly outframe: Bridge }
        const before = await outframe.settings.get()
        if (!before.ok) throw new Error(before.error.message)
        const { doors, consents } = before.value
        const result = await outframe.settings.update({
          doors: { ...doors, [door]: { ...doors[door], ...change } },
          consents: [...new Set([...consents, door])],
        })
        if (!result.ok) throw new Error(result.error.message)
      },
      [this.door, settings] as const,
    )
  }
}
