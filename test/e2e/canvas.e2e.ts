import { join } from 'node:path'
import type { Locator } from 'playwright/test'
import sharp from 'sharp'
import { type Plan, planTarget, sidesPxOf } from '../../core/geometry'
import { root } from '../../scripts/lib/project.mjs'
import type { Outframe } from './harness/outframe'
import { filesIn } from './harness/photos'
import { change } from './harness/pictures'
import { expect, test } from './harness/test'

/** A real picture: what is painted around it can be told from a hatch. */
async function writeReal(path: string, width: number, height: number): Promise<string> {
  await sharp(join(root, 'assets/samples/sunset.jpg')).resize(width, height, { fit: 'cover' }).toFile(path)
  return path
}

/** The photo's plan, by what main holds of it. */
async function planOf(outframe: Outframe, index = 0): Promise<Plan> {
  const [{ photos }, { batch }] = await Promise.all([outframe.library(), outframe.settings()])
  const photo = photos[index]
  if (photo?.header == null) throw new Error('Expected a photo')
  const result = planTarget(photo.header.size, photo.target ?? batch.target, { limits: null })
  if (result.kind === 'refused') throw new Error(result.error.message)
  return result.plan
}

const targetOf = async (outframe: Outframe) => (await outframe.library()).photos[0]?.target

/** Begins to drag something at its middle, and moves it by CSS px. The hand is still on it afterwards. */
async function take(outframe: Outframe, what: Locator, by: { x: number; y: number }): Promise<void> {
  const box = await what.boundingBox()
  if (box === null) throw new Error('Expected something to drag')
  const { mouse } = outframe.page
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await mouse.move(middle.x, middle.y)
  await mouse.down()
  await mouse.move(middle.x + by.x, middle.y + by.y, { steps: 3 })
}

async function openCanvas(outframe: Outframe, preview: boolean): Promise<void> {
  const { batch } = await outframe.settings()
  await change(outframe, {
    batch: { ...batch, local: { method: 'mirror', effort: 'fast' } },
    canvas: { preview, guides: [] },
  })
  await outframe.view('Canvas')
  await expect(outframe.page.locator('[data-photo]')).toBeVisible()
}

