import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { filesIn, pixels, writePhoto } from './harness/photos'
import { expect, test } from './harness/test'

const hashOf = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex')

test('a dropped folder becomes finished photos, every original pixel kept', async ({ outframe, photos }) => {
  const wide = await writePhoto(join(photos, 'wide.png'), { width: 300, height: 200 })
  const tall = await writePhoto(join(photos, 'day 2', 'tall “é”.png'), { width: 200, height: 301, deep: true })
  const camera = await writePhoto(join(photos, 'day 2', 'camera.jpg'), { width: 400, height: 300 })
  const before = await Promise.all([wide, tall, camera].map(hashOf))

  const listed = await outframe.add(photos)
  expect(listed.map(({ name }) => name).sort()).toEqual(['camera.jpg', 'tall “é”.png', 'wide.png'])
  const grid = outframe.page.getByRole('grid', { name: 'Photos' })
  await expect(grid.getByRole('gridcell')).toHaveCount(3)
  await expect(grid.getByRole('gridcell', { name: /^wide\.png 300 × 200/ })).toContainText('356 × 200')

  await outframe.start.click()
  await outframe.waitForJobs({ done: 3 })

  const out = join(photos, 'outframe')
  expect(await filesIn(out)).toEqual(['day 2/camera_16x9.jpg', 'day 2/tall “é”_16x9.png', 'wide_16x9.png'])
  for (const job of await outframe.jobs()) {
    const [output] = job.outputs
    const { width, height, depth } = await sharp(output?.path).metadata()
    expect({ width, height }).toEqual(job.outputSize)
    expect(Math.abs((width ?? 0) - ((height ?? 0) * 16) / 9)).toBeLessThanOrEqual(1)
    if (job.source === camera) continue
    const kept = await pixels(output?.path ?? '', { ...job.original, ...job.photo })
    expect(kept.equals(await pixels(job.source))).toBe(true)
    expect(depth).toBe(job.source === tall ? 'ushort' : 'uchar')
  }
  expect(await Promise.all([wide, tall, camera].map(hashOf))).toEqual(before)
})

test('the results are in the gallery, each beside its original', async ({ outframe, photos }) => {
  await writePhoto(join(photos, 'one.jpg'), { width: 300, height: 200 })
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.waitForJobs({ done: 1 })
  await outframe.page.getByRole('button', { name: 'See results' }).click()
  await expect(outframe.page.getByRole('slider', { name: /^Divider between/ })).toBeVisible()
  await expect(outframe.page.getByText('one_16x9.jpg').first()).toBeVisible()
  const pictures = outframe.page.locator('main img')
  await expect
    .poll(() => pictures.evaluateAll((all) => all.map((image) => (image as HTMLImageElement).naturalWidth)))
    .toEqual(expect.arrayContaining([300, 356]))
})

test('files that are no photos are listed with their reason, and the rest goes on', async ({ outframe, photos }) => {
  await writePhoto(join(photos, 'good.jpg'))
  const jpeg = await readFile(join(photos, 'good.jpg'))
  await writeFile(join(photos, 'cut.jpg'), jpeg.subarray(0, 200))
  await writeFile(join(photos, 'empty.jpg'), '')
  await writeFile(join(photos, 'text.jpg'), 'Dear diary')
  await writeFile(join(photos, '.DS_Store'), 'x')
  await writeFile(join(photos, 'Thumbs.db'), 'x')
  await writeFile(join(photos, 'notes.txt'), 'x')

  const listed = await outframe.add(photos)
  const reasons = Object.fromEntries(listed.map(({ name, error }) => [name, error?.code ?? null]))
  expect(reasons).toEqual({
    'cut.jpg': expect.stringMatching(/^(image-damaged|not-an-image)$/),
    'empty.jpg': 'file-empty',
    'good.jpg': null,
    'text.jpg': 'not-an-image',
  })
  const cell = outframe.page.getByRole('gridcell', { name: /^empty\.jpg/ })
  await expect(cell).toContainText('Unreadable')
  await expect(outframe.page.getByText('3 unreadable, left out')).toBeVisible()

  await outframe.page.getByRole('button', { name: 'Start 1 photo' }).click()
  await outframe.waitForJobs({ done: 1 })
  expect(await filesIn(join(photos, 'outframe'))).toEqual(['good_16x9.jpg'])
})

test('a photo of its own target differs from the batch, says so, and can go back', async ({ outframe, photos }) => {
  await writePhoto(join(photos, 'a.jpg'), { width: 300, height: 200 })
  await writePhoto(join(photos, 'b.jpg'), { width: 300, height: 200 })
  await writePhoto(join(photos, 'c.jpg'), { width: 300, height: 200 })
  await outframe.add(photos)
  const cell = (name: string) => outframe.page.getByRole('gridcell', { name: new RegExp(`^${name}`) })

  for (const name of ['a.jpg', 'b.jpg']) {
    await cell(name).click()
    await outframe.page.getByRole('button', { name: '1:1', exact: true, pressed: false }).click()
    await expect(cell(name).getByRole('button', { name: /^Own target 1:1/ })).toBeVisible()
  }
  await cell('b.jpg')
    .getByRole('button', { name: /^Own target 1:1/ })
    .click()
  await expect(cell('b.jpg').getByRole('button', { name: /^Own target/ })).toHaveCount(0)
  await outframe.page.keyboard.press('Escape')

  await outframe.page.getByRole('button', { name: 'Start 3 photos' }).click()
  await outframe.waitForJobs({ done: 3 })
  expect(await filesIn(join(photos, 'outframe'))).toEqual(['a_1x1.jpg', 'b_16x9.jpg', 'c_16x9.jpg'])
})

test('the sample photos can be tried, and their results lie where they can be found', async ({ outframe, home }) => {
  await outframe.page.getByRole('button', { name: 'Try with sample photos' }).click()
  await outframe.page.getByRole('button', { name: 'Start 6 photos' }).click()
  await outframe.waitForJobs({ done: 6 })
  expect(await filesIn(join(home, 'samples', 'outframe'))).toHaveLength(6)
})
