import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { filesIn, writePhotos } from './harness/photos'
import { expect, test } from './harness/test'

const count = 8
const slow = { width: 3000, height: 2000 } as const

/** When and what each finished file was written as. */
async function stampsOf(folder: string, files: readonly string[]) {
  const stats = await Promise.all(files.map((file) => stat(join(folder, file))))
  return stats.map(({ ino, mtimeMs, size }) => ({ ino, mtimeMs, size }))
}

test('killed while it works, it opens paused with a summary, and makes everything once', async ({ launch, photos }) => {
  await writePhotos(photos, count, slow)
  const out = join(photos, 'outframe')
  const first = await (await launch()).ready()
  await first.add(photos)
  await first.start.click()
  await expect.poll(async () => (await first.queue()).summary.counts.done, { timeout: 45_000 }).toBeGreaterThan(1)
  await first.kill()

  const second = await (await launch()).ready()
  await expect.poll(async () => (await second.queue()).summary.recovered).not.toBeNull()
  const { summary, jobs } = await second.queue()
  expect(summary).toMatchObject({ running: false, active: 0, recovered: { crashed: true } })
  const { recovered, counts } = summary
  expect((recovered?.interrupted ?? 0) + (recovered?.waiting ?? 0)).toBe(counts.queued)
  expect(counts.done + counts.queued).toBe(count)
  await expect(second.page.getByRole('status').filter({ hasText: 'Outframe was closed while working.' })).toBeVisible()

  const finished = jobs.flatMap(({ outputs }) => outputs.map(({ path }) => path.replace(`${out}/`, '')))
  expect(finished).toHaveLength(counts.done)
  const before = await stampsOf(out, finished)

  await second.page.getByRole('button', { name: 'Continue' }).click()
  await second.waitForJobs({ done: count })
  const files = await filesIn(out)
  expect(files).toEqual(Array.from({ length: count }, (_, i) => `photo-${String(i + 1).padStart(2, '0')}_16x9.jpg`))
  expect(await stampsOf(out, finished)).toEqual(before)
  for (const file of files) {
    const { data, info } = await sharp(join(out, file)).raw().toBuffer({ resolveWithObject: true })
    expect(data.length).toBe(info.width * info.height * 3)
    expect([info.width, info.height]).toEqual([3556, 2000])
  }
})

test('quit while it works, it ends soon without pieces, and goes on by itself the next time', async ({
  launch,
  photos,
}) => {
  await writePhotos(photos, 4, slow)
  const first = await (await launch()).ready()
  await first.add(photos)
  await first.start.click()
  await first.waitForComposing()
  const started = Date.now()
  expect(await first.close()).toBe(0)
  expect(Date.now() - started).toBeLessThan(10_000)
  const done = (await filesIn(photos)).filter((file) => file.startsWith('outframe'))
  expect(done.filter((file) => !/^outframe\/photo-\d\d_16x9\.jpg$/.test(file))).toEqual([])

  const second = await (await launch()).ready()
  await expect(second.page.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible()
  await second.waitForJobs({ done: 4 })
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(4)
})

test('quit while it is paused, it opens paused, in the queue, with a summary', async ({ launch, photos }) => {
  await writePhotos(photos, count, slow)
  const first = await (await launch()).ready()
  await first.add(photos)
  await first.start.click()
  await first.page.getByRole('button', { name: 'Pause' }).click()
  await expect.poll(async () => (await first.queue()).summary.active).toBe(0)
  await first.close()

  const second = await (await launch()).ready()
  await expect(second.page.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible()
  await expect(second.page.getByText('The last session left work behind.')).toBeVisible()
  expect((await second.queue()).summary).toMatchObject({ running: false, recovered: { crashed: false } })
  await second.page.getByRole('button', { name: 'Continue' }).click()
  await second.waitForJobs({ done: count })
})

test('library, settings, targets and the place of the window are as they were left', async ({ launch, photos }) => {
  await writePhotos(photos, 2)
  const first = await (await launch()).ready()
  await first.add(photos)
  await first.page.getByRole('gridcell', { name: /^photo-01/ }).click()
  await first.page.getByRole('button', { name: '4:5', exact: true }).click()
  await first.view('Settings')
  await first.page.getByText('Light', { exact: true }).click()
  await expect(first.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')
  const bounds = { x: 40, y: 60, width: 1100, height: 700 }
  await first.inMain(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted), bounds)
  await expect.poll(() => first.page.evaluate(() => window.innerWidth)).toBe(1100)
  await first.close()

  const second = await (await launch()).ready()
  await expect(second.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')
  await expect(second.page.getByRole('gridcell')).toHaveCount(2)
  await expect(second.page.getByRole('gridcell', { name: /^photo-01/ }).getByRole('button')).toHaveText('4:5')
  const reopened = await second.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
  expect(reopened).toEqual(bounds)
})
