import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright/test'
import sharp from 'sharp'
import type { Outframe } from './harness/outframe'
import { filesIn, writePhoto } from './harness/photos'
import { change } from './harness/pictures'
import { expect, test } from './harness/test'

const inspector = ({ page }: Outframe): Locator => page.getByRole('complementary', { name: 'Inspector' })
const cell = ({ page }: Outframe, name: string): Locator => page.getByRole('gridcell', { name: new RegExp(`^${name}`) })
const chips = ({ page }: Outframe): Locator => page.getByRole('toolbar', { name: 'Targets' })

/** Adds a shape by the button beside the title. */
async function addTarget(outframe: Outframe, name: string): Promise<void> {
  await outframe.page.getByTestId('add-target').click()
  await outframe.page.getByRole('menuitemradio', { name, exact: true }).click()
  await expect(chips(outframe).getByRole('button', { name, exact: true })).toBeVisible()
}

/** What the photos of the library have of their own, by name. */
async function own(outframe: Outframe): Promise<Record<string, readonly (string | null)[]>> {
  const { photos } = await outframe.library()
  return Object.fromEntries(
    photos.map(({ name, target, moreTargets, prompt }) => [
      name,
      [...(target === null ? [null] : [target, ...moreTargets].map(shape)), prompt],
    ]),
  )
}

function shape(target: unknown): string {
  const { ratio } = target as { readonly ratio: { readonly width: number; readonly height: number } }
  return `${ratio.width}:${ratio.height}`
}

/** Photos that are painted quickly. */
async function given(outframe: Outframe, photos: string, names: readonly string[]): Promise<void> {
  const { batch } = await outframe.settings()
  await change(outframe, { batch: { ...batch, local: { method: 'mirror', effort: 'fast' } } })
  for (const name of names) await writePhoto(join(photos, name), { width: 300, height: 200 })
  await outframe.add(photos)
}

type Way = 'undo' | 'redo'

/** Undo or Redo in the application menu, as it is called there; `null`: it is not offered. */
function offered(outframe: Outframe, way: Way): Promise<string | null> {
  return outframe.inMain(({ Menu }, id) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(id)
    return item?.enabled === true ? item.label : null
  }, way)
}

function chooseInEdit(outframe: Outframe, way: Way): Promise<void> {
  return outframe.inMain(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), way)
}

const said = ({ page }: Outframe, words: string): Locator => page.getByRole('status').filter({ hasText: words })

