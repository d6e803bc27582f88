import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bridge } from '../../core/ipc/bridge'
import { defaultTarget } from '../../core/settings'
import { type Simulator, startSimulator } from '../simulator/simulator'
import { violations } from './harness/axe'
import { dress, looks, show } from './harness/looks'
import { writePhotos } from './harness/photos'
import { change, command, hang } from './harness/pictures'
import { PaidDoor } from './harness/service'
import { expect, test } from './harness/test'

test('what opens over the views and beside them meets axe’s rules', async ({ outframe, photos }) => {
  test.slow()
  const { page } = outframe
  const { keyboard } = page
  await writePhotos(photos, 3, { width: 300, height: 200 })
  await writeFile(join(photos, 'broken.jpg'), 'no photo')
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.waitForJobs({ done: 3 })
  const { batch } = await outframe.settings()
  // What floats above everything belongs to no region, and what stands between the page and its title has no heading.
  const wrong = async () => (await violations(outframe)).filter((found) => !found.startsWith('region:'))
  for (const look of looks.slice(0, 2)) {
    await dress(outframe, look)
    const check = async (what: string) => expect(await wrong(), `${what}, ${look.theme}, ${look.language}`).toEqual([])
    const away = async () => {
      await keyboard.press('Escape')
      await expect(page.locator('[role="menu"], [role="dialog"]')).toHaveCount(0)
    }
    await show(outframe, 'Control+1', 0)
    for (const id of ['filter', 'add-target']) {
      await page.getByTestId(id).click()
      await expect(page.locator('[role="menu"], [role="dialog"]')).toBeVisible()
      await check(id)
      await away()
    }
    await hang(outframe, [photos])
    await expect(page.getByTestId('drop')).toBeVisible()
    await check('files over the window')
    await keyboard.press('Shift')
    await expect(page.getByTestId('drop')).toHaveCount(0)
    await page.evaluate(() =>
      document.body.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, clipboardData: new DataTransfer() })),
    )
    await expect(page.getByTestId('toasts').getByRole('status')).toBeVisible()
    await check('a toast')
    await page.getByTestId('toasts').getByRole('button').click()
    await keyboard.press('f')
    await keyboard.press('l')
    await page.getByTestId('filter').click()
    await page.getByRole('dialog').getByRole('button').last().click()
    await away()
    await check('the list, folders and a filter')
    await page.getByRole('row').nth(1).click({ button: 'right' })
    await expect(page.getByRole('menu')).toBeVisible()
    await check('the menu of photos')
    await away()
    await keyboard.press('f')
    await keyboard.press('g')
    await command(outframe, 'clear-filters')
    await change(outframe, { batch: { ...batch, engine: 'kling', target: refused } })
    await check('what cannot be made')
    await show(outframe, 'Control+2', 1)
    await check('a canvas that cannot be made')
    await change(outframe, { batch })
    await expect(page.locator('[data-preview="shown"]')).toBeVisible()
    await check('a preview')
    await change(outframe, {
      batch: { ...batch, target: square, output: { ...batch.output, conflict: 'ask', template: '{name}_16x9' } },
    })
    await keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog')).toBeVisible()
    await check('names that are taken')
    await away()
    await change(outframe, { batch })
    await show(outframe, 'Control+4', 3)
    await keyboard.press('g')
    await check('results as a grid')
    await keyboard.press('c')
    await check('two results')
    await keyboard.press('e')
    await keyboard.press('s')
    await check('side by side')
    await keyboard.press('s')
    await page.getByTestId('export-open').click()
    await check('other output')
    await command(outframe, 'trash-result')
    await expect(page.getByRole('dialog')).toBeVisible()
    await check('the question before the trash')
    await away()
    await show(outframe, 'Control+Comma', 4)
    await page.getByTestId('diagnostics').getByRole('button').first().click()
    await page.getByTestId('about').locator('[aria-expanded]').click()
    await expect(page.getByTestId('licences')).toBeVisible()
    await check('report and licences')
    await command(outframe, 'show-guide')
    await expect(page.getByTestId('guide')).toBeVisible()
    await check('the guide')
    await page.getByTestId('guide').getByRole('button').click()
  }
})

