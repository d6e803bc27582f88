import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type axe from 'axe-core'
import sharp from 'sharp'
import type { Bridge } from '../../core/ipc/bridge'
import { readTags } from '../fixtures/images/read-tags'
import { expand } from './harness/gallery'
import type { Outframe } from './harness/outframe'
import { writePhoto, writePhotos } from './harness/photos'
import { change, resize } from './harness/pictures'
import { expect, test } from './harness/test'

const marks = ({ page }: Outframe) =>
  page.evaluate(async () => {
    const { outframe } = window as unknown as { readonly outframe: Bridge }
    const answer = await outframe.marks.snapshot()
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.value.marks.map(({ mark }) => mark)
  })

const heading = ({ page }: Outframe) => page.getByRole('heading', { level: 1 })
const news = ({ page }: Outframe) => page.getByTestId('gallery-news')

test('keys mark results, go on also where a filter hides the marked one, and files get the stars', async ({
  launch,
  photos,
}) => {
  const outframe = await (await launch()).ready()
  const { page } = outframe
  await writePhotos(photos, 5, { width: 300, height: 200 })
  await expand(outframe, photos, 5)
  const titled = (number: number) => expect(heading(outframe)).toContainText(`photo-0${number}_16x9.jpg`)
  await titled(1)
  await page.keyboard.press('End')
  await titled(5)
  await page.keyboard.press('Home')
  await titled(1)
  await expect(page.getByRole('complementary', { name: 'Result' }).getByText(/^\d+ kB$/)).toBeVisible()
  await page.keyboard.press('4')
  await expect(news(outframe)).toHaveText('photo-01_16x9.jpg, 4 stars')
  await titled(2)
  await page.keyboard.press('p')
  await titled(3)
  await page.keyboard.press('x')
  await titled(4)
  await page.keyboard.press('8')
  await titled(5)
  await expect(page.getByRole('option', { name: 'photo-04_16x9.jpg, green' })).toBeVisible()

  await page.getByRole('button', { name: 'Not flagged 3' }).click()
  await expect(page.getByRole('option')).toHaveCount(3)
  await page.getByRole('option', { name: /^photo-01/ }).click()
  await titled(1)
  await page.keyboard.press('x')
  await titled(4)
  await expect(page.getByRole('option')).toHaveCount(2)
  await page.keyboard.press('p')
  await titled(5)
  await page.keyboard.press('p')
  await expect(page.getByText('No result fits the filter.')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.getByRole('button', { name: 'Rejected 2' }).click()
  await expect(page.getByRole('option')).toHaveCount(2)
  await page.keyboard.press('u')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('0')

  await page.getByRole('button', { name: /^All/ }).click()
  await page.getByRole('checkbox', { name: 'Go on after a mark' }).uncheck()
  await page.getByRole('option', { name: /^photo-04/ }).click()
  const locked = (key: string) =>
    page.evaluate((pressed) => {
      const event = new KeyboardEvent('keydown', { key: pressed, bubbles: true, modifierCapsLock: true })
      document.activeElement?.dispatchEvent(event)
    }, key)
  await locked('U')
  await titled(5)
  await page.keyboard.press('u')
  await titled(5)
  await page.getByRole('checkbox', { name: 'Go on after a mark' }).check()

  const stars = async (name: string) => {
    const { xmp } = readTags(await readFile(join(photos, 'outframe', name)))
    return Number(xmp.Rating?.value ?? 0)
  }
  await expect.poll(() => stars('photo-01_16x9.jpg')).toBe(4)
  await expect.poll(() => stars('photo-03_16x9.jpg')).toBe(-1)

  const before = await marks(outframe)
  expect(before).toContainEqual({ flag: null, stars: 4, colour: null })
  await outframe.close()
  const again = await (await launch()).ready()
  await again.view('Gallery')
  await expect.poll(() => marks(again)).toEqual(before)
  await expect(again.page.getByRole('option', { name: 'photo-01_16x9.jpg, 4 stars' })).toBeVisible()
  await expect(again.page.getByRole('checkbox', { name: 'Go on after a mark' })).toBeChecked()
})

test('a result is held against its original: slider, blink, side by side, and own pixels at the seam', async ({
  outframe,
  photos,
}) => {
  const { page } = outframe
  await writePhoto(join(photos, 'large.png'), { width: 1600, height: 1600 })
  await expand(outframe, photos, 1)
  const slider = page.getByRole('slider', { name: /^Divider between/ })
  await expect(slider).toBeVisible()
  await page.keyboard.down('\\')
  await expect(page.getByTestId('compare').getByText('Original')).toHaveCount(2)
  await page.keyboard.up('\\')

  await page.getByTestId('compare').hover({ position: { x: 20, y: 20 } })
  await page.mouse.wheel(0, -600)
  await expect(page.getByTestId('pane-result').getByText(/^Expanded · \d+ %$/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(slider).toBeVisible()

  await page.keyboard.press('s')
  await expect(page.getByTestId('pane-original')).toBeVisible()
  await expect(page.getByTestId('pane-result')).toBeVisible()
  await page.getByTestId('pane-result').hover()
  await page.keyboard.press('z')
  await expect(page.getByText('100 %')).toHaveCount(2)
  const part = page.getByTestId('pane-result').locator('img[data-part]')
  await expect(part).toBeVisible()
  const [job] = await outframe.jobs()
  const [left, , width, height] = (new URL((await part.getAttribute('src')) ?? '').searchParams.get('region') ?? '')
    .split(',')
    .map(Number)
  const seam = job?.original.left ?? 0
  expect(left).toBeLessThan(seam)
  expect((left ?? 0) + (width ?? 0)).toBeGreaterThan(seam)
  const shown = await part.evaluate((image) => {
    const { naturalWidth, naturalHeight } = image as HTMLImageElement
    return { width: naturalWidth, height: naturalHeight, css: image.getBoundingClientRect().width }
  })
  expect(shown).toMatchObject({ width, height })
  expect(shown.css * (await page.evaluate(() => devicePixelRatio))).toBeCloseTo(width ?? 0, 0)

  const original = page.getByTestId('pane-original').locator('img[data-part]')
  await expect(original).toBeVisible()
  const place = () => original.boundingBox()
  const before = await place()
  const box = await page.getByTestId('pane-result').boundingBox()
  if (box === null) throw new Error('Expected a pane')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 - 90, box.y + box.height / 2 - 40)
  await page.mouse.up()
  await expect.poll(async () => (await place())?.y).not.toBe(before?.y)
  await page.keyboard.press('Escape')
  await expect(page.locator('img[data-part]')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('grid', { name: 'Results' })).toBeVisible()
})

test('a picture that lets its ground through looks the same from nearby', async ({ outframe, photos }) => {
  const { page } = outframe
  const background = { r: 255, g: 0, b: 0, alpha: 0.4 }
  await sharp({ create: { width: 400, height: 300, channels: 4, background } }).toFile(join(photos, 'glass.png'))
  await expand(outframe, photos, 1)
  await page.keyboard.press('s')
  const pane = page.getByTestId('pane-result')
  // It fades in once it is decoded.
  await expect(pane.locator('img[alt*="glass"]')).toHaveCSS('opacity', '1')
  const colour = async () => {
    await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
    const { data, info } = await sharp(await pane.screenshot())
      .raw()
      .toBuffer({ resolveWithObject: true })
    const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels
    return [...data.subarray(at, at + 3)]
  }
  const whole = await colour()
  await page.keyboard.press('z')
  await expect(pane.locator('img[data-part]')).toBeVisible()
  expect(await colour()).toEqual(whole)
})

test('the grid selects as a file manager does, and two to four are compared', async ({ outframe, photos }) => {
  const { page } = outframe
  await writePhotos(photos, 5, { width: 300, height: 200 })
  await expand(outframe, photos, 5)
  await page.keyboard.press('g')
  const cells = page.getByRole('grid', { name: 'Results' }).getByRole('gridcell')
  await expect(cells).toHaveCount(5)
  await cells.nth(0).click()
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(page.getByText('3 selected')).toBeVisible()
  await page.keyboard.press('3')
  await expect(news(outframe)).toHaveText('3 results: 3 stars')
  expect(await marks(outframe)).toHaveLength(3)

  await page.keyboard.press('c')
  const compared = page.getByRole('group', { name: 'Results side by side' })
  await expect(compared.getByTestId('pane-result')).toHaveCount(3)
  const active = compared.getByRole('button', { pressed: true })
  await expect(active).toHaveAccessibleName(/^photo-03_16x9\.jpg, 3 stars, active/)
  await page.keyboard.press('ArrowLeft')
  await expect(active).toHaveAccessibleName(/^photo-02/)
  await page.keyboard.press('p')
  await expect(active).toHaveAccessibleName('photo-02_16x9.jpg, 3 stars, picked, active')
  await page.keyboard.press('z')
  await expect(compared.locator('img[data-part]')).toHaveCount(3)
  await page.getByRole('option', { name: /^photo-05/ }).click()
  await expect(active).toHaveAccessibleName(/^photo-05/)
  await expect(compared.getByTestId('pane-result')).toHaveCount(3)
  await page.getByRole('option', { name: /^photo-02/ }).click()
  await expect(active).toHaveAccessibleName(/^photo-02/)
  await page.keyboard.press('e')
  await expect(heading(outframe)).toContainText('photo-02')

  await page.keyboard.press('g')
  await resize(outframe, { width: 1000, height: 500 })
  await page.keyboard.press('Home')
  for (const key of ['p', 'x', 'p', 'p']) await page.keyboard.press(key)
  await expect(cells.last()).toBeFocused()
  await expect(cells.last()).toBeInViewport({ ratio: 0.99 })
  await page.keyboard.press('Control+f')
  await page.keyboard.type('04')
  await expect(cells).toHaveCount(1)
})

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

test('grid, comparison, closer look and trash meet axe’s rules in both languages', async ({ outframe, photos }) => {
  test.slow()
  const { page } = outframe
  await writePhotos(photos, 3, { width: 300, height: 200 })
  await expand(outframe, photos, 3)
  const violations = async () => {
    await page.evaluate(axeSource)
    const found = await page.evaluate(() => (window as unknown as { readonly axe: typeof axe }).axe.run())
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
  }
  await page.keyboard.press('5')
  for (const look of [
    { theme: 'dark', language: 'en' },
    { theme: 'light', language: 'zh-Hant' },
  ] as const) {
    await change(outframe, look)
    await expect(page.locator('html')).toHaveAttribute('lang', look.language)
    // Away from what says more when the pointer is on it.
    await page.mouse.move(480, 300)
    await expect(page.getByRole('tooltip')).toHaveCount(0)
    for (const key of ['e', 's', 'z', 'Escape', 's', 'g', 'c']) {
      await page.keyboard.press(key)
      expect(await violations(), `${key}, ${look.theme}, ${look.language}`).toEqual([])
    }
    await page.keyboard.press('e')
    await page.getByTestId('trash').click()
    await page.getByRole('dialog').waitFor()
    expect(await violations()).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
})
