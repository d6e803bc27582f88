import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bridge } from '../../core/ipc/bridge'
import { violations } from './harness/axe'
import type { Outframe } from './harness/outframe'
import { filesIn, writePhoto, writePhotos } from './harness/photos'
import { expect, test } from './harness/test'

/** Large enough that half a dozen of them are not done before a hand has reached the next button. */
const slow = { width: 3000, height: 2000 } as const

/** Adds photos, starts them, and pauses before they are done. */
async function startAndPause(outframe: Outframe, photos: string, count = 6): Promise<void> {
  await writePhotos(photos, count, slow)
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.page.getByRole('button', { name: 'Pause' }).click()
  await expect.poll(async () => (await outframe.queue()).summary.active, { timeout: 30_000 }).toBe(0)
}

const row = (outframe: Outframe, name: string) => outframe.page.getByRole('listitem').filter({ hasText: name })
const names = async (outframe: Outframe) => (await outframe.jobs()).map(({ source }) => source.replace(/.*-/, ''))

test('pause lets what is under way finish and begins nothing; resume goes on', async ({ outframe, photos }) => {
  await startAndPause(outframe, photos)
  const paused = (await outframe.queue()).summary
  expect(paused.running).toBe(false)
  expect(paused.counts.queued).toBeGreaterThan(0)
  expect(paused.counts.queued + paused.counts.done).toBe(6)
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(paused.counts.done)

  await outframe.page.getByRole('button', { name: 'Resume' }).click()
  await outframe.waitForJobs({ done: 6, queued: 0 })
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(6)
})

test('a cancelled job makes nothing; tried again it does', async ({ outframe, photos }) => {
  await startAndPause(outframe, photos)
  await outframe.view('Queue')
  await row(outframe, 'photo-06.jpg').getByRole('button', { name: 'Cancel' }).press('Enter')
  await expect(row(outframe, 'photo-06.jpg')).toContainText('Cancelled')
  await expect(row(outframe, 'photo-06.jpg').getByRole('checkbox'), 'the button is gone').toBeFocused()
  await outframe.page.getByRole('button', { name: 'Resume' }).click()
  await outframe.waitForJobs({ done: 5, cancelled: 1 })
  const made = Array.from({ length: 6 }, (_, index) => `photo-0${index + 1}_16x9.jpg`)
  expect(await filesIn(join(photos, 'outframe'))).toEqual(made.slice(0, 5))

  await row(outframe, 'photo-06.jpg').getByRole('button', { name: 'Try again' }).click()
  await outframe.waitForJobs({ done: 6, cancelled: 0 })
  expect(await filesIn(join(photos, 'outframe'))).toEqual(made)
})

test('a photo that is another by now is started anew, where trying again would fail again', async ({
  outframe,
  photos,
  allowed,
}) => {
  // The picture of the photo that is gone.
  allowed.push(/status of 404/)
  const { page } = outframe
  await startAndPause(outframe, photos)
  // Cropped by another program while it waited, and another one is gone.
  await writePhoto(join(photos, 'photo-06.jpg'), { width: 60, height: 80 })
  await rm(join(photos, 'photo-05.jpg'))
  await page.getByRole('button', { name: 'Resume' }).click()
  await outframe.waitForJobs({ done: 4, failed: 2 })
  // It was given another target meanwhile; the row's is meant.
  await page.getByRole('gridcell', { name: /^photo-06/ }).click()
  await page.keyboard.press('1')
  await expect(page.getByRole('gridcell', { name: /^photo-06/ }).getByRole('button', { name: /1:1/ })).toBeVisible()
  await outframe.view('Queue')
  await expect(page.getByRole('button', { name: 'Retry 1 failed' })).toBeVisible()
  const changed = row(outframe, 'photo-06.jpg')
  await expect(changed.getByRole('button', { name: 'Try again' })).toHaveCount(0)

  await changed.getByRole('button', { name: 'Start anew…' }).click()
  await expect(page.getByRole('gridcell', { name: /^photo-06/, selected: true })).toBeVisible()
  await outframe.start.click()
  await outframe.waitForJobs({ done: 5, failed: 2 })
  expect(await filesIn(join(photos, 'outframe'))).toContain('photo-06_16x9.jpg')
})

