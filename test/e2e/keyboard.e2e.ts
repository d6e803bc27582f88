import { join } from 'node:path'
import type { Locator } from 'playwright/test'
import type { Outframe } from './harness/outframe'
import { filesIn, writePhoto, writePhotos } from './harness/photos'
import { expect, test } from './harness/test'

/** Presses Tab until the keyboard is in an element, as somebody does who cannot point at it. */
async function tabTo({ page }: Outframe, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Expected Tab to lead to ${wanted}`)
}

/** What the system's picker shall answer. */
function answerPicker(outframe: Outframe, paths: readonly string[]): Promise<void> {
  return outframe.inMain(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [...filePaths] })
  }, paths)
}

test('everything from adding photos to throwing results away is done without a pointer', async ({
  outframe,
  photos,
}) => {
  test.slow()
  const { page } = outframe
  const { keyboard } = page
  await writePhotos(photos, 3)
  await answerPicker(outframe, [photos])
  await tabTo(outframe, page.getByRole('button', { name: 'Add folder…' }))
  await keyboard.press('Enter')
  await expect(page.getByRole('gridcell')).toHaveCount(3)

  await tabTo(outframe, page.getByRole('grid', { name: 'Photos' }))
  await keyboard.press('End')
  await expect(page.getByRole('gridcell').last()).toBeFocused()
  await keyboard.press('1')
  await expect
    .poll(async () => (await outframe.library()).photos.filter(({ target }) => target !== null).length)
    .toBe(1)
  await keyboard.press('Space')
  await expect(page.getByRole('main')).toHaveAttribute('data-view', 'canvas')
  await keyboard.press('Escape')
  await expect(page.getByRole('main')).toHaveAttribute('data-view', 'library')
  await tabTo(outframe, page.getByRole('toolbar', { name: 'Targets' }).getByRole('button').first())
  await keyboard.press('End')
  await expect(page.getByTestId('add-target')).toBeFocused()
  await keyboard.press('Enter')
  await page.getByRole('menuitemradio', { name: '4:5', exact: true }).press('Enter')
  await expect(
    page.getByRole('toolbar', { name: 'Targets' }).getByRole('button', { name: /4:5/ }).first(),
  ).toBeVisible()
  await keyboard.press('Control+a')
  await tabTo(outframe, page.getByTestId('start'))
  await keyboard.press('Enter')
  await outframe.waitForJobs({ done: 4 })

  await keyboard.press('Control+3')
  const rows = page.locator('[data-job]')
  await expect(rows).toHaveCount(4)
  await tabTo(outframe, rows.first().getByRole('checkbox'))
  await keyboard.press('ArrowDown')
  await expect(rows.nth(1).getByRole('checkbox')).toBeFocused()

  await keyboard.press('Control+4')
  await expect(page.getByRole('main')).toHaveAttribute('data-view', 'gallery')
  await keyboard.press('p')
  await keyboard.press('x')
  await expect(page.getByRole('button', { name: 'Picked 1' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Rejected 1' })).toBeVisible()
  await keyboard.press('Control+Delete')
  await tabTo(outframe, page.getByTestId('trash-confirm'))
  await outframe.inMain(({ shell }) => {
    shell.trashItem = async () => undefined
  })
  await keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(4)
})

test('settings are reached, changed and left without a pointer, a key among them', async ({ outframe }) => {
  const { page } = outframe
  const { keyboard } = page
  await keyboard.press('Control+,')
  const groups = page.getByRole('navigation', { name: 'Groups of settings' })
  await tabTo(outframe, groups.getByRole('button', { name: 'General' }))
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(page.getByRole('group', { name: 'Engines & keys' })).toBeFocused()
  const comet = page.getByRole('region', { name: 'CometAPI', exact: true })
  await tabTo(outframe, comet.getByLabel('Key', { exact: true }))
  await keyboard.type('sk-0123456789abcdefghij')
  await keyboard.press('Enter')
  await expect(comet.getByRole('button', { name: 'Replace…' })).toBeFocused()
  await tabTo(outframe, comet.getByRole('button', { name: 'Remove' }))
  await keyboard.press('Enter')
  await expect(comet.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(comet.getByRole('button', { name: 'Remove' })).toBeFocused()
  await tabTo(outframe, page.getByRole('region', { name: 'Storage' }).getByLabel('Bought pictures', { exact: true }))
  await keyboard.press('Control+a')
  await keyboard.type('4')
  expect((await outframe.settings()).storage.renderBytes, 'half typed').toBe(2 * 2 ** 30)
  await keyboard.type('096')
  await keyboard.press('Enter')
  await expect.poll(async () => (await outframe.settings()).storage.renderBytes).toBe(4 * 2 ** 30)
  await keyboard.press('Control+1')
  await expect(page.getByRole('main')).toBeFocused()
})

test('dialogs and what goes give the keyboard to where it was, or to what is next', async ({ outframe, photos }) => {
  const { page } = outframe
  const { keyboard } = page
  await writePhotos(photos, 3)
  await writePhoto(join(photos, 'other', 'a.png'))
  await outframe.add(photos)
  const closed = () => expect(page.getByRole('dialog')).toHaveCount(0)
  // Escape means the dialog once the keyboard is in it.
  const opened = () => expect(page.locator('[role="dialog"]:focus-within')).toHaveCount(1)
  const first = page.getByRole('gridcell').first()
  await first.click()
  await keyboard.press('Shift+?')
  await opened()
  await keyboard.press('Escape')
  await closed()
  await expect(first, 'after the sheet').toBeFocused()

  const more = page.getByRole('button', { name: 'More shapes' })
  await more.press('Enter')
  await page.getByRole('menuitem', { name: 'Manage presets…' }).press('Enter')
  await opened()
  await keyboard.press('Escape')
  await closed()
  await expect(more, 'after the presets').toBeFocused()

  await page.getByTestId('filter').press('Enter')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Landscape/ })
    .press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: /^JPEG/ }).press('Enter')
  await keyboard.press('Escape')
  await closed()
  await page.getByRole('button', { name: 'Remove the filter Orientation: Landscape' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Remove the filter Format: JPEG' }), 'the next filter').toBeFocused()
  await keyboard.press('Enter')

  await first.click()
  await keyboard.press('Escape')
  await page.getByRole('button', { name: /^Start 4 photos/ }).click()
  await outframe.waitForJobs({ done: 4 })
  await outframe.view('Gallery')
  const trash = page.getByTestId('trash')
  await trash.press('Enter')
  await opened()
  await keyboard.press('Escape')
  await closed()
  await expect(trash, 'after the question').toBeFocused()

  await outframe.view('Queue')
  const rows = page.locator('[data-job]')
  const next = await rows.nth(2).getAttribute('data-job')
  await rows.nth(1).getByRole('button', { name: 'Take off the list' }).press('Enter')
  await expect(rows).toHaveCount(3)
  await expect(page.locator(`[data-job="${next}"]`).getByRole('checkbox'), 'the next job').toBeFocused()
})

test('a view that is opened by a key has the keyboard in its pictures or jobs', async ({ outframe, photos }) => {
  const { page } = outframe
  const { keyboard } = page
  await writePhotos(photos, 3)
  await outframe.add(photos)
  await keyboard.press('Control+,')
  await expect(page.getByRole('main')).toHaveAttribute('data-view', 'settings')
  const cells = page.getByRole('gridcell')
  await keyboard.press('Control+1')
  await expect(page.getByRole('grid', { name: 'Photos' }), 'nothing is selected').toBeFocused()
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  await expect(cells.nth(1)).toBeFocused()

  const rail = page.getByRole('navigation', { name: 'Views' })
  await rail.getByRole('button', { name: 'Settings' }).press('Enter')
  await expect(page.getByRole('main')).toHaveAttribute('data-view', 'settings')
  await expect(rail.getByRole('button', { name: 'Settings' }), 'who goes by Tab goes on from there').toBeFocused()
  await keyboard.press('Control+1')
  await expect(cells.nth(1), 'back at the photo').toBeFocused()
  await rail.getByRole('button', { name: 'Settings' }).click()
  await rail.getByRole('button', { name: 'Library' }).click()
  await expect(cells.nth(1), 'by the pointer, too').toBeFocused()
  await page.keyboard.press('l')
  const lines = page.getByRole('grid', { name: 'Photos' }).locator('[data-photo]')
  await keyboard.press('Control+,')
  await expect(page.getByRole('main')).toHaveAttribute('data-view', 'settings')
  await keyboard.press('Control+1')
  await expect(lines.nth(1)).toBeFocused()
  await keyboard.press('ArrowDown')
  await expect(lines.nth(2), 'in the list').toBeFocused()

  await keyboard.press('Control+a')
  await keyboard.press('Control+Enter')
  await outframe.waitForJobs({ done: 3 })
  await keyboard.press('Control+3')
  const checks = page.locator('[data-job]').getByRole('checkbox')
  await expect(checks.first()).toBeFocused()
  await keyboard.press('ArrowDown')
  await expect(checks.nth(1)).toBeFocused()

  await keyboard.press('Control+4')
  await keyboard.press('g')
  await keyboard.press('Control+3')
  await expect(checks.nth(1)).toBeFocused()
  await keyboard.press('Control+4')
  await expect(cells.first()).toBeFocused()
  await keyboard.press('ArrowRight')
  await expect(cells.nth(1)).toBeFocused()
})

test('from photos to results by the keyboard alone', async ({ outframe, photos }) => {
  await writePhoto(join(photos, 'a.jpg'), { width: 300, height: 200 })
  await writePhoto(join(photos, 'b.jpg'), { width: 300, height: 200 })
  await outframe.add(photos)
  const { keyboard } = outframe.page
  const grid = outframe.page.getByRole('grid', { name: 'Photos' })
  await expect(grid.getByRole('gridcell')).toHaveCount(2)

  for (let presses = 0; presses < 40 && !(await isFocused(outframe, '[role="grid"]')); presses++) {
    await keyboard.press('Tab')
  }
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  await expect(grid.getByRole('gridcell', { name: /^b\.jpg/ })).toBeFocused()
  await keyboard.press('1')
  await expect(grid.getByRole('button', { name: /^Own target 1:1/ })).toBeVisible()
  await keyboard.press('Control+a')
  await keyboard.press('Control+Enter')
  await outframe.waitForJobs({ done: 2 })
  expect(await filesIn(join(photos, 'outframe'))).toEqual(['a_16x9.jpg', 'b_1x1.jpg'])

  await keyboard.press('Control+4')
  const name = outframe.page.getByRole('main')
  await expect(name).toContainText('a_16x9.jpg')
  await keyboard.press('ArrowRight')
  await expect(name).toContainText('b_1x1.jpg')
})

test('Tab passes through everything and comes round again', async ({ outframe, photos }) => {
  await writePhoto(join(photos, 'a.jpg'))
  await outframe.add(photos)
  const seen = new Set<string>()
  let repeats = 0
  for (let presses = 0; presses < 120 && repeats < 3; presses++) {
    await outframe.page.keyboard.press('Tab')
    const focused = await outframe.page.evaluate(() => {
      const element = document.activeElement
      const label = element?.getAttribute('aria-label') ?? element?.textContent ?? ''
      return element === document.body ? null : `${element?.tagName} ${element?.id} ${label}`
    })
    if (focused === null) continue
    if (seen.has(focused)) repeats++
    seen.add(focused)
  }
  expect(repeats).toBe(3)
  const reached = [...seen].join('\n')
  for (const wanted of ['Library', 'Queue', 'Settings', 'Add photos', 'Start 1 photo', '16:9']) {
    expect(reached).toContain(wanted)
  }
})

function isFocused(outframe: Outframe, selector: string): Promise<boolean> {
  return outframe.page.evaluate((wanted) => document.activeElement?.closest(wanted) != null, selector)
}