test('each photo is made in every shape, and each shape counts by itself', async ({ outframe, photos }) => {
  await given(outframe, photos, ['a.jpg', 'b.jpg'])
  const { page } = outframe
  await addTarget(outframe, '4:5')
  await expect(cell(outframe, 'a')).toContainText('2 targets: 16:9 · 4:5')
  await expect(cell(outframe, 'a')).toContainText('→ 300 × 375')
  await page.keyboard.press('l')
  await expect(page.getByRole('row', { name: /a\.jpg/ })).toContainText('4:5 → 300 × 375')
  await page.keyboard.press('g')
  await chips(outframe).getByRole('button', { name: '16:9', exact: true }).click()
  await expect(cell(outframe, 'a')).toContainText('→ 356 × 200')
  await page.keyboard.press('ArrowRight')
  await expect(chips(outframe).getByRole('button', { name: '4:5', exact: true })).toBeFocused()
  // One more, and away again by the keyboard, which stays in the row.
  await addTarget(outframe, '1:1')
  await chips(outframe).getByRole('button', { name: '1:1', exact: true }).focus()
  await page.keyboard.press('Delete')
  await expect(chips(outframe).getByRole('button', { name: '4:5', exact: true })).toBeFocused()
  await expect(cell(outframe, 'a')).toContainText('2 targets: 16:9 · 4:5')

  // Of its own: one shape less, another in its place.
  await cell(outframe, 'b').click()
  await chips(outframe).getByRole('button', { name: 'Remove 4:5' }).click()
  await inspector(outframe).getByRole('button', { name: '1:1', exact: true }).click()
  await expect(inspector(outframe)).toContainText('own target')
  await page.keyboard.press('Escape')
  await expect(inspector(outframe).getByTestId('start')).toHaveText(/^Start 2 photos3 pictures · free$/)

  await outframe.start.click()
  await outframe.waitForJobs({ done: 3 })
  const folder = join(photos, 'outframe')
  expect(await filesIn(folder)).toEqual(['a_16x9.jpg', 'a_4x5.jpg', 'b_1x1.jpg'])
  const sizes = await Promise.all(
    ['a_16x9.jpg', 'a_4x5.jpg', 'b_1x1.jpg'].map(async (name) => {
      const { width, height } = await sharp(join(folder, name)).metadata()
      return [width, height]
    }),
  )
  expect(sizes).toEqual([
    [356, 200],
    [300, 375],
    [300, 300],
  ])

  // What was made is not made again; the batch's other shape is new to b.
  await inspector(outframe).getByRole('button', { name: 'Start 2 photos' }).waitFor()
  await cell(outframe, 'b').click()
  await inspector(outframe).getByRole('button', { name: 'Reset', exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(inspector(outframe).getByTestId('start')).toHaveText(/^Start 2 photos × 2 shapes4 pictures · free$/)
  await outframe.start.click()
  await expect(page.getByText('2 pictures were done already and left as they are.')).toBeVisible()
  await outframe.waitForJobs({ done: 5 })
  await expect(cell(outframe, 'a')).toContainText('2 targets: 16:9 (done) · 4:5 (done)')
  expect(await filesIn(folder)).toHaveLength(5)
})

test('changes are taken back and made again: targets, removal, settings, prompt', async ({ outframe, photos }) => {
  await given(outframe, photos, ['a.jpg', 'b.jpg', 'c.jpg'])
  const { page } = outframe
  const before = (await outframe.library()).photos
  await cell(outframe, 'b').click()
  await page.keyboard.press('2')
  await expect
    .poll(() => own(outframe))
    .toEqual({ 'a.jpg': [null, null], 'b.jpg': ['4:5', null], 'c.jpg': [null, null] })
  await cell(outframe, 'a').click()
  await cell(outframe, 'c').click({ modifiers: ['Shift'] })
  await page.keyboard.press('1')
  await expect.poll(async () => (await own(outframe))['c.jpg']).toEqual(['1:1', null])
  await page.keyboard.press('Control+z')
  await expect(said(outframe, 'Undone: change of target')).toBeVisible()
  await expect
    .poll(() => own(outframe))
    .toEqual({ 'a.jpg': [null, null], 'b.jpg': ['4:5', null], 'c.jpg': [null, null] })

  await page.keyboard.press('Delete')
  await expect(page.getByText('Give your photos more room.')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('gridcell')).toHaveCount(3)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await outframe.library()).photos).toEqual(before)
  await page.keyboard.press('Control+Shift+z')
  await page.keyboard.press('Control+y')
  await expect(page.getByText('Give your photos more room.')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect
    .poll(() => own(outframe))
    .toEqual({ 'a.jpg': [null, null], 'b.jpg': ['4:5', null], 'c.jpg': [null, null] })

  // Settings; and in a field its own typing.
  await inspector(outframe).getByText('Stretch', { exact: true }).click()
  await expect.poll(async () => (await outframe.settings()).batch.local.method).toBe('stretch')
  const search = page.getByRole('textbox', { name: 'Search names' })
  await search.press('z')
  await page.keyboard.press('Control+z')
  await expect(search).toHaveValue('')
  expect((await outframe.settings()).batch.local.method).toBe('stretch')
  // The menu means the field, too, while somebody types in it.
  await search.press('z')
  await expect.poll(() => offered(outframe, 'undo'), 'in a field').toBe('Undo')
  await chooseInEdit(outframe, 'undo')
  await expect(search).toHaveValue('')
  await search.press('Escape')
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await outframe.settings()).batch.local.method).toBe('mirror')

  const { batch } = await outframe.settings()
  await change(outframe, { batch: { ...batch, engine: 'kling' } })
  await cell(outframe, 'a').click()
  const prompt = page.getByRole('textbox', { name: 'Prompt' })
  await prompt.fill('a quiet lake')
  await prompt.blur()
  await expect.poll(async () => (await own(outframe))['a.jpg']).toEqual([null, 'a quiet lake'])
  await page.keyboard.press('Control+z')
  await expect(said(outframe, 'Undone: change of prompt')).toBeVisible()
  await expect.poll(async () => (await own(outframe))['a.jpg']).toEqual([null, null])
})

