import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type axe from 'axe-core'
import type { Locator, Page } from 'playwright/test'
import type { Bridge } from '../../core/ipc/bridge'
import type { AppSettings } from '../../core/settings'
import type { Outframe } from './harness/outframe'
import { writePhoto } from './harness/photos'
import { expect, test } from './harness/test'

/** Ten files: landscape, portrait and square, in a folder and two below it; one of them is no photo. */
async function writeShoot(folder: string): Promise<void> {
  for (let number = 1; number <= 4; number++) {
    await writePhoto(join(folder, `a${number}.jpg`), { width: 60 + 30 * number, height: 40 + 20 * number })
  }
  for (const name of ['b1', 'b2', 'b3']) {
    await writePhoto(join(folder, 'day 1', `${name}.jpg`), { width: 90, height: 160 })
  }
  await writePhoto(join(folder, 'day 2', 'c1.png'), { width: 100, height: 100 })
  await writePhoto(join(folder, 'day 2', 'c2.png'), { width: 160, height: 90 })
  await writeFile(join(folder, 'day 2', 'd.jpg'), 'no photo')
}

const gridOf = (page: Page) => page.getByRole('grid', { name: 'Photos' })
const rowOf = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name.replace('.', '\\.')) })
const heading = (page: Page, name: string) => page.getByRole('columnheader', { name })
const chips = (page: Page) => page.getByRole('region', { name: 'Filters' })

/** Names of the photos as the list has them, from the top. */
async function listed(page: Page): Promise<readonly string[]> {
  const rows = await gridOf(page).locator('[data-photo]').all()
  const places = await Promise.all(
    rows.map(async (row) => {
      const name = await row.locator('bdi .visually-hidden').first().textContent()
      return { name: name ?? '', at: Number(await row.getAttribute('aria-rowindex')) }
    }),
  )
  return places.sort((a, b) => a.at - b.at).map(({ name }) => name)
}

async function selected(page: Page): Promise<readonly string[]> {
  const names = await gridOf(page).locator('[data-photo][aria-selected="true"] bdi .visually-hidden').allTextContents()
  return names.sort()
}

async function dress(outframe: Outframe, look: Partial<AppSettings>): Promise<void> {
  await outframe.page.evaluate((change) => {
    const { outframe } = window as unknown as { readonly outframe: Bridge }
    return outframe.settings.update(change)
  }, look)
}

