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

/** CSS px. */
interface Size {
  readonly width: number
  readonly height: number
}

const readmeSize: Size = { width: 1280, height: 800 }

/** What is taken at each density of the screen. */
const densities: readonly { readonly scale: number; readonly sizes: Readonly<Record<string, Size>> }[] = [
  { scale: 1, sizes: { small: { width: 1280, height: 720 }, large: { width: 1920, height: 1080 } } },
  { scale: 2, sizes: { dense: { width: 1920, height: 1080 } } },
]

const everything = process.env.OUTFRAME_SCREENSHOTS === 'all'

/** A folder of photos as somebody brings it home, with or without a file that is broken. */
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

/** Gives the page a size whatever the display's is. */
async function resize(outframe: Outframe, { width, height }: Size): Promise<void> {
  const session = await outframe.page.context().newCDPSession(outframe.page)
  await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 0, mobile: false })
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
  await resize(outframe, readmeSize)
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

for (const { scale, sizes } of everything ? densities : []) {
  for (const theme of ['dark', 'light'] as const) {
    for (const language of ['en', 'zh-Hant'] as const) {
      test(`every view, ${theme}, ${language}, ${scale} px to a px`, async ({ launch, folder, allowed }) => {
        allowed.push(/Failed to load resource/)
        const outframe = await (await launch({ args: [`--force-device-scale-factor=${scale}`] })).ready()
        await change(outframe, { theme, language })
        await tour(outframe, folder, async (name) => {
          for (const [size, screen] of Object.entries(sizes)) {
            await resize(outframe, screen)
            await settled(outframe)
            const path = join(root, 'test-results', 'screenshots', `${theme}-${language}`, `${name}-${size}.png`)
            await outframe.page.screenshot({ path })
          }
        })
      })
    }
  }
}

/** Through all views, empty and full, by keys and test ids: the words differ. */
async function tour(outframe: Outframe, folder: string, take: (name: string) => Promise<void>): Promise<void> {
  const { keyboard } = outframe.page
  const cells = outframe.page.getByRole('gridcell')
  await take('empty')
  await outframe.add(await shoot(folder, { broken: true }))
  await take('library')
  await cells.nth(1).click()
  await cells.nth(3).click({ modifiers: ['Shift'] })
  await take('selected')
  await keyboard.press('Escape')
  await keyboard.press('Space')
  await take('canvas')
  await keyboard.press('Control+3')
  await take('queue-empty')
  await keyboard.press('Control+4')
  await take('gallery-empty')
  await keyboard.press('Control+1')
  await outframe.page.getByTestId('start').click()
  await outframe.waitForJobs({ done: 6 })
  await take('done')
  await keyboard.press('Control+3')
  await take('queue')
  await keyboard.press('Control+4')
  await take('gallery')
  await keyboard.press('Control+,')
  await take('settings')
  await keyboard.press('?')
  await take('keys')
}
