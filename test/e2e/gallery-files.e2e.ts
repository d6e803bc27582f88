import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { rate } from '../../main/imaging/rate'
import { type Simulator, startSimulator } from '../simulator/simulator'
import { expand } from './harness/gallery'
import { filesIn, pixels, writePhoto, writePhotos, writeSamples } from './harness/photos'
import { PaidDoor } from './harness/service'
import { expect, test } from './harness/test'

const simulators: Simulator[] = []
test.afterEach(async () => {
  for (const simulator of simulators.splice(0)) await simulator.close()
})

test('a result is written once more with other settings, and the first file stays', async ({ outframe, photos }) => {
  const { page } = outframe
  await writePhoto(join(photos, 'one.png'), { width: 300, height: 200 })
  await expand(outframe, photos, 1)
  await page.getByTestId('export-open').click()
  await expect(page.getByLabel('Quality')).toBeVisible()
  await page.getByLabel('Format').click()
  await page.getByRole('option', { name: 'TIFF', exact: true }).click()
  await expect(page.getByLabel('Quality')).toBeHidden()
  const button = page.getByTestId('export')
  await expect(button).toHaveText('Re-export · free')
  await button.click()
  await outframe.waitForJobs({ done: 2 })
  expect(await filesIn(join(photos, 'outframe'))).toEqual(['one_16x9.png', 'one_16x9.tif'])
  // What is said stays until it is closed, and leaves the results in the strip to see and to press.
  await expect(page.getByTestId('toasts').filter({ hasText: '1 photo added to the queue' })).toBeVisible()
  await page.getByRole('option', { name: /^one_16x9\.png/ }).click({ timeout: 5000 })
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
  await page.getByLabel('Name').fill('{nmae}')
  const panel = page.getByRole('complementary', { name: 'Result' })
  await expect(panel.getByRole('alert')).toContainText('{nmae}')
  await expect(page.getByTestId('export')).toBeDisabled()
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
  await outframe.inMain(async ({ shell }, to) => {
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
  await expect(dialog).toBeHidden()
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
  await expect.poll(() => outframe.inMain(({ clipboard }) => clipboard.readText())).toBe(path)
  // The system's own drag blocks without a window manager: what it is handed is seen here.
  await outframe.inMain(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window) {
      const seen = (item: { files?: string[] }) => Object.assign(globalThis, { dragged: item.files })
      Object.assign(window.webContents, { startDrag: seen })
    }
  })
  await page.getByRole('option').first().dispatchEvent('dragstart')
  await expect
    .poll(() => outframe.inMain(() => (globalThis as { dragged?: readonly string[] }).dragged))
    .toEqual([path])
})

test('a viewer that stays open does not keep the window waiting', async ({ launch, photos, folder }) => {
  // biome-ignore lint/suspicious/noSkippedTests: elsewhere Electron itself does not wait
  test.skip(process.platform !== 'linux')
  const programs = join(folder, 'programs')
  const opened = join(folder, 'opened')
  await mkdir(programs)
  // As `xdg-open` is on a machine without a desktop: it ends when the viewer does, which is closed here by taking a file away.
  const viewer = `#!/bin/sh\necho "$1" > '${opened}'\nwhile [ -e '${opened}' ]; do sleep 0.1; done\n`
  await writeFile(join(programs, 'xdg-open'), viewer, { mode: 0o755 })
  const outframe = await (await launch({ env: { PATH: `${programs}:${process.env.PATH}` } })).ready()
  await writePhotos(photos, 1, { width: 300, height: 200 })
  await expand(outframe, photos, 1)
  await outframe.page.getByRole('button', { name: 'Open with' }).click()
  await outframe.page.getByRole('menuitem', { name: 'The system’s program' }).click()
  await expect
    .poll(() => readFile(opened, 'utf8').catch(() => ''))
    .toBe(`${join(photos, 'outframe', 'photo-01_16x9.jpg')}\n`)
  expect(await outframe.jobs()).toHaveLength(1)
  await rm(opened)

  await outframe.page.getByRole('option').press('Enter')
  await expect.poll(() => readFile(opened, 'utf8').catch(() => ''), 'by Enter, from the strip').not.toBe('')
  await rm(opened)
})