test('a toast speaks the language of the window, also when that is changed while it stands', async ({
  outframe,
  photos,
}) => {
  const { page } = outframe
  await writePhotos(photos, 1)
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.waitForJobs({ done: 1 })
  await outframe.start.click()
  const toast = page.getByTestId('toasts').getByRole('status')
  await expect(toast).toContainText('Every output exists already.')
  await dress(outframe, { theme: 'dark', language: 'zh-Hant' })
  await expect(toast).toContainText('所有成品都已存在，沒有重複製作。')
  await expect(toast.getByRole('button')).toHaveText(['重新製作', '關閉訊息'])
  await toast.getByRole('button', { name: '關閉訊息', exact: true }).click()
  await expect(toast).toHaveCount(0)
})

test('a toast lies above the banners, and covers none of their words', async ({ outframe, photos }) => {
  const { page } = outframe
  await writePhotos(photos, 1)
  await outframe.add(photos)
  const { batch } = await outframe.settings()
  await change(outframe, { consents: ['kling'], batch: { ...batch, engine: 'kling' } })
  await outframe.start.click()
  await outframe.waitForJobs({ blocked: 1 })
  await outframe.start.click()
  const toast = page.getByTestId('toasts').getByRole('status')
  await expect(toast).toContainText('Nothing was added twice')
  // It stays under the pointer.
  await toast.hover()
  const banner = page.getByRole('button', { name: 'Add a key' }).last()
  await expect(banner).toBeVisible()
  const isAbove = async () => {
    const [above, below] = await Promise.all([toast.boundingBox(), banner.boundingBox()])
    return above !== null && below !== null && above.y + above.height <= below.y
  }
  await expect.poll(isAbove).toBe(true)
})

test.describe('while jobs wait', () => {
  let simulator: Simulator
  test.beforeEach(async () => {
    simulator = await startSimulator()
  })
  test.afterEach(() => simulator.close())

  test('what is open keeps the keyboard when what had it goes away', async ({ outframe, photos }) => {
    const { page } = outframe
    const { keyboard } = page
    const toQueue = (method: 'pause' | 'cancel') =>
      page.evaluate((what) => {
        const { queue } = (window as unknown as { readonly outframe: Bridge }).outframe
        return what === 'pause' ? queue.pause({ way: 'sending' }) : queue.cancel({ jobs: 'all' })
      }, method)
    await writePhotos(photos, 2, { width: 300, height: 200 })
    const door = new PaidDoor(outframe)
    await door.use(simulator)
    await outframe.add(photos)
    await toQueue('pause')
    await door.start()
    await outframe.waitForJobs({ queued: 2 })

    await page.getByTestId('filter').press('Enter')
    const filters = page.getByRole('dialog')
    const working = filters.getByRole('button', { name: /^In the queue/ })
    await working.focus()
    await toQueue('cancel')
    await expect(working, 'it stays where it was while the filters are open').toHaveText(/0 photos/)
    await expect(working).toBeFocused()
    await working.evaluate((button) => button.remove())
    await expect(filters).toBeFocused()
    await filters.getByRole('button').first().focus()
    await page.evaluate(() => document.activeElement?.setAttribute('disabled', ''))
    await expect(filters).toBeFocused()
    await keyboard.press('Escape')
    await expect(filters).toHaveCount(0)
    await expect(page.getByTestId('filter')).toBeFocused()
    await page.getByTestId('filter').press('Enter')
    await expect(filters.getByRole('button').first(), 'and is gone when they are opened anew').not.toHaveText(
      /0 photos/,
    )
  })
})

const square = { ...defaultTarget, ratio: { width: 1, height: 1 } } as const
/** More than the service makes in any number of passes. */
const refused = { ...defaultTarget, ratio: { width: 1, height: 14 } } as const