async function centre(locator: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await locator.boundingBox()
  if (box === null) throw new Error('Expected it to be on the screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 5 })
  await page.mouse.up()
}

test('photos are a list of numbers that its headings sort, and stay one', async ({ outframe, photos, launch }) => {
  const { page } = outframe
  await writeShoot(photos)
  await outframe.add(photos)
  await page.getByRole('button', { name: 'List', exact: true }).click()
  await expect(gridOf(page).getByRole('columnheader')).toHaveCount(11)
  await expect(rowOf(page, 'a1.jpg')).toContainText('90 × 60')
  await expect(rowOf(page, 'a1.jpg')).toContainText('16:9 → 107 × 60')
  await expect(rowOf(page, 'a1.jpg')).toContainText('3:2')
  await expect(rowOf(page, 'd.jpg')).toContainText('Unreadable')
  await expect(heading(page, 'Folder')).toHaveAttribute('aria-sort', 'ascending')

  await heading(page, 'Size, px').getByRole('button').click()
  await expect(heading(page, 'Size, px')).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(() => listed(page).then((names) => names.slice(0, 2))).toEqual(['a4.jpg', 'a3.jpg'])
  await heading(page, 'Size, px').getByRole('button').click()
  await expect(heading(page, 'Size, px')).toHaveAttribute('aria-sort', 'ascending')
  await heading(page, 'Size, px').getByRole('button').press('ArrowLeft')
  await heading(page, 'Folder').getByRole('button').press('ArrowLeft')
  await heading(page, 'Name').getByRole('button').press('Enter')
  await expect.poll(() => listed(page).then((names) => names.slice(0, 2))).toEqual(['a1.jpg', 'a2.jpg'])

  await outframe.close()
  const again = await (await launch()).ready()
  await expect(heading(again.page, 'Name')).toHaveAttribute('aria-sort', 'ascending')
  await again.page.keyboard.press('g')
  await expect(gridOf(again.page).getByRole('columnheader')).toHaveCount(0)
})

test('filters go together, are seen, and go one by one or all at once', async ({ outframe, photos }) => {
  const { page } = outframe
  await writeShoot(photos)
  await outframe.add(photos)
  await page.keyboard.press('l')
  await page.getByTestId('filter').click()
  await page.getByRole('button', { name: 'landscape 5 photos' }).click()
  await page.getByRole('button', { name: '3:2 4 photos' }).click()
  await expect(page.getByRole('button', { name: '16:9 1 photo' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('filter')).toBeFocused()
  expect(await listed(page)).toEqual(['a1.jpg', 'a2.jpg', 'a3.jpg', 'a4.jpg'])
  await expect(chips(page)).toContainText('4 of 10')
  // What is hidden is not started, unless by its own button.
  await expect(page.getByTestId('start')).toContainText('Start 4 shown')
  await expect(page.getByTestId('start-all')).toHaveText('Start all 9')

  await chips(page).getByRole('button', { name: 'Remove the filter Ratio: 3:2' }).click()
  await expect(chips(page)).toContainText('5 of 10')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('DAY 1')
  await expect(
    page.getByText('“Orientation: landscape” and “Text: DAY 1” together fit none of the 10 photos.'),
  ).toBeVisible()
  await outframe.view('Canvas')
  await expect(page.getByText('The filters hide all 10 photos of the library.')).toBeVisible()
  await page.getByRole('button', { name: 'Show all photos' }).click()
  await expect(chips(page)).toHaveCount(0)
  await expect.poll(() => listed(page)).toHaveLength(10)

  await page.getByTestId('filter').click()
  await page.getByRole('button', { name: 'Unreadable or missing 1 photo' }).click()
  await page.keyboard.press('Escape')
  expect(await listed(page)).toEqual(['d.jpg'])
  // "All" is what is seen: what a filter hides stays.
  await page.getByRole('button', { name: 'Selection and order' }).click()
  await page.getByRole('menuitem', { name: 'Remove the 1 photo shown' }).click()
  await expect.poll(async () => (await outframe.library()).photos.length).toBe(9)
  await page.keyboard.press('Control+z')
  await expect.poll(() => listed(page)).toEqual(['d.jpg'])
  await chips(page).getByRole('button', { name: 'Clear all' }).click()
  await expect(chips(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Selection and order' }).click()
  await page.getByRole('menuitem', { name: 'Remove all from the library' }).click()
  await expect.poll(async () => (await outframe.library()).photos.length).toBe(0)
})

test('the tree of folders shows what is in one, with or without its subfolders', async ({ outframe, photos }) => {
  const { page } = outframe
  await writeShoot(photos)
  await outframe.add(photos)
  await page.keyboard.press('l')
  await page.getByRole('button', { name: 'Folders', exact: true }).click()
  const tree = page.getByRole('tree', { name: 'Folders' })
  await expect(tree.getByRole('treeitem', { name: 'All photos 10 photos' })).toHaveAttribute('aria-selected', 'true')
  await tree.getByRole('treeitem', { name: 'day 2 3 photos' }).click()
  await expect.poll(() => listed(page)).toEqual(['c1.png', 'c2.png', 'd.jpg'])
  await page.keyboard.press('ArrowUp')
  await expect(tree.getByRole('treeitem', { name: 'day 1 3 photos' })).toBeFocused()
  await expect.poll(() => listed(page)).toEqual(['b1.jpg', 'b2.jpg', 'b3.jpg'])
  await page.keyboard.press('ArrowLeft')
  await expect(tree.getByRole('treeitem', { name: 'photos 10 photos', exact: true })).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(tree.getByRole('treeitem')).toHaveCount(2)
  await page.keyboard.press('ArrowRight')
  await expect(tree.getByRole('treeitem')).toHaveCount(4)
  // Folded by the pointer it is chosen itself, in place of what it hides.
  await tree.getByRole('treeitem', { name: 'day 2 3 photos' }).click()
  await expect.poll(() => listed(page)).toEqual(['c1.png', 'c2.png', 'd.jpg'])
  const top = tree.getByRole('treeitem', { name: 'photos 10 photos', exact: true })
  await top.locator('> span').first().click()
  await expect(tree.getByRole('treeitem')).toHaveCount(2)
  await expect(top).toHaveAttribute('aria-selected', 'true')
  await top.locator('> span').first().click()
  await page.getByRole('button', { name: 'With subfolders' }).click()
  await expect.poll(() => listed(page)).toEqual(['a1.jpg', 'a2.jpg', 'a3.jpg', 'a4.jpg'])
  await expect(tree.getByRole('treeitem', { name: 'photos 4 photos' })).toBeVisible()
  await chips(page).getByRole('button', { name: 'Remove the filter Folder: photos' }).click()
  await expect(tree.getByRole('treeitem', { name: 'All photos 10 photos' })).toHaveAttribute('aria-selected', 'true')
  expect((await outframe.settings()).library).toMatchObject({ folders: true, subfolders: false, layout: 'list' })
})

test('a rubber band selects in grid and list, and keys do as in a file manager', async ({ outframe, photos }) => {
  const { page } = outframe
  await writeShoot(photos)
  await outframe.add(photos)
  const cell = (name: string) => page.getByRole('gridcell', { name: new RegExp(`^${name}\\.`) })
  await page.keyboard.press('Control+Minus')
  const grid = await gridOf(page).boundingBox()
  const corner = { x: (grid?.x ?? 0) + 4, y: (grid?.y ?? 0) + 4 }
  await drag(page, corner, await centre(cell('a2')))
  await expect.poll(() => selected(page)).toEqual(['a1.jpg', 'a2.jpg'])
  await page.keyboard.down('Control')
  const last = await cell('d').boundingBox()
  const below = { x: (last?.x ?? 0) + (last?.width ?? 0) + 40, y: (last?.y ?? 0) + 10 }
  await drag(page, below, await centre(cell('d')))
  await page.keyboard.up('Control')
  await expect.poll(() => selected(page)).toEqual(['a1.jpg', 'a2.jpg', 'd.jpg'])

  await page.keyboard.press('l')
  await expect.poll(() => selected(page)).toEqual(['a1.jpg', 'a2.jpg', 'd.jpg'])
  await drag(page, await centre(rowOf(page, 'a3.jpg')), await centre(rowOf(page, 'b1.jpg')))
  await expect.poll(() => selected(page)).toEqual(['a3.jpg', 'a4.jpg', 'b1.jpg'])

  await rowOf(page, 'a1.jpg').click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(() => selected(page)).toEqual(['a1.jpg', 'a2.jpg', 'a3.jpg'])
  await page.keyboard.press('Control+End')
  await expect(rowOf(page, 'd.jpg')).toBeFocused()
  await page.keyboard.press('Control+Space')
  await expect.poll(() => selected(page)).toEqual(['a1.jpg', 'a2.jpg', 'a3.jpg', 'd.jpg'])
  await page.keyboard.press('Control+Shift+i')
  await expect.poll(() => selected(page)).toEqual(['a4.jpg', 'b1.jpg', 'b2.jpg', 'b3.jpg', 'c1.png', 'c2.png'])
  await page.keyboard.press('Home')
  await expect.poll(() => selected(page)).toEqual(['a1.jpg'])

  // A filter hides what is selected; without it, it is selected again.
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('day 1')
  await expect.poll(() => selected(page)).toEqual(['b1.jpg', 'b2.jpg', 'b3.jpg'])
  await page.keyboard.press('Escape')
  await expect.poll(async () => (await selected(page)).length).toBe(10)
})

test('the menu of photos opens by pointer and by key, and does what it says', async ({ outframe, photos }) => {
  const { page } = outframe
  await writeShoot(photos)
  await outframe.add(photos)
  const cell = (name: string) => page.getByRole('gridcell', { name: new RegExp(`^${name}\\.`) })
  const menu = page.getByRole('menu')
  await cell('a1').click()
  await cell('a2').click({ modifiers: ['Shift'] })
  await cell('a2').click({ button: 'right' })
  await expect(menu.getByRole('menuitem', { name: 'Start these 2 photos' })).toBeVisible()
  await menu.getByRole('menuitem', { name: 'Shape' }).hover()
  await page.getByRole('menuitem', { name: /^1:1/ }).click()
  await expect(cell('a1').getByRole('button', { name: /^Own target 1:1/ })).toBeVisible()
  await expect(cell('a2').getByRole('button', { name: /^Own target 1:1/ })).toBeVisible()

  await cell('a2').click()
  await page.keyboard.press('Shift+F10')
  await menu.getByRole('menuitem', { name: 'Back to the batch’s target' }).click()
  await expect(cell('a2').getByRole('button', { name: /^Own target/ })).toHaveCount(0)

  await cell('d').click({ button: 'right' })
  await expect.poll(() => selected(page)).toEqual(['d.jpg'])
  await menu.getByRole('menuitem', { name: 'Remove from the library' }).click()
  await expect(cell('d')).toHaveCount(0)
  expect((await outframe.library()).photos).toHaveLength(9)
})

test('grid, list, folders, filters and menu meet axe’s rules in both languages', async ({ outframe, photos }) => {
  test.slow()
  const { page } = outframe
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const violations = async () => {
    // What fades in is paler than it will be.
    await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
    await page.evaluate(source)
    const { violations } = await page.evaluate(() => (window as unknown as { readonly axe: typeof axe }).axe.run())
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
  }
  await writeShoot(photos)
  await outframe.add(photos)
  const { library } = await outframe.settings()
  for (const look of [
    { theme: 'dark', language: 'zh-Hant' },
    { theme: 'light', language: 'en' },
  ] as const) {
    for (const layout of ['grid', 'list'] as const) {
      await dress(outframe, { ...look, library: { ...library, layout, folders: true } })
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', look.theme)
      const state = page.getByRole('columnheader').nth(-2)
      await expect(state).toBeVisible({ visible: layout === 'list' })
      if (layout === 'list') await expect(state, 'beside the folders').toBeInViewport({ ratio: 1 })
      await page.locator('[data-photo]').nth(1).click()
      await page.getByRole('treeitem').nth(1).click()
      const name = `${layout}, ${look.theme}, ${look.language}`
      expect(await violations(), name).toEqual([])
      await page.getByTestId('filter').click()
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await violations(), `filters, ${name}`).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
      await page.locator('[data-photo]').nth(1).click({ button: 'right' })
      await expect(page.getByRole('menu')).toBeVisible()
      expect(await violations(), `menu, ${name}`).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole('menu')).toBeHidden()
    }
  }
})
