import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bridge } from '../../core/ipc/bridge'
import { defaultTarget } from '../../core/settings'
import type { Outframe } from './harness/outframe'
import { filesIn, writePhoto } from './harness/photos'
import { expect, test } from './harness/test'

test.beforeEach(async ({ outframe }) => {
  // How it is painted does not matter here.
  await outframe.page.evaluate(async () => {
    const { outframe: bridge } = window as unknown as { readonly outframe: Bridge }
    const settings = await bridge.settings.get()
    if (!settings.ok) throw new Error(settings.error.message)
    const { batch } = settings.value
    await bridge.settings.update({ batch: { ...batch, local: { method: 'mirror', effort: 'fast' } } })
  })
})

/** Answers the system's picker with a folder. */
async function choose(outframe: Outframe, folder: string): Promise<void> {
  await outframe.inMain(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, folder)
}

const cell = (outframe: Outframe, name: string) =>
  outframe.page.getByRole('gridcell', { name: new RegExp(`^${name.replace('.', '\\.')}`) })

test('what happens to files outside is shown while the window is open', async ({ outframe, photos }) => {
  await writePhoto(join(photos, 'a.png'))
  await writePhoto(join(photos, 'b.png'))
  const kept = await writePhoto(join(photos, 'c.png'))
  const bytes = await readFile(kept)
  const listed = await outframe.add(photos)
  const idOf = (name: string) => listed.find((photo) => photo.name === name)?.id
  const [a, b] = [idOf('a.png'), idOf('b.png')]

  await test.step('a changed file has its new picture', async () => {
    const picture = cell(outframe, 'a.png').locator('img')
    await expect(picture).toHaveAttribute('src', /^thumb:/)
    const before = await picture.getAttribute('src')
    await writePhoto(join(photos, 'a.png'), { width: 40, height: 60 })
    await expect(cell(outframe, 'a.png')).toContainText('40 × 60')
    await expect(picture).not.toHaveAttribute('src', before ?? '')
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalHeight)).toBe(60)
  })

  await test.step('a renamed one is the same photo', async () => {
    await mkdir(join(photos, 'best'))
    await rename(join(photos, 'b.png'), join(photos, 'best', 'renamed.png'))
    await expect(cell(outframe, 'renamed.png')).toBeVisible()
    await expect(cell(outframe, 'b.png')).toHaveCount(0)
    const { photos: now } = await outframe.library()
    expect(now.find(({ name }) => name === 'renamed.png')?.id).toBe(b)
    expect(now.map(({ id }) => id)).toContain(a)
  })

  await test.step('a removed one stays with its reason, and comes back by itself', async () => {
    await rm(kept)
    await expect(cell(outframe, 'c.png')).toContainText('The file is gone')
    await expect(outframe.page.getByText('1 unreadable, left out')).toBeVisible()
    await writeFile(kept, bytes)
    await expect(cell(outframe, 'c.png')).toContainText('60 × 40')
  })
})

test('a watched folder takes new photos in with its shape, and starts them when it is asked to', async ({
  outframe,
  launch,
  photos,
}) => {
  await writePhoto(join(photos, 'old.jpg'))
  await choose(outframe, photos)
  const { page } = outframe
  await outframe.view('Settings')
  const section = page.getByRole('region', { name: 'Watched folders' })
  await expect(section).toContainText('No folder is watched yet')
  await section.getByRole('button', { name: 'Watch a folder…' }).click()
  const row = section.getByRole('listitem', { name: 'photos' })
  await expect(row).toContainText('1 photo was there before')
  await row.getByRole('combobox', { name: 'Shape for photos from photos' }).click()
  await page.getByRole('option', { name: '1:1', exact: true }).click()

  await writePhoto(join(photos, 'new.jpg'))
  await expect(page.getByText('1 photo came in from photos')).toBeVisible()
  await expect(row).toContainText(/1 photo came in at/)
  const [listed, ...others] = (await outframe.library()).photos
  expect(others).toEqual([])
  expect(listed).toMatchObject({ name: 'new.jpg', root: photos, target: { ratio: { width: 1, height: 1 } } })
  expect(await outframe.jobs()).toEqual([])

  await row.getByRole('checkbox', { name: 'Start by themselves' }).check()
  await expect.poll(async () => (await outframe.settings()).watchFolders[0]?.start).toBe(true)
  await writePhoto(join(photos, 'started.jpg'))
  await outframe.waitForJobs({ done: 1 })
  expect(await filesIn(photos)).toEqual(['new.jpg', 'old.jpg', 'outframe/started_1x1.jpg', 'started.jpg'])

  await row.getByRole('button', { name: 'Bring them in: what was in photos before' }).click()
  await expect(row).not.toContainText('there before')
  expect((await outframe.library()).photos.map(({ name }) => name)).toEqual(['new.jpg', 'started.jpg', 'old.jpg'])

  await outframe.close()
  await writePhoto(join(photos, 'overnight.jpg'))
  const again = await (await launch()).ready()
  await again.waitForJobs({ done: 2 })
  expect((await again.library()).photos).toHaveLength(4)
  expect((await again.jobs()).map(({ source }) => source)).toEqual([
    join(photos, 'started.jpg'),
    join(photos, 'overnight.jpg'),
  ])
})

test('a watched folder says what is wrong with it, and is let go', async ({ outframe, folder, photos }) => {
  await choose(outframe, photos)
  await outframe.view('Settings')
  const section = outframe.page.getByRole('region', { name: 'Watched folders' })
  await section.getByRole('button', { name: 'Watch a folder…' }).click()
  const row = section.getByRole('listitem', { name: 'photos' })
  await expect(row).toContainText('Watched')
  // A preset of several shapes is taken whole, and known again.
  await outframe.page.evaluate(async (target) => {
    const { outframe } = window as unknown as { readonly outframe: Bridge }
    const square = { ...target, ratio: { width: 1, height: 1 } }
    for (const [name, moreTargets] of [['Feed', []] as const, ['Feed and story', [square]] as const])
      await outframe.presets.save({ name, target, moreTargets })
  }, defaultTarget)
  await outframe.page.reload()
  await outframe.ready()
  await outframe.view('Settings')
  const shape = row.getByRole('combobox', { name: 'Shape for photos from photos' })
  await shape.click()
  await outframe.page.getByRole('option', { name: 'Feed and story' }).click()
  await expect(shape).toHaveValue('Feed and story')
  await expect.poll(async () => (await outframe.settings()).watchFolders[0]?.moreTargets).toHaveLength(1)
  await rename(photos, join(folder, 'elsewhere'))
  await expect(row).toContainText('Not there.')
  await rename(join(folder, 'elsewhere'), photos)
  await expect(row).toContainText('Watched')
  await row.getByRole('button', { name: 'Stop watching photos' }).click()
  await expect(section).toContainText('No folder is watched yet')
  expect((await outframe.settings()).watchFolders).toEqual([])
})
