import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bridge } from '../../core/ipc/bridge'
import type { AppSettings } from '../../core/settings'
import { startSimulator } from '../simulator/simulator'
import { violations } from './harness/axe'
import type { Outframe } from './harness/outframe'
import { filesIn, writePhoto, writePhotos, writeSamples } from './harness/photos'
import { PaidDoor } from './harness/service'
import { expect, test } from './harness/test'

const inspector = ({ page }: Outframe) => page.getByRole('complementary', { name: 'Inspector' })
const clipboard = (outframe: Outframe) => outframe.inMain(({ clipboard }) => clipboard.readText())

/** Changes settings behind the window's back, as another way to them would. */
async function change({ page }: Outframe, settings: Partial<AppSettings>): Promise<void> {
  await page.evaluate(async (change) => {
    const { outframe } = window as unknown as { readonly outframe: Bridge }
    const result = await outframe.settings.update(change)
    if (!result.ok) throw new Error(result.error.message)
  }, settings)
}

/** Painted the quickest way. */
async function paintQuickly(outframe: Outframe): Promise<void> {
  const { batch } = await outframe.settings()
  await change(outframe, { batch: { ...batch, local: { method: 'mirror', effort: 'fast' } } })
}

test('the guide opens once, in nobody’s way, ticks off what is done, and comes back when asked for', async ({
  launch,
  photos,
}) => {
  await writePhotos(photos, 2)
  const first = await (await launch({ guide: true })).ready()
  const guide = first.page.getByTestId('guide')
  await expect(guide.getByRole('listitem').filter({ hasText: 'Drop photos' })).toHaveAttribute('aria-current', 'step')
  expect(await violations(first)).toEqual([])
  await first.add(photos)
  await expect(guide.getByRole('listitem').filter({ hasText: 'Choose a shape' })).toHaveAttribute(
    'aria-current',
    'step',
  )
  await first.page.keyboard.press('2')
  await expect(guide.getByRole('listitem').filter({ hasText: 'Start' })).toHaveAttribute('aria-current', 'step')
  await guide.getByRole('button', { name: 'Close the guide' }).click()
  await expect(guide).toBeHidden()
  await first.close()

  const second = await (await launch({ guide: true })).ready()
  await expect(second.page.getByTestId('start')).toBeEnabled()
  await expect(second.page.getByTestId('guide')).toBeHidden()
  await second.view('Settings')
  await second.page.getByRole('button', { name: 'Show the guide' }).click()
  await expect(second.page.getByTestId('guide')).toBeVisible()
})

test('names are shown as they will be, what is wrong with them is said, and taken ones are asked about', async ({
  outframe,
  photos,
}) => {
  const { page } = outframe
  await writePhotos(photos, 3)
  const taken = await writePhoto(join(photos, 'outframe', '001 photo-01 kept.jpg'))
  await writeFile(join(photos, 'outframe', '.outframe'), '')
  const before = await readFile(taken)
  await outframe.add(photos)
  await paintQuickly(outframe)
  const panel = inspector(outframe)
  const name = panel.getByLabel('Name', { exact: true })
  const example = panel.getByTestId('name-example')
  await expect(example).toContainText('photo-01_16x9.jpg')

  await name.fill('{name')
  await expect(panel.getByRole('alert')).toHaveText('A brace lacks its other half.')
  await name.fill('{nmae}')
  await expect(panel.getByRole('alert')).toContainText('There is no {nmae}.')
  await name.fill(' kept')
  await name.evaluate((input: HTMLInputElement) => input.setSelectionRange(0, 0))
  await panel.getByTestId('name-parts').click()
  await panel.getByRole('button', { name: 'seq: its number in the batch' }).click()
  await expect(name).toHaveValue('{seq:3} kept')
  await page.keyboard.type(' ')
  await panel.getByRole('button', { name: 'name: the photo’s name' }).click()
  await expect(name).toHaveValue('{seq:3} {name} kept')
  await expect(example).toContainText('001 photo-01 kept.jpg')
  await expect.poll(async () => (await outframe.settings()).batch.output.template).toBe('{seq:3} {name} kept')

  await expect(panel.getByTestId('taken-names')).toContainText('1 name is taken: it gets _2')
  await panel.getByLabel('If taken').click()
  await page.getByRole('option', { name: 'Leave the photo out' }).click()
  await expect(panel.getByTestId('taken-names')).toContainText('1 photo is left out: its name is taken')
  await panel.getByLabel('If taken').click()
  await page.getByRole('option', { name: 'Ask at Start' }).click()
  await expect(panel.getByTestId('taken-names')).toContainText('1 name is taken: Start asks what to do')
  await expect(page.getByRole('listbox')).toHaveCount(0)

  await outframe.start.click()
  const dialog = page.getByRole('dialog', { name: '1 name is taken' })
  await expect(dialog).toContainText('001 photo-01 kept_2.jpg')
  expect(await violations(outframe)).toEqual([])
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(await outframe.jobs()).toEqual([])
  await outframe.start.click()
  await dialog.getByRole('button', { name: 'Leave 1 photo out' }).click()
  await outframe.waitForJobs({ done: 2 })
  await expect(page.getByText('1 photo was left out: its name is taken.')).toBeVisible()
  await outframe.start.click()
  await dialog.getByRole('button', { name: 'Add a number' }).click()
  await outframe.waitForJobs({ done: 3 })
  expect(await filesIn(join(photos, 'outframe'))).toEqual([
    '001 photo-01 kept.jpg',
    '001 photo-01 kept_2.jpg',
    '002 photo-02 kept.jpg',
    '003 photo-03 kept.jpg',
  ])
  expect((await readFile(taken)).equals(before)).toBe(true)
})

