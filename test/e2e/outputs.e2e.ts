import { readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright/test'
import sharp from 'sharp'
import { defaultLocalPainting } from '../../core/local-painting'
import { heicFile } from '../fixtures/images/heic'
import { nef } from '../fixtures/images/raw-files'
import { readTags } from '../fixtures/images/read-tags'
import type { Outframe } from './harness/outframe'
import { filesIn, writePhoto } from './harness/photos'
import { expect, test } from './harness/test'

test.use({ painting: defaultLocalPainting })

/** The panel with the settings. */
const inspector = ({ page }: Outframe): Locator => page.getByRole('complementary', { name: 'Inspector' })

/** Chooses in a list of the inspector by its words. */
async function choose(outframe: Outframe, list: string, choice: string): Promise<void> {
  await inspector(outframe).getByLabel(list).click()
  await outframe.page.getByRole('option', { name: choice, exact: true }).click()
}

/** A photo that says where and how it was taken, 16 bits a channel deep. */
async function writeTaken(path: string): Promise<Buffer> {
  await writePhoto(path, { width: 300, height: 200, deep: true })
  const taken = await sharp(path)
    .toColourspace('rgb16')
    .withExif({
      IFD0: { Artist: 'Jane Doe' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 0/1' },
    })
    .png()
    .toBuffer()
  await writeFile(path, taken)
  return taken
}

/** The profile as sharp has it. */
async function displayP3(): Promise<Buffer | undefined> {
  const picture = sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } })
  return (await sharp(await picture.withIccProfile('p3').png().toBuffer()).metadata()).icc
}

test('what is chosen for outputs in the inspector is what is written and told', async ({ outframe, photos }) => {
  const source = join(photos, 'taken.png')
  const original = await writeTaken(source)
  expect(readTags(original).gps).toMatchObject({ Latitude: 51.5 })
  const taken = new Date('2024-05-17T16:42:11Z')
  await utimes(source, taken, taken)
  await outframe.add(photos)

  const panel = inspector(outframe)
  await panel.getByText('Mirror', { exact: true }).click()
  await expect(panel.getByText('Effort')).toBeHidden()
  await panel.getByTestId('more-output').click()
  await expect(panel.getByLabel('Compression')).toBeHidden()
  await choose(outframe, 'Colour profile', 'Display P3')
  await panel.getByRole('radiogroup', { name: 'Bits per channel' }).getByText('8', { exact: true }).click()
  await panel.getByLabel('Leave out where it was taken').check()
  await panel.getByLabel('Keep the photo’s file date').check()
  await expect(panel.getByText('16 bits per channel become 8, as chosen.')).toBeVisible()
  await panel.getByTestId('more-output').click()
  await expect(panel.getByTestId('more-output')).toContainText('Display P3 · 8 bits · no GPS · file date')

  await outframe.start.click()
  await outframe.waitForJobs({ done: 1 })
  const path = join(photos, 'outframe', 'taken_16x9.png')
  const written = await readFile(path)
  const { width, depth, icc } = await sharp(written).metadata()
  expect({ width, depth }).toEqual({ width: 356, depth: 'uchar' })
  expect(icc).toEqual(await displayP3())
  const { exif, xmp, gps } = readTags(written)
  expect(exif.Artist?.description).toBe('Jane Doe')
  expect(gps).toBeUndefined()
  expect(Object.values(xmp).map(({ description }) => description)).toContain('mirror')
  expect((await stat(path)).mtimeMs).toBe(taken.getTime())
  expect((await readFile(source)).equals(original)).toBe(true)

  await outframe.view('Queue')
  await expect(outframe.page.getByText('colours to Display P3 · 16 to 8 bits')).toBeVisible()
  await outframe.view('Gallery')
  await expect(outframe.page.getByText('On this computer · Mirror')).toBeVisible()
  await expect(outframe.page.getByText('Colours become Display P3, as chosen.')).toBeVisible()
})

test('HEIC and RAW photos say what becomes of them, and become JPEG', async ({ outframe, photos }) => {
  await writeFile(join(photos, 'phone.heic'), heicFile({ grid: { columns: 2, rows: 2, width: 120, height: 100 } }))
  await writeFile(join(photos, 'camera.NEF'), nef())
  await outframe.add(photos)
  const { page } = outframe
  const panel = inspector(outframe)
  await expect(panel.getByText('HEIC and RAW photos become JPEG.')).toBeVisible()
  await expect(panel.getByText(/^2 photos will be converted:/)).toContainText('HEIC as JPEG (1)')
  const raw = page.getByRole('gridcell', { name: /^camera\.NEF 600 × 400/ })
  await expect(raw).toContainText('RAW preview')
  await raw.click()
  await expect(panel.getByText('RAW: the camera’s embedded preview, 600 × 400 px, is expanded.')).toBeVisible()
  await page.keyboard.press('Escape')
  await outframe.start.click()
  await outframe.waitForJobs({ done: 2 })
  const made = await filesIn(join(photos, 'outframe'))
  expect(made).toEqual(['camera_16x9.jpg', 'phone_16x9.jpg'])
  await outframe.view('Gallery')
  await expect(page.getByText('RAW cannot be written: the output is a JPEG.')).toBeVisible()
  for (const name of made) {
    expect(await sharp(join(photos, 'outframe', name)).metadata()).toMatchObject({
      format: 'jpeg',
      chromaSubsampling: '4:4:4',
    })
  }
})

test('a format that cannot hold a photo is said on the photo before anything is made', async ({ outframe, photos }) => {
  await writePhoto(join(photos, 'wide.jpg'), { width: 9000, height: 20 })
  await outframe.add(photos)
  await inspector(outframe).getByText('Size', { exact: true }).click()
  // Both sides as they are pasted, in the digits that input methods for Chinese type.
  await inspector(outframe).getByLabel('Width').fill('１８０００×４０')
  await expect(inspector(outframe).getByLabel('Height')).toHaveValue('40')
  await outframe.page.keyboard.press('Enter')
  await choose(outframe, 'Format', 'WebP')
  const cell = outframe.page.getByRole('gridcell', { name: /^wide/ })
  await expect(cell).toContainText('The format cannot hold this picture · WebP: 18000 px; at most 16383 px')
  await expect(outframe.page.getByTestId('start')).toBeDisabled()
  await choose(outframe, 'Format', 'JPEG')
  await expect(cell).toContainText('18000 × 40')
  await expect(outframe.start).toBeEnabled()
})
