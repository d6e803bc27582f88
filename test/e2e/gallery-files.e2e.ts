import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expand } from './harness/gallery'
import { filesIn, pixels, writePhoto, writePhotos } from './harness/photos'
import { expect, test } from './harness/test'

test('a result is written once more with other settings, and the first file stays', async ({ outframe, photos }) => {
  const { page } = outframe
  await writePhoto(join(photos, 'one.png'), { width: 300, height: 200 })
  await expand(outframe, photos, 1)
  await page.getByTestId('export-open').click()
  await page.getByLabel('Format').click()
  await page.getByRole('option', { name: 'TIFF', exact: true }).click()
  const button = page.getByTestId('export')
  await expect(button).toHaveText('Re-export · free')
  await button.click()
  await outframe.waitForJobs({ done: 2 })
  expect(await filesIn(join(photos, 'outframe'))).toEqual(['one_16x9.png', 'one_16x9.tif'])
  const [png, tiff] = await Promise.all(
    ['one_16x9.png', 'one_16x9.tif'].map((name) => pixels(join(photos, 'outframe', name))),
  )
  expect(tiff?.equals(png ?? Buffer.alloc(0))).toBe(true)

  // The same method makes the same picture: that is said, and not offered.
  await expect(page.getByText(/^Painted just so before/)).toBeVisible()
  await expect(page.getByTestId('regenerate')).toBeDisabled()
  await page.getByLabel('How it paints').click()
  await page.getByRole('option', { name: 'Blur', exact: true }).click()
  await expect(page.getByTestId('regenerate')).toHaveText('Regenerate · free')
  await page.getByTestId('regenerate').click()
  await outframe.waitForJobs({ done: 3 })
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(3)
})

test('in a queue that was paused with work in it a remake waits, and nothing else goes on for it', async ({
  outframe,
  photos,
  folder,
}) => {
  const { page } = outframe
  await writePhoto(join(photos, 'one.jpg'), { width: 300, height: 200 })
  await expand(outframe, photos, 1)
  const slow = join(folder, 'slow')
  await writePhotos(slow, 6, { width: 3000, height: 2000 })
  await outframe.view('Library')
  await outframe.add(slow)
  await outframe.start.click()
  const bar = page.getByRole('region', { name: 'Queue', exact: true })
  await bar.getByRole('button', { name: 'More ways to stop' }).click()
  await page.getByRole('menuitem', { name: 'Pause now' }).click()
  await expect.poll(async () => (await outframe.queue()).summary.active).toBe(0)
  const { queued } = (await outframe.queue()).summary.counts
  expect(queued).toBeGreaterThan(0)

  await outframe.view('Gallery')
  await page.getByTestId('export-open').click()
  await page.getByTestId('export').click()
  await expect(page.getByText('The queue is paused: it waits there until you resume.')).toBeVisible()
  expect((await outframe.queue()).summary).toMatchObject({ running: false, active: 0, counts: { queued: queued + 1 } })
  await bar.getByRole('button', { name: 'Resume' }).click()
  await outframe.waitForJobs({ done: 8, queued: 0 })
})

test('a smaller copy is the same picture, reduced', async ({ outframe, photos }) => {
  const { page } = outframe
  await writePhoto(join(photos, 'one.png'), { width: 300, height: 200 })
  await expand(outframe, photos, 1)
  await page.getByTestId('export-open').click()
  await page.getByLabel('Longest side').fill('178')
  await page.getByLabel('Name').fill('{name}-{width}')
  await page.getByTestId('export').click()
  await outframe.waitForJobs({ done: 2 })
  expect(await filesIn(join(photos, 'outframe'))).toEqual(['one-178.png', 'one_16x9.png'])
  expect((await outframe.jobs()).map(({ outputSize }) => outputSize)).toEqual([
    { width: 356, height: 200 },
    { width: 178, height: 100 },
  ])
  await expect(page.getByRole('option', { name: /^one-178\.png/ })).toBeVisible()
})

test('the trash asks first, takes results alone, and a rejection deletes nothing', async ({
  outframe,
  photos,
  folder,
}) => {
  const { page } = outframe
  const sources = await writePhotos(photos, 2, { width: 300, height: 200 })
  const before = await Promise.all(sources.map((path) => readFile(path)))
  await expand(outframe, photos, 2)
  const trash = join(folder, 'trash')
  await outframe.app.evaluate(async ({ shell }, to) => {
    const { mkdirSync, renameSync } = process.getBuiltinModule('node:fs')
    const { basename, join: joined } = process.getBuiltinModule('node:path')
    mkdirSync(to)
    Object.assign(shell, { trashItem: async (path: string) => renameSync(path, joined(to, basename(path))) })
  }, trash)
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowLeft')
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(2)
  await page.getByTestId('trash').click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Move 1 file to the trash?')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(2)
  await page.keyboard.press('Control+Delete')
  await dialog.getByRole('button', { name: 'Move to the trash' }).click()
  await expect(page.getByRole('option')).toHaveCount(1)
  expect(await filesIn(join(photos, 'outframe'))).toEqual(['photo-02_16x9.jpg'])
  expect(await filesIn(trash)).toEqual(['photo-01_16x9.jpg'])
  expect(await Promise.all(sources.map((path) => readFile(path)))).toEqual(before)
  expect((await outframe.jobs()).map(({ state, outputs }) => [state, outputs.length])).toEqual([
    ['done', 0],
    ['done', 1],
  ])
})

test('files are copied and dragged out by what main knows of them', async ({ outframe, photos }) => {
  const { page } = outframe
  await writePhotos(photos, 1, { width: 300, height: 200 })
  await expand(outframe, photos, 1)
  await page.getByRole('button', { name: 'Copy' }).click()
  await page.getByRole('menuitem', { name: 'Path as text' }).click()
  const path = join(photos, 'outframe', 'photo-01_16x9.jpg')
  await expect.poll(() => outframe.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(path)
  // The system's own drag blocks without a window manager: what it is handed is seen here.
  await outframe.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window) {
      const seen = (item: { files?: string[] }) => Object.assign(globalThis, { dragged: item.files })
      Object.assign(window.webContents, { startDrag: seen })
    }
  })
  await page.getByRole('option').first().dispatchEvent('dragstart')
  await expect
    .poll(() => outframe.app.evaluate(() => (globalThis as { dragged?: readonly string[] }).dragged))
    .toEqual([path])
})