test('what is kept can be seen, bounded and cleared', async ({ outframe, photos, home }) => {
  const { page } = outframe
  await writePhotos(photos, 3, { width: 600, height: 400 })
  await outframe.add(photos)
  await expect(page.getByRole('main').locator('img').first()).toBeVisible()
  const kept = () => filesIn(join(home, 'thumbnails')).catch(() => [] as const)
  await expect.poll(async () => (await kept()).length, 'the folder comes with the first picture').toBeGreaterThan(2)
  await outframe.view('Settings')
  const storage = page.getByRole('region', { name: 'Storage' })
  await expect(storage.getByTestId('storage-thumbnails')).toHaveText('1 MB')
  await expect(storage.getByRole('button', { name: 'Clear: Bought pictures' })).toBeDisabled()
  await storage.getByRole('button', { name: 'Clear: Thumbnails' }).click()
  await expect(storage.getByTestId('storage-thumbnails')).toHaveText('0 MB')
  expect(await kept()).toEqual([])
  const limit = storage.getByLabel('Thumbnails', { exact: true })
  await limit.fill('800')
  await limit.press('Tab')
  await expect.poll(async () => (await outframe.settings()).storage.thumbnailBytes).toBe(800 * 2 ** 20)
  await outframe.view('Library')
  await expect(page.getByRole('main').locator('img').first()).toBeVisible()
})

test('what was bought is cleared only after a question', async ({ outframe, photos }) => {
  const simulator = await startSimulator()
  try {
    const door = new PaidDoor(outframe)
    await door.use(simulator)
    await writeSamples(photos, 1)
    await outframe.add(photos)
    await door.start()
    await outframe.waitForJobs({ done: 1 })
    await outframe.view('Settings')
    const storage = outframe.page.getByRole('region', { name: 'Storage' })
    const clear = storage.getByRole('button', { name: 'Clear: Bought pictures' })
    await clear.click()
    await expect(storage.getByRole('alert')).toContainText('These pictures were paid for.')
    await storage.getByRole('button', { name: 'Keep them' }).press('Enter')
    await expect(clear).toBeFocused()
    await expect(storage.getByTestId('storage-renders')).not.toHaveText('0 MB')
    await clear.press('Enter')
    await storage.getByRole('button', { name: 'Clear them' }).click()
    await expect(storage.getByTestId('storage-renders')).toHaveText('0 MB')
  } finally {
    await simulator.close()
  }
})

test('the log, the report and the licences can be read, and what is read can be copied', async ({ launch, home }) => {
  const key = 'sk-0123456789abcdefghij'
  await mkdir(join(home, 'logs'), { recursive: true })
  await writeFile(
    join(home, 'logs', 'main.log'),
    `[2026-03-13 10:00:00.000] [error] The service refused ${key}\n[2026-03-13 10:00:01.000] [warn]  /home/ada/a.jpg is gone\n`,
  )
  const outframe = await (await launch()).ready()
  const { page } = outframe
  await outframe.view('Settings')
  const nav = page.getByRole('navigation', { name: 'Groups of settings' })
  await nav.getByRole('button', { name: 'General' }).focus()
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const log = page.getByRole('region', { name: 'Log' })
  const entries = log.getByRole('log')
  await expect(log).toBeInViewport()
  await expect(entries).toContainText('The service refused [hidden]')
  await expect(entries).toContainText('Outframe 0.')
  await log.getByText('Errors', { exact: true }).click()
  await expect(entries).not.toContainText('Outframe 0.')
  await log.getByLabel('Search the log').fill('nowhere')
  await expect(entries).toHaveText('No entries.')

  const diagnostics = page.getByRole('region', { name: 'Diagnostics' })
  await diagnostics.getByRole('button', { name: 'Make a report' }).click()
  const report = await diagnostics.getByLabel('The report').inputValue()
  expect(report).toContain('The service refused [hidden]')
  expect(report).toContain('~.jpg is gone')
  expect(report).not.toContain(key)
  await diagnostics.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => clipboard(outframe)).toBe(report)

  const about = page.getByRole('region', { name: 'About' })
  await about.getByRole('button', { name: 'Copy versions' }).click()
  await expect
    .poll(() => clipboard(outframe))
    .toMatch(/^Outframe \d.*\nElectron [\d.]+ · Chromium [\d.]+ · Node [\d.]+/)
  await about.getByRole('button', { name: 'Show licences' }).click()
  const licences = about.getByTestId('licences')
  await about.getByLabel('Search packages').fill('LGPL')
  await expect(licences).toContainText('libheif-js')
  await licences.locator('summary').filter({ hasText: 'libheif-js' }).click()
  await expect(licences).toContainText('GNU LESSER GENERAL PUBLIC LICENSE')
  for (const language of ['en', 'zh-Hant'] as const) {
    await change(outframe, { language })
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    expect(await violations(outframe), language).toEqual([])
  }
})

test('output defaults take the inspector along, and the keys can be searched', async ({ outframe }) => {
  const { page } = outframe
  await outframe.view('Settings')
  const defaults = page.getByRole('region', { name: 'Output defaults' })
  await defaults.getByLabel('Format').click()
  await page.getByRole('option', { name: 'TIFF', exact: true }).click()
  await outframe.view('Library')
  await expect(inspector(outframe).getByLabel('Format')).toHaveValue('TIFF')
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard' })
  await sheet.getByLabel('Search keys').fill('larger')
  await expect(sheet.getByRole('term')).toHaveText(['Larger or smaller pictures'])
  await sheet.getByLabel('Search keys').fill('ctrl+p')
  await expect(sheet.getByRole('term')).toHaveText(['Pause or resume the queue'])
  await sheet.getByLabel('Search keys').fill('column')
  await expect(sheet.getByRole('term')).toHaveText([
    'Move the focused column border',
    'Fit that column to what is in it',
  ])
})