test('target and prompt are copied from photo to photo, and the menu undoes it', async ({ outframe, photos }) => {
  await given(outframe, photos, ['a.jpg', 'b.jpg', 'c.jpg'])
  const { page } = outframe
  await cell(outframe, 'a').click()
  await addTarget(outframe, '4:5')
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await page.keyboard.press('Control+Shift+c')
  await expect(said(outframe, 'Copied target and prompt of a.jpg')).toBeVisible()
  await cell(outframe, 'b').click()
  await cell(outframe, 'c').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Control+Shift+v')
  await expect(said(outframe, 'Pasted to 2 photos')).toBeVisible()
  const both = ['16:9', '4:5', null]
  await expect.poll(() => own(outframe)).toEqual({ 'a.jpg': both, 'b.jpg': both, 'c.jpg': both })
  await expect.poll(() => offered(outframe, 'undo')).toBe('Undo pasted settings')
  expect(await offered(outframe, 'redo')).toBeNull()
  await chooseInEdit(outframe, 'undo')
  await expect(said(outframe, 'Undone: pasted settings')).toBeVisible()
  await expect.poll(() => offered(outframe, 'redo')).toBe('Redo pasted settings')
  await expect.poll(() => own(outframe)).toEqual({ 'a.jpg': both, 'b.jpg': [null, null], 'c.jpg': [null, null] })
  await change(outframe, { language: 'zh-Hant' })
  await expect.poll(() => offered(outframe, 'redo')).toBe('重做貼上設定')
})

test('presets are saved, ordered, renamed, exported, imported and taken back', async ({ outframe, photos, folder }) => {
  await given(outframe, photos, ['a.jpg'])
  const { page } = outframe
  const save = async (name: string, all: boolean) => {
    await page.getByRole('button', { name: 'Save as preset…' }).click()
    if (!all) await page.getByLabel('All 2 targets together').uncheck()
    await page.getByLabel('Name of the preset').fill(name)
    await page.keyboard.press('Enter')
    await expect(said(outframe, `Saved “${name}”`)).toBeVisible()
  }
  await addTarget(outframe, '4:5')
  await save('Both', true)
  await save('Feed', false)
  const more = page.getByRole('button', { name: /more shapes$/i })
  await expect(more).toHaveText('Both')
  await more.click()
  await expect(page.getByRole('menuitemradio', { name: 'Both' })).toBeChecked()
  await page.getByRole('menuitem', { name: 'Manage presets…' }).click()

  const dialog = page.getByRole('dialog', { name: 'Your presets' })
  const listed = dialog.getByRole('listitem').getByRole('strong')
  await expect(listed).toHaveText(['Both', 'Feed'])
  await dialog.getByRole('button', { name: 'Move “Feed”', exact: true }).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(listed).toHaveText(['Feed', 'Both'])
  await expect(said(outframe, 'Feed: 1 of 2')).toBeAttached()
  await page.keyboard.press('Control+z')
  await expect(listed).toHaveText(['Both', 'Feed'])
  // By hand, too: to before the first, and back.
  const grip = (name: string) => dialog.getByRole('button', { name: `Move “${name}”`, exact: true })
  await grip('Feed').dragTo(dialog.getByRole('listitem').first(), { targetPosition: { x: 60, y: 4 } })
  await expect(listed).toHaveText(['Feed', 'Both'])
  await grip('Feed').dragTo(dialog.getByRole('listitem').last(), { targetPosition: { x: 60, y: 38 } })
  await expect(listed).toHaveText(['Both', 'Feed'])
  await dialog.getByRole('button', { name: 'Rename “Feed”', exact: true }).click()
  await page.keyboard.type('Portrait')
  await page.keyboard.press('Enter')
  await expect(listed).toHaveText(['Both', 'Portrait'])

  const file = join(folder, 'presets.json')
  await outframe.inMain(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
  }, file)
  await dialog.getByRole('button', { name: 'Export…' }).click()
  await expect(dialog.getByText('Exported.')).toBeVisible()
  const exported = JSON.parse(await readFile(file, 'utf8'))
  expect(exported).toMatchObject({
    format: 'outframe-presets',
    version: 1,
    presets: [{ name: 'Both' }, { name: 'Portrait' }],
  })

  await dialog.getByRole('button', { name: 'Remove “Both”', exact: true }).click()
  await expect(listed).toHaveText(['Portrait'])
  exported.presets[1].targets.push({ ...exported.presets[0].targets[0], ratio: { width: 1, height: 1 } })
  await writeFile(file, JSON.stringify(exported))
  await dialog.getByRole('button', { name: 'Import…' }).click()
  await expect(dialog.getByText('2 presets imported. 1 got a number: its name was taken.')).toBeVisible()
  await expect(listed).toHaveText(['Portrait', 'Both', 'Portrait 2'])

  await writeFile(file, JSON.stringify({ ...exported, version: 99 }))
  await dialog.getByRole('button', { name: 'Import…' }).click()
  await expect(dialog.getByRole('alert')).toHaveText(
    'presets.json was not imported: a newer version of Outframe wrote it. Update Outframe to use it.',
  )
  await expect(listed).toHaveCount(3)
  await dialog.getByRole('button', { name: 'Import…' }).focus()
  await page.keyboard.press('Control+z')
  await expect(listed).toHaveText(['Portrait'])
})