test('a photo that is renamed while its job waits is made all the same', async ({ outframe, photos, allowed }) => {
  // Its picture, asked for before the program has seen where it is.
  allowed.push(/status of 404/)
  await startAndPause(outframe, photos)
  await rename(join(photos, 'photo-06.jpg'), join(photos, 'best.jpg'))
  await outframe.view('Queue')
  await expect(row(outframe, 'best.jpg')).toBeVisible()
  await outframe.page.getByRole('button', { name: 'Resume' }).click()
  await outframe.waitForJobs({ done: 6 })
  expect(await filesIn(join(photos, 'outframe'))).toContain('photo-06_16x9.jpg')
})

test('a folder that is renamed while its jobs wait has its results in it', async ({ outframe, photos, allowed }) => {
  // Pictures, asked for before the program has seen where they are.
  allowed.push(/status of 404/)
  const [shoot, wedding] = [join(photos, 'shoot'), join(photos, 'wedding')]
  await startAndPause(outframe, shoot)
  // The folder above is known as well: what is missed is looked for there.
  await writePhoto(join(photos, 'cover.jpg'))
  await outframe.add(photos)
  await rename(shoot, wedding)
  await expect.poll(async () => (await outframe.jobs()).every(({ source }) => source.startsWith(wedding))).toBe(true)
  await outframe.page.getByRole('button', { name: 'Resume' }).click()
  await outframe.waitForJobs({ done: 6 })
  expect(await readdir(photos)).toEqual(['cover.jpg', 'wedding'])
  expect(await filesIn(join(wedding, 'outframe'))).toHaveLength(6)
})

test('jobs that are under way can be cancelled, and leave no pieces', async ({ outframe, photos }) => {
  await writePhotos(photos, 6, slow)
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.view('Queue')
  await outframe.waitForComposing()
  await outframe.page.getByRole('button', { name: 'Cancel all' }).click()
  await expect.poll(async () => (await outframe.queue()).summary.active).toBe(0)
  const { counts } = (await outframe.queue()).summary
  expect(counts.cancelled).toBeGreaterThan(0)
  expect(counts.cancelled + counts.done).toBe(6)
  const left = await filesIn(photos)
  expect(left.filter((file) => !file.startsWith('photo-'))).toHaveLength(counts.done)
})

test('a job that is moved to the front is the next to begin', async ({ outframe, photos }) => {
  await startAndPause(outframe, photos)
  const { done } = (await outframe.queue()).summary.counts
  await outframe.view('Queue')
  await row(outframe, 'photo-06.jpg').getByRole('button', { name: 'More' }).click()
  await outframe.page.getByRole('menuitem', { name: 'Move to the front' }).click()
  await expect.poll(async () => (await names(outframe))[done]).toBe('06.jpg')

  await row(outframe, 'photo-05.jpg')
    .getByRole('button', { name: /^Drag to reorder/ })
    .focus()
  await outframe.page.keyboard.press('Alt+ArrowUp')
  await expect.poll(async () => (await names(outframe)).at(-1)).toBe('04.jpg')

  await outframe.page.getByRole('button', { name: 'Resume' }).click()
  await outframe.waitForJobs({ done: 6 })
  const begun = (await outframe.jobs()).toSorted((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0))
  expect(begun[done]?.source).toContain('photo-06')
})

test('a job removed for good leaves its result, which is not made again', async ({ outframe, photos, allowed }) => {
  // Pictures of a row that goes may still be asked for.
  allowed.push(/status of 404/)
  await writePhotos(photos, 2)
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.waitForJobs({ done: 2 })
  await outframe.view('Queue')
  await row(outframe, 'photo-01.jpg').getByRole('button', { name: 'More' }).click()
  await outframe.page.getByRole('menuitem', { name: 'Remove 1 for good' }).click()
  await outframe.waitForJobs({ done: 1 })
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(2)

  await outframe.view('Library')
  await outframe.start.click()
  await expect(outframe.page.getByText('Every output exists already. Nothing was made twice.')).toBeVisible()
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(2)
})