test('what other programs do to a file is seen on coming back: stars, picture, its end', async ({
  outframe,
  photos,
  allowed,
}) => {
  allowed.push(/404 \(Not Found\)/)
  const { page } = outframe
  await writePhotos(photos, 1, { width: 300, height: 200 })
  await expand(outframe, photos, 1)
  const path = join(photos, 'outframe', 'photo-01_16x9.jpg')
  const panel = page.getByRole('complementary', { name: 'Result' })
  await expect(panel.getByText(/^\d+ kB$/)).toBeVisible()
  const comeBack = () => page.evaluate(() => void window.dispatchEvent(new Event('focus')))

  await rate({ path, mark: { rating: 4 } }, { signal: new AbortController().signal })
  await comeBack()
  await expect(page.getByTestId('gallery-news')).toHaveText('photo-01_16x9.jpg, 4 stars')
  await expect(page.getByRole('option', { name: 'photo-01_16x9.jpg, 4 stars' })).toBeVisible()

  const middle = () =>
    page
      .getByTestId('compare')
      .locator('img[alt$="Expanded"]')
      .evaluate((image: HTMLImageElement) => {
        const canvas = document.createElement('canvas')
        canvas.width = canvas.height = 1
        const context = canvas.getContext('2d')
        context?.drawImage(image, 0, 0, 1, 1)
        return [...(context?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3)
      })
  await sharp({ create: { width: 356, height: 200, channels: 3, background: '#2060c0' } }).toFile(path)
  await comeBack()
  await expect.poll(async () => Math.abs(((await middle())[2] ?? 0) - 0xc0) < 4).toBe(true)

  await rm(path)
  await comeBack()
  await expect(panel.getByRole('alert')).toContainText('The file is not there any more.')
  const words = page.getByTestId('compare').getByText('not there any more')
  await expect(words).toBeVisible()
  const [divider, text] = [
    await page.getByRole('slider', { name: /^Divider/ }).boundingBox(),
    await words.boundingBox(),
  ]
  expect(text?.x).toBeGreaterThan((divider?.x ?? 0) + (divider?.width ?? 0) / 2)
})

test('rejects are painted again with another prompt, for the price that was shown', async ({ outframe, photos }) => {
  const simulator = await startSimulator({ taskMs: { min: 200, max: 400 } })
  simulators.push(simulator)
  const { page } = outframe
  await outframe.add(...(await writeSamples(photos, 2)))
  const door = new PaidDoor(outframe)
  await door.use(simulator)
  await door.start({ n: 2, prompt: 'a quiet lake' })
  await outframe.waitForJobs({ done: 2 })
  await outframe.view('Gallery')
  const panel = page.getByRole('complementary', { name: 'Result' })
  await expect(panel.getByText('a quiet lake', { exact: true }).first()).toBeVisible()
  await expect(panel.locator('dt:text-is("Colours") + dd')).toHaveText(/^corrected by ΔE \d+\.\d$/)

  await page.keyboard.press('ArrowRight')
  for (const key of ['x', 'x']) await page.keyboard.press(key)
  await panel.getByText('Rejected (2)').click()
  await page.getByLabel('Prompt for painting again').fill('a stormy sea')
  await page.getByRole('option').last().click()
  await expect(page.getByLabel('Prompt for painting again')).toHaveValue('a stormy sea')
  const button = page.getByTestId('regenerate')
  await expect(button).toHaveText('Regenerate 2 · 2 units')
  await button.click()
  await outframe.waitForJobs({ done: 4 })
  const again = (await outframe.jobs()).filter(({ prompt }) => prompt === 'a stormy sea')
  expect(again.map(({ outputs, units }) => [outputs.length, units])).toEqual([
    [1, 1],
    [1, 1],
  ])
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(6)
  await expect(button).toBeDisabled()
})
