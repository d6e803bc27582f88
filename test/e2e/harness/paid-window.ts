import { expect } from 'playwright/test'
import { type DoorId, doors } from '../../../core/service/doors'
import type { Simulator } from '../../simulator/simulator'
import { keys } from './service'
import type { OutframeWindow } from './window'

const engineNames: Readonly<Record<DoorId, string>> = { cometapi: 'CometAPI · Kling expand', kling: 'Kling' }

/** What a photographer does in the window to have photos painted for money, by its words alone. */
export class PaidWindow {
  constructor(
    readonly window: OutframeWindow,
    readonly door: DoorId = 'kling',
  ) {}

  /** The engine chosen and led to the simulator, with a key: by itself one that is good there. */
  static async withKey(
    window: OutframeWindow,
    simulator: Simulator,
    { door = 'kling', key = keys[door] }: { readonly door?: DoorId; readonly key?: string } = {},
  ): Promise<PaidWindow> {
    const paid = new PaidWindow(window, door)
    await paid.choose()
    await paid.#addKey(key)
    await paid.#pointAt(simulator)
    return paid
  }

  get #page() {
    return this.window.page
  }

  get inspector() {
    return this.#page.getByRole('complementary', { name: 'Inspector' })
  }

  /** The door's part of the settings. */
  get section() {
    return this.#page.getByRole('region', { name: doors[this.door].name, exact: true })
  }

  get bar() {
    return this.#page.getByRole('region', { name: 'Queue', exact: true })
  }

  banner(text: string | RegExp) {
    return this.#page.getByRole('status').filter({ hasText: text })
  }

  row(name: string) {
    return this.#page.getByRole('listitem').filter({ hasText: name })
  }

  async choose(): Promise<void> {
    await this.inspector.getByRole('combobox', { name: 'Engine' }).click()
    await this.#page.getByRole('option', { name: engineNames[this.door], exact: true }).click()
    // The list goes a moment later.
    await expect(this.#page.locator('.mantine-Popover-dropdown:visible')).toHaveCount(0)
  }

  /** Types a key into the inspector's form. */
  async #addKey(key: string): Promise<void> {
    await this.inspector.getByRole('button', { name: 'Add a key' }).click()
    await this.inspector.getByLabel('Key', { exact: true }).fill(key)
    await this.inspector.getByRole('button', { name: 'Store the key' }).click()
  }

  /** Stores another key in the settings, where they are open. */
  async replaceKey(key: string): Promise<void> {
    await this.section.getByRole('button', { name: 'Replace…' }).click()
    await this.section.getByLabel('Key', { exact: true }).fill(key)
    await this.section.getByRole('button', { name: 'Store the key' }).click()
  }

  /** Leads the door to the simulator, and comes back to the library. */
  async #pointAt(simulator: Simulator): Promise<void> {
    await this.window.view('Settings')
    const endpoint = this.section.getByLabel('Endpoint')
    await endpoint.fill(simulator[this.door])
    await endpoint.press('Enter')
    await this.window.view('Library')
  }

  /** Starts, and agrees to what is asked the first time. */
  async startAndAgree(): Promise<void> {
    await this.window.start.click()
    await this.#page.getByRole('dialog').getByRole('button', { name: 'Agree and start' }).click()
  }

  /** A cap for batches to come, units. */
  async capBatches(units: number): Promise<void> {
    await this.window.view('Settings')
    const cap = this.#page.getByLabel('Budget per batch, units')
    await cap.fill(String(units))
    await cap.press('Enter')
    await this.window.view('Library')
  }
}