test('of the queue’s rows one is in the way of Tab, with its buttons, and the arrows lead to the others', async ({
  outframe,
  photos,
}) => {
  const { page } = outframe
  const { keyboard } = page
  await writePhotos(photos, 30)
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.waitForJobs({ done: 30 })
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Queue' }).press('Enter')
  const rows = page.locator('[data-job]')
  const check = (index: number) => rows.nth(index).getByRole('checkbox')
  const button = (index: number, name: string) => rows.nth(index).getByRole('button', { name })
  const list = page.getByRole('list', { name: 'Jobs' })
  // Nobody was in the list yet, and its first row is not to be seen.
  await rows.first().hover()
  await page.mouse.wheel(0, 10_000)
  await expect(rows.filter({ hasText: 'photo-30.jpg' })).toBeInViewport()
  await page.getByRole('button', { name: 'Clear finished' }).focus()
  await keyboard.press('Tab')
  await expect(page.getByRole('checkbox', { name: 'Select photo-01.jpg' })).toBeFocused()
  await page.mouse.wheel(0, -10_000)
  await expect(check(0)).toBeFocused()
  for (const name of ['See the result', 'Take off the list', 'More']) {
    await keyboard.press('Tab')
    await expect(button(0, name)).toBeFocused()
  }
  await keyboard.press('Tab')
  await expect(list.locator(':focus'), 'past the list').toHaveCount(0)
  await keyboard.press('Shift+Tab')
  await expect(button(0, 'More'), 'back in the row that was left').toBeFocused()
  await keyboard.press('ArrowDown')
  await expect(check(1), 'by an arrow from a button').toBeFocused()
  await keyboard.press('ArrowDown')
  await keyboard.press('Tab')
  await expect(button(2, 'See the result')).toBeFocused()
  await button(4, 'Take off the list').focus()
  await keyboard.press('Tab')
  await expect(button(4, 'More'), 'the row that is being used').toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem').locator(':scope:focus'), 'arrows in a menu are the menu’s').toHaveCount(1)
  await keyboard.press('Escape')
  await expect(button(4, 'More')).toBeFocused()
})

test('the history is one stop of Tab: arrows go from batch to batch, Tab through the buttons of one', async ({
  outframe,
  photos,
}) => {
  const { page } = outframe
  const { keyboard } = page
  await writePhotos(photos, 1, { width: 300, height: 200 })
  await outframe.add(photos)
  // Without a key nothing comes of it.
  const start = (engine: 'local' | 'kling') =>
    page.evaluate(async (engine) => {
      const { queue, settings } = (window as unknown as { readonly outframe: Bridge }).outframe
      const found = await settings.update({ consents: ['kling'] })
      if (found.ok) await queue.start({ photos: 'all', settings: { ...found.value.batch, engine }, again: true })
    }, engine)
  await start('local')
  await outframe.waitForJobs({ done: 1 })
  for (const cancelled of [1, 2]) {
    await start('kling')
    await outframe.waitForJobs({ blocked: 1 })
    await page.evaluate(() => {
      const { outframe } = window as unknown as { readonly outframe: Bridge }
      return outframe.queue.cancel({ jobs: 'all' })
    })
    await outframe.waitForJobs({ cancelled })
  }
  await outframe.view('Queue')
  await page.getByText('History', { exact: true }).click()

  const rows = page.locator('[data-batch]')
  await expect(rows).toHaveCount(3)
  const button = (row: number, name: string) => rows.nth(row).getByRole('button', { name })
  await page.getByRole('radio', { name: 'History' }).focus()
  await keyboard.press('Tab')
  await expect(button(0, 'Run again with…')).toBeFocused()
  await keyboard.press('Tab')
  await expect(button(0, 'More'), 'nothing of it is in the gallery').toBeFocused()
  await keyboard.press('Tab')
  await expect(page.locator('[data-batch] :focus'), 'the next stop is no row').toHaveCount(0)
  await keyboard.press('Shift+Tab')
  await expect(button(0, 'More')).toBeFocused()

  await keyboard.press('ArrowDown')
  await expect(button(1, 'More')).toBeFocused()
  await keyboard.press('End')
  await expect(button(2, 'More')).toBeFocused()
  await keyboard.press('ArrowDown')
  await expect(button(2, 'More'), 'the last stays').toBeFocused()
  await keyboard.press('Shift+Tab')
  await expect(button(2, 'Show in gallery')).toBeFocused()
  await keyboard.press('ArrowUp')
  await expect(button(1, 'More'), 'where the same button cannot be pressed').toBeFocused()
  await keyboard.press('Tab')
  await keyboard.press('Shift+Tab')
  await expect(button(1, 'More'), 'the row is remembered').toBeFocused()

  await keyboard.press('Enter')
  await expect(page.locator('[role="menu"]:focus-within')).toBeVisible()
  await keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem').locator(':scope:focus'), 'arrows in a menu are the menu’s').toHaveCount(1)
  const wrong = (await violations(outframe)).filter((found) => !found.startsWith('region:'))
  expect(wrong).toEqual([])
  await page.getByRole('menuitem', { name: 'Remove batch for good' }).press('Enter')
  await expect(rows).toHaveCount(2)
  await expect(button(1, 'Run again with…'), 'what took its place').toBeFocused()
  await keyboard.press('Tab')
  await expect(button(1, 'Show in gallery')).toBeFocused()
})
