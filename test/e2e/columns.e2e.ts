import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { writePhoto } from './harness/photos'
import { expect, test } from './harness/test'

const rowOf = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })
const heading = (page: Page, name: string) => page.getByRole('columnheader', { name, exact: true })

async function centre(locator: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await locator.boundingBox()
  if (box === null) throw new Error('Expected it to be on the screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

test('columns are made wider and narrower by hand and by keys, and stay so', async ({ outframe, photos, launch }) => {
  const { page } = outframe
  const long = 'a name that no column of a list has room for, not by far, whoever made it.jpg'
  await writePhoto(join(photos, long))
  await outframe.add(photos)
  await page.keyboard.press('l')
  await page.keyboard.press('ArrowDown')
  const border = (name: string) => page.getByRole('separator', { name: `Width of the column ${name}`, exact: true })
  const widthOf = async (name: string) => Math.round((await heading(page, name).boundingBox())?.width ?? 0)
  const cell = rowOf(page, 'a name').getByRole('gridcell').nth(1)
  const cellWidth = async () => Math.round((await cell.boundingBox())?.width ?? 0)
  const kept = async () => (await outframe.settings()).columnWidths
  const before = await widthOf('Name')

  const from = await centre(border('Name'))
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x - 40, from.y, { steps: 5 })
  await page.mouse.up()
  expect(await widthOf('Name')).toBe(before - 40)
  expect(await cellWidth()).toBe(before - 40)
  await expect.poll(kept).toEqual({ name: before - 40 })
  // It neither sorted nor selected anything, and took no keyboard.
  await expect(heading(page, 'Folder')).toHaveAttribute('aria-sort', 'ascending')
  await expect(rowOf(page, 'a name')).toHaveAttribute('aria-selected', 'true')
  await expect(rowOf(page, 'a name')).toBeFocused()

  // Escape takes back what is being drawn.
  const at = await centre(border('Name'))
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(at.x + 90, at.y, { steps: 3 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  expect(await widthOf('Name')).toBe(before - 40)

  // All of the name is seen after a double click: the list scrolls sideways, and no column goes.
  await border('Name').dblclick()
  await expect.poll(cellWidth).toBeGreaterThan(before + 100)
  expect(await cell.locator('bdi').evaluate((name) => name.scrollWidth <= name.clientWidth)).toBe(true)
  await expect(page.getByRole('columnheader')).toHaveCount(11)

  await heading(page, 'Folder').getByRole('button').focus()
  await page.keyboard.press('Tab')
  await expect(border('Folder')).toBeFocused()
  const folder = await widthOf('Folder')
  await expect(border('Folder')).toHaveAttribute('aria-valuenow', String(folder))
  for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowLeft']) await page.keyboard.press(key)
  expect(await widthOf('Folder')).toBe(folder + 15)
  await expect(border('Folder')).toHaveAttribute('aria-valuenow', String(folder + 15))
  await expect.poll(async () => (await kept()).folder).toBe(folder + 15)
  const wide = await widthOf('Name')

  await outframe.close()
  const again = await (await launch()).ready()
  await expect(rowOf(again.page, 'a name')).toBeVisible()
  const name = heading(again.page, 'Name')
  await expect.poll(async () => Math.round((await name.boundingBox())?.width ?? 0)).toBe(wide)
  await again.page.getByRole('button', { name: 'Selection and order' }).click()
  await again.page.getByRole('menuitem', { name: 'Automatic column widths' }).click()
  await expect.poll(async () => Math.round((await name.boundingBox())?.width ?? 0)).toBe(before)
})