test('photo and edges are dragged, moved by keys and typed, each as one change', async ({ outframe, photos }) => {
  await outframe.add(await writeReal(join(photos, 'a.jpg'), 900, 900), await writeReal(join(photos, 'b.jpg'), 600, 400))
  await openCanvas(outframe, false)
  const { page } = outframe
  const photo = page.locator('[data-photo]')
  const edge = (name: string) => page.getByRole('slider', { name })
  const canvas = page.locator('[data-canvas]')
  const box = async () => (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const { revision } = await outframe.library()
  let changes = 0
  const changed = async () => {
    changes++
    await expect.poll(async () => (await outframe.library()).revision).toBe(revision + changes)
  }

  // The photo: drawn to the edge, with a line that says so; with Alt it goes where the hand does.
  const { width } = await box()
  await take(outframe, photo, { x: -(width - (900 / 1600) * width) / 2 + 5, y: 40 })
  await expect(page.locator('[data-snap="x"]')).toBeVisible()
  await page.mouse.up()
  await changed()
  expect(await targetOf(outframe)).toMatchObject({ kind: 'ratio', anchor: { x: 0, y: 0.5 }, grow: 1 })
  await expect(page.locator('[data-snap]')).toHaveCount(0)
  await page.keyboard.down('Alt')
  await take(outframe, photo, { x: 5, y: 0 })
  await expect(page.locator('[data-snap]')).toHaveCount(0)
  await page.mouse.up()
  await page.keyboard.up('Alt')
  await changed()
  expect((await planOf(outframe)).original.left).toBeGreaterThan(0)

  // What Escape takes back is no change.
  await take(outframe, photo, { x: 60, y: 0 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(page.getByRole('heading', { name: 'a.jpg' })).toBeVisible()

  // An edge keeps the shape, with Shift it moves alone.
  const before = await planOf(outframe)
  await take(outframe, edge('Bottom edge'), { x: 0, y: 30 })
  await expect(page.getByText('The shape stays 16:9')).toBeVisible()
  await page.mouse.up()
  await changed()
  const grown = await planOf(outframe)
  expect(grown.original.top).toBe(before.original.top)
  expect(grown.canvas.height).toBeGreaterThan(before.canvas.height)
  expect(Math.abs(grown.canvas.width - (grown.canvas.height * 16) / 9)).toBeLessThan(1)

  // Typed, in percent of the photo: it moves in its canvas, beyond that the canvas grows.
  const around = page.getByRole('region', { name: 'Around the photo' })
  await around.getByText('%', { exact: true }).click()
  for (const [side, percent] of [
    ['Left', 20],
    ['Top', 30],
  ] as const) {
    const field = around.getByRole('textbox', { name: side })
    await field.fill(String(percent))
    await field.press('Enter')
    await changed()
    const typed = sidesPxOf(await planOf(outframe))
    expect(Math.abs((side === 'Left' ? typed.left : typed.top) - 9 * percent)).toBeLessThanOrEqual(2)
  }
  const shaped = await planOf(outframe)
  await page.keyboard.down('Shift')
  await take(outframe, edge('Left edge'), { x: -20, y: 0 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await changed()
  const free = await planOf(outframe)
  expect(await targetOf(outframe)).toMatchObject({ kind: 'margins' })
  expect({ ...sidesPxOf(free), left: 0 }).toEqual({ ...sidesPxOf(shaped), left: 0 })

  // Keys: a run of them is one change. The edge that was dragged last has the keyboard.
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(edge('Left edge')).toHaveAttribute('aria-valuenow', String(sidesPxOf(free).left + 13))
  await changed()
  const wider = await planOf(outframe)
  expect(sidesPxOf(wider)).toEqual({ ...sidesPxOf(free), left: sidesPxOf(free).left + 13 })
  await photo.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowLeft')
  await changed()
  const moved = await planOf(outframe)
  expect(moved.canvas).toEqual(wider.canvas)
  expect(moved.original).toEqual({ left: wider.original.left - 10, top: wider.original.top + 1 })

  // Arrow keys no longer lead to other photos; these do.
  for (const [key, name] of [
    ['PageDown', 'b.jpg'],
    ['[', 'a.jpg'],
    [']', 'b.jpg'],
    ['Control+ArrowLeft', 'a.jpg'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  }
  expect((await outframe.library()).revision).toBe(revision + changes)
})

test('at 100 % the photo’s own pixels are shown, and the view can be moved', async ({ outframe, photos }) => {
  await outframe.add(await writeReal(join(photos, 'large.jpg'), 5200, 3400))
  await openCanvas(outframe, false)
  const { page } = outframe
  const canvas = page.locator('[data-canvas]')
  const widthOf = async () => (await canvas.boundingBox())?.width ?? 0
  const plan = await planOf(outframe)
  const fitted = await widthOf()

  await page.locator('[data-photo]').hover()
  await page.keyboard.press('z')
  await expect(page.locator('[data-scale]')).toHaveText('100 %')
  const density = await page.evaluate(() => window.devicePixelRatio)
  expect(await widthOf()).toBeCloseTo(plan.canvas.width / density, 0)
  const part = page.locator('img[data-part]')
  await expect(part).toBeVisible()
  const drawn = await part.evaluate((image: HTMLImageElement) => ({
    pixels: image.naturalWidth,
    screen: image.getBoundingClientRect().width * window.devicePixelRatio,
  }))
  expect(drawn.screen / drawn.pixels).toBeCloseTo(1, 2)

  const { x = 0 } = (await canvas.boundingBox()) ?? {}
  await page.mouse.wheel(120, 0)
  await expect.poll(async () => (await canvas.boundingBox())?.x).toBeCloseTo(x - 120, 0)
  await page.keyboard.down(' ')
  await take(outframe, page.locator('section[aria-label^="Canvas of"]'), { x: 50, y: 0 })
  await page.mouse.up()
  await page.keyboard.up(' ')
  expect((await canvas.boundingBox())?.x).toBeCloseTo(x - 70, 0)
  expect(await targetOf(outframe)).toBeNull()

  await page.keyboard.press('+')
  await expect(page.locator('[data-scale]')).toHaveText('125 %')
  await page.keyboard.press('0')
  expect(await widthOf()).toBeCloseTo(fitted, 0)
  await page.keyboard.press(' ')
  await expect(page.getByRole('heading', { level: 1, name: 'All photos' })).toBeVisible()
})

test('a second pass is drawn and said as it is needed, and where it begins', async ({ outframe, photos }) => {
  await outframe.add(await writeReal(join(photos, 'a.jpg'), 1200, 800))
  const { batch } = await outframe.settings()
  await change(outframe, { batch: { ...batch, engine: 'kling' } })
  await openCanvas(outframe, false)
  const { page } = outframe
  await expect(page.locator('[data-round]')).toHaveCount(1)
  await expect(page.locator('[data-limit]')).toHaveCount(0)
  const right = page.getByRole('slider', { name: 'Right edge' })
  // Shift: this edge alone, as far as two passes reach.
  await page.keyboard.down('Shift')
  await take(outframe, right, { x: 60, y: 0 })
  await expect(page.locator('[data-further]')).toHaveCount(0)
  const { x = 0, width = 0 } = (await page.locator('[data-photo]').boundingBox()) ?? {}
  const onRight = { x: x + 2.6 * width, y: 300 }
  await page.mouse.move(onRight.x, onRight.y, { steps: 4 })
  await expect(page.locator('[data-limit]')).toBeVisible()
  await page.mouse.move(onRight.x + 0.8 * width, onRight.y, { steps: 4 })
  await expect(page.locator('[data-round="2"]')).toBeVisible()
  await expect(page.getByText('a second pass, +1 unit')).toBeVisible()
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await expect(page.locator('[data-round="2"]')).toBeVisible()
  await expect.poll(async () => (await targetOf(outframe))?.kind).toBe('margins')
})

test('a preview takes the place of the hatch, and nothing is written beside the photos', async ({
  outframe,
  photos,
}) => {
  await outframe.add(await writeReal(join(photos, 'a.jpg'), 900, 900))
  await openCanvas(outframe, false)
  const { page } = outframe
  const { x, y, height } = (await page.locator('[data-canvas]').boundingBox()) ?? { x: 0, y: 0, height: 0 }
  const clip = { x: x + 12, y: y + 60, width: 60, height: height - 120 }
  /** Colours of the part that is to be painted: how many there are in a row. */
  const look = async () => {
    const { data, info } = await sharp(await page.screenshot({ clip }))
      .raw()
      .toBuffer({ resolveWithObject: true })
    const colours = new Set<number>()
    for (let i = 0; i < data.length; i += info.channels) colours.add(data.readUIntBE(i, 3))
    return colours.size
  }
  const hatched = await look()
  await page.keyboard.press('p')
  await expect(page.getByText('Preview by the local engine', { exact: true })).toBeVisible()
  await expect(page.locator('img[data-preview="shown"]')).toBeVisible()
  expect(await look()).toBeGreaterThan(3 * hatched)
  expect((await outframe.settings()).canvas.preview).toBe(true)

  // Another canvas: the hatch, then its own preview.
  const before = await page.locator('img[data-preview]').getAttribute('src')
  await page.getByRole('slider', { name: 'Top edge' }).focus()
  await page.keyboard.press('Shift+ArrowUp')
  await expect(page.locator('img[data-preview="shown"]')).not.toHaveAttribute('src', before ?? '')
  expect(await filesIn(photos)).toEqual(['a.jpg'])
})
