import { cp, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Bridge } from '../../core/ipc/bridge'
import type { AppSettings } from '../../core/settings'
import { root } from '../../scripts/lib/project.mjs'
import type { Outframe } from './harness/outframe'
import { test } from './harness/test'

/*
 * Takes pictures of the real window: those of the README, and others to judge it by eye. Run by `npm run screenshots`;
 * with OUTFRAME_SCREENSHOTS=all it takes every view in every size, theme and language, into test-results/screenshots.
 */

/** CSS px, and device pixels for each. */
interface Screen {
  readonly width: number
  readonly height: number
  readonly scale: number
}

const readme: Screen = { width: 1280, height: 800, scale: 1 }

const screens: Readonly<Record<string, Screen>> = {
  small: { width: 1280, height: 720, scale: 1 },
  large: { width: 1920, height: 1080, scale: 1 },
  dense: { width: 1920, height: 1080, scale: 2 },
}

/** A folder of photos as somebody brings it home, with one file that is broken. */
async function shoot(folder: string, options: { readonly broken: boolean }): Promise<string> {
  const day = join(folder, 'Long weekend')
  const samples = join(root, 'assets', 'samples')
  await mkdir(join(day, 'Second card'), { recursive: true })
  for (const name of await readdir(samples)) {
    if (!name.endsWith('.jpg')) continue
    await cp(join(samples, name), join(day, name === 'friends.jpg' ? 'Second card' : '', name))
  }
  if (options.broken) await writeFile(join(day, 'Second card', 'IMG_0413.jpg'), 'not a photo')
  return day
}

/** Sets size and density whatever the display is, which may be none. */
async function show(outframe: Outframe, { width, height, scale }: Screen): Promise<void> {
  const session = await outframe.page.context().newCDPSession(outframe.page)
  await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile: false })
}

async function change(outframe: Outframe, settings: Partial<AppSettings>): Promise<void> {
  await outframe.page.evaluate(async (change) => {
    const { outframe } = window as unknown as { readonly outframe: Bridge }
    await outframe.settings.update(change)
  }, settings)
}

/** All pictures that are on the screen are there, and nothing moves any more. */
async function settled({ page }: Outframe): Promise<void> {
  await page.mouse.move(0, 0)
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await page.waitForFunction(() => {
    const images = [...document.querySelectorAll('main img')] as HTMLImageElement[]
    return images.every((image) => image.hidden || (image.complete && image.naturalWidth > 0))
  })
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
}

/** Lossy, but not where it is seen: a window full of photos is 1 MB as a PNG and 100 kB so. */
async function takeForReadme(outframe: Outframe, name: string): Promise<void> {
  await settled(outframe)
  await mkdir(join(root, 'docs'), { recursive: true })
  const picture = await outframe.page.screenshot()
  await sharp(picture)
    .webp({ quality: 88, smartSubsample: true, effort: 6 })
    .toFile(join(root, 'docs', `${name}.webp`))
}

test('pictures for the README', async ({ outframe, folder }) => {
  const { page } = outframe
  await show(outframe, readme)
  await outframe.add(await shoot(folder, { broken: false }))
  await page.getByRole('gridcell', { name: /^sunset/ }).click()
  await page.getByRole('button', { name: '4:5', exact: true }).click()
  await page.getByRole('gridcell', { name: /^seeding/ }).click()
  await page.getByRole('button', { name: '1:1', exact: true }).click()
  await page.getByRole('grid').click({ position: { x: 5, y: 5 } })
  await takeForReadme(outframe, 'library-dark')

  await outframe.start.click()
  await outframe.waitForJobs({ done: 6 })
  await outframe.view('Gallery')
  await page.getByRole('option', { name: /^picosdeeuropa/ }).click()
  await takeForReadme(outframe, 'gallery-dark')
})

const themes = process.env.OUTFRAME_SCREENSHOTS === 'all' ? (['dark', 'light'] as const) : []

for (const theme of themes) {
  for (const language of ['en', 'zh-Hant'] as const) {
    test(`every view, ${theme}, ${language}`, async ({ outframe, folder, allowed }) => {
      allowed.push(/415/)
      const { page } = outframe
      const into = join(root, 'test-results', 'screenshots', `${theme}-${language}`)
      const take = async (name: string) => {
        for (const [size, screen] of Object.entries(screens)) {
          await show(outframe, screen)
          await settled(outframe)
          await page.screenshot({ path: join(into, `${name}-${size}.png`) })
        }
      }
      await change(outframe, { theme, language })
      await take('empty')
      await outframe.add(await shoot(folder, { broken: true }))
      await take('library')
      await page.getByRole('gridcell').nth(1).click()
      await page
        .getByRole('gridcell')
        .nth(3)
        .click({ modifiers: ['Shift'] })
      await take('selected')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Space')
      await take('canvas')
      await page.keyboard.press('Control+3')
      await take('queue-empty')
      await page.keyboard.press('Control+4')
      await take('gallery-empty')
      await page.keyboard.press('Control+1')
      await page.keyboard.press('Escape')
      await page.getByTestId('start').click()
      await outframe.waitForJobs({ done: 6 })
      await take('done')
      await page.keyboard.press('Control+3')
      await take('queue')
      await page.keyboard.press('Control+4')
      await take('gallery')
      await page.keyboard.press('Control+,')
      await take('settings')
      await page.keyboard.press('?')
      await take('keys')
    })
  }
}
