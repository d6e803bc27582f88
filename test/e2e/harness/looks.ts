import { expect } from 'playwright/test'
import type { Bridge } from '../../../core/ipc/bridge'
import type { AppSettings } from '../../../core/settings'
import type { Outframe } from './outframe'

/** Speaks a language and wears a theme, and waits until it is seen. */
export async function dress(outframe: Outframe, look: Pick<AppSettings, 'theme' | 'language'>): Promise<void> {
  await outframe.page.evaluate((change) => {
    const { outframe } = window as unknown as { readonly outframe: Bridge }
    return outframe.settings.update(change)
  }, look)
  const html = outframe.page.locator('html')
  await expect(html).toHaveAttribute('lang', look.language)
  await expect(html).toHaveAttribute('data-mantine-color-scheme', look.theme)
}

/** Goes to a view by its key, and waits until it is there: views are loaded when they are first opened. */
export async function show(outframe: Outframe, key: string, place: number): Promise<void> {
  await outframe.page.keyboard.press(key)
  const item = outframe.page.getByRole('navigation').getByRole('button').nth(place)
  await expect(item).toHaveAttribute('aria-current', 'page')
  await expect(outframe.page.getByRole('main').getByRole('heading', { level: 1 })).toHaveCount(1)
}

/** Every theme with every language. */
export const looks = [
  { theme: 'dark', language: 'en' },
  { theme: 'light', language: 'zh-Hant' },
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'zh-Hant' },
] as const

/** As the rail has them. */
export const views = [
  { view: 'Library', key: 'Control+1' },
  { view: 'Canvas', key: 'Control+2' },
  { view: 'Queue', key: 'Control+3' },
  { view: 'Gallery', key: 'Control+4' },
  { view: 'Settings', key: 'Control+Comma' },
] as const
