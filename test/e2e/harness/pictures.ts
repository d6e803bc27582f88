import { cp, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright/test'
import sharp from 'sharp'
import type { MenuCommand } from '../../../core/ipc/app'
import type { Bridge } from '../../../core/ipc/bridge'
import type { AppSettings } from '../../../core/settings'
import { smallestWindow } from '../../../main/app/placement'
import { root } from '../../../scripts/lib/project.mjs'
import type { Outframe } from './outframe'
import { test } from './test'

/** CSS px. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Of the README's pictures. */
export const readmeSize: Size = { width: 1280, height: 800 }

/** What is taken at each density of the screen. */
const densities: readonly { readonly scale: number; readonly sizes: Readonly<Record<string, Size>> }[] = [
  {
    scale: 1,
    sizes: {
      smallest: smallestWindow,
      small: { width: 1280, height: 720 },
      large: { width: 1920, height: 1080 },
      vast: { width: 3840, height: 2160 },
    },
  },
  { scale: 2, sizes: { dense: { width: 1920, height: 1080 } } },
]

/** A folder of photos as somebody brings it home, with or without a file that is broken. */
export async function shoot(folder: string, options: { readonly broken: boolean }): Promise<string> {
  const day = join(folder, 'Long weekend')
  const samples = join(root, 'assets', 'samples')
  await mkdir(join(day, 'Second card'), { recursive: true })
  for (const name of await readdir(samples)) {
    if (!name.endsWith('.jpg')) continue
    await cp(join(samples, name), join(day, name === 'friends.jpg' ? 'Second card' : '', name))
  }
  if (options.broken) await cp(join(samples, 'sunset.jpg'), join(day, longName))
  if (options.broken) await writeFile(join(day, 'Second card', 'IMG_0413.jpg'), 'not a photo')
  return day
}

/** As people call their files. */
const longName = 'Long weekend in the mountains, everybody on the ridge 山上的長週末 (selects, second pass).jpg'

/** Gives the page a size whatever the display's is. */
export async function resize(outframe: Outframe, { width, height }: Size): Promise<void> {
  const session = await outframe.page.context().newCDPSession(outframe.page)
  await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 0, mobile: false })
}

export async function change(outframe: Outframe, settings: Partial<AppSettings>): Promise<void> {
  await outframe.page.evaluate(async (change) => {
    const { outframe } = window as unknown as { readonly outframe: Bridge }
    await outframe.settings.update(change)
  }, settings)
}

/** As the menu bar does. */
export async function command(outframe: Outframe, name: MenuCommand): Promise<void> {
  await outframe.inMain(
    ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.webContents.send('menu:command', wanted),
    name,
  )
}

/** Files over the window, as a file manager shows them to it. */
export async function hang({ page }: Outframe, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 480, y: 300, data })
  await session.detach()
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
export async function takeForReadme(outframe: Outframe, name: string): Promise<void> {
  await settled(outframe)
  await mkdir(join(root, 'docs'), { recursive: true })
  const picture = await outframe.page.screenshot()
  await sharp(picture)
    .webp({ quality: 88, smartSubsample: true, effort: 6 })
    .toFile(join(root, 'docs', `${name}.webp`))
}

/** What a tour through the window is given: the window, a folder of its own, and the camera. */
export interface Tour {
  readonly outframe: Outframe
  readonly folder: string
  /** `at` is scrolled to in each size. */
  readonly take: (name: string, at?: Locator) => Promise<void>
}

/** Takes a tour in every theme, language and size of the screen; its pictures go to docs/views. */
export function inEveryLook(title: string, tour: (tour: Tour) => Promise<void>): void {
  for (const { scale, sizes } of densities) {
    for (const theme of ['dark', 'light'] as const) {
      for (const language of ['en', 'zh-Hant'] as const) {
        test(`${title}, ${theme}, ${language}, ${scale} px to a px`, async ({ launch, folder, allowed }) => {
          allowed.push(/Failed to load resource/)
          const outframe = await (await launch({ args: [`--force-device-scale-factor=${scale}`] })).ready()
          await change(outframe, { theme, language })
          const take = async (name: string, at?: Locator) => {
            for (const [size, screen] of Object.entries(sizes)) {
              await resize(outframe, screen)
              await at?.evaluate((element) => element.scrollIntoView({ block: 'start' }))
              await settled(outframe)
              const path = join(root, 'docs', 'views', `${theme}-${language}`, `${name}-${size}.png`)
              await outframe.page.screenshot({ path })
            }
          }
          await tour({ outframe, folder, take })
        })
      }
    }
  }
}
