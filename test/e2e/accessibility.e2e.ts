import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bridge } from '../../core/ipc/bridge'
import type { AppSettings } from '../../core/settings'
import { nef } from '../fixtures/images/raw-files'
import { startSimulator } from '../simulator/simulator'
import { violations } from './harness/axe'
import type { Outframe } from './harness/outframe'
import { PaidWindow } from './harness/paid-window'
import { filesIn, writePhoto, writePhotos, writeSamples } from './harness/photos'
import { PaidDoor } from './harness/service'
import { expect, test } from './harness/test'

/** Speaks a language and wears a theme, and waits until it is seen. */
async function dress(outframe: Outframe, look: Pick<AppSettings, 'theme' | 'language'>): Promise<void> {
  await outframe.page.evaluate((change) => {
    const { outframe } = window as unknown as { readonly outframe: Bridge }
    return outframe.settings.update(change)
  }, look)
  const html = outframe.page.locator('html')
  await expect(html).toHaveAttribute('lang', look.language)
  await expect(html).toHaveAttribute('data-mantine-color-scheme', look.theme)
}

/** Goes to a view by its key, and waits until it is there: views are loaded when they are first opened. */
async function show(outframe: Outframe, key: string, place: number): Promise<void> {
  await outframe.page.keyboard.press(key)
  const item = outframe.page.getByRole('navigation').getByRole('button').nth(place)
  await expect(item).toHaveAttribute('aria-current', 'page')
  await expect(outframe.page.getByRole('main').getByRole('heading', { level: 1 })).toHaveCount(1)
}

const looks = [
  { theme: 'dark', language: 'en' },
  { theme: 'light', language: 'zh-Hant' },
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'zh-Hant' },
] as const

/** As the rail has them. */
const views = [
  { view: 'Library', key: 'Control+1' },
  { view: 'Canvas', key: 'Control+2' },
  { view: 'Queue', key: 'Control+3' },
  { view: 'Gallery', key: 'Control+4' },
  { view: 'Settings', key: 'Control+Comma' },
] as const

test('every view meets axe’s rules, empty, in both themes and both languages', async ({ outframe }) => {
  test.slow()
  for (const look of looks) {
    await dress(outframe, look)
    for (const [place, { view, key }] of views.entries()) {
      await show(outframe, key, place)
      expect(await violations(outframe), `${view}, ${look.theme}, ${look.language}`).toEqual([])
    }
  }
})

test('every view meets axe’s rules with photos, results and trouble in it', async ({ outframe, photos }) => {
  test.slow()
  await writePhotos(photos, 4, { width: 300, height: 200 })
  await writePhoto(join(photos, 'scan.tif'), { width: 300, height: 200, deep: true })
  await writeFile(join(photos, 'camera.NEF'), nef())
  await writeFile(join(photos, 'broken.jpg'), 'no photo')
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.waitForJobs({ done: 6 })
  await outframe.page.getByTestId('more-output').click()
  await outframe.page.getByRole('gridcell', { name: /^photo-01/ }).click()
  await outframe.page.getByRole('button', { name: '1:1', exact: true }).click()
  for (const look of looks) {
    await dress(outframe, look)
    for (const [place, { view, key }] of views.entries()) {
      await show(outframe, key, place)
      expect(await violations(outframe), `${view}, ${look.theme}, ${look.language}`).toEqual([])
    }
    await outframe.page.keyboard.press('Control+1')
    await outframe.page.keyboard.press('Shift+?')
    await expect(outframe.page.getByRole('dialog')).toBeVisible()
    expect(await violations(outframe), `Keyboard, ${look.theme}, ${look.language}`).toEqual([])
    await outframe.page.keyboard.press('Escape')
    await expect(outframe.page.getByRole('dialog')).toBeHidden()
  }
})

test('what can be done in the queue meets axe’s rules: a selection, its menus, the ways to stop, the history', async ({
  outframe,
  photos,
}) => {
  test.slow()
  const { page } = outframe
  await writePhotos(photos, 3, { width: 300, height: 200 })
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.waitForJobs({ done: 3 })
  await outframe.view('Queue')
  // Menus and the words beside the pointer float above everything, and belong to no region.
  const wrong = async () => (await violations(outframe)).filter((found) => !found.startsWith('region:'))
  const rows = page.locator('[data-job]')
  for (const look of looks) {
    await dress(outframe, look)
    const said = (what: string) => `${what}, ${look.theme}, ${look.language}`
    await rows.first().getByRole('checkbox').check()
    expect(await wrong(), said('a selection')).toEqual([])
    await rows.first().click({ button: 'right' })
    await expect(page.getByRole('menu')).toBeVisible()
    expect(await wrong(), said('a menu')).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toBeHidden()
    await page.getByRole('radio').last().focus()
    await page.keyboard.press('Space')
    await expect(page.locator('[data-batch]')).toBeVisible()
    expect(await wrong(), said('the history')).toEqual([])
    await page.getByRole('radio').first().focus()
    await page.keyboard.press('Space')
    await expect(rows).toHaveCount(3)
    await rows.first().getByRole('checkbox').uncheck()
  }
})

test('what concerns money meets axe’s rules: consent, doubt, what is held up, keys and checks', async ({
  outframe,
  photos,
}) => {
  test.slow()
  const simulator = await startSimulator()
  try {
    const comet = new PaidDoor(outframe, 'cometapi')
    const kling = new PaidDoor(outframe)
    await comet.use(simulator)
    await kling.use(simulator)
    await kling.setKey({ kind: 'key', key: 'sk-of-somebody-else' })
    await writeSamples(photos, 2)
    await outframe.add(photos)
    const reply = { kind: 'html', status: 502 } as const
    simulator.faults.add({ on: 'create', largerThan: 10_000, fault: { accept: true, reply } })
    await comet.start()
    await outframe.waitForJobs({ blocked: 2 })
    await kling.start()
    await outframe.waitForJobs({ blocked: 4 })
    await comet.consent(false)
    await new PaidWindow(outframe, 'cometapi').choose()
    const { page } = outframe
    for (const look of looks) {
      const name = `${look.theme}, ${look.language}`
      await dress(outframe, look)
      await show(outframe, 'Control+1', 0)
      expect(await violations(outframe), `Inspector, ${name}`).toEqual([])
      await page.getByTestId('start').click()
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await violations(outframe), `Consent, ${name}`).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()

      await show(outframe, 'Control+3', 2)
      await expect(page.getByRole('status').getByRole('button')).toHaveCount(2)
      expect(await violations(outframe), `Queue, ${name}`).toEqual([])
      await page.getByRole('status').getByRole('button').first().click()
      await page.getByRole('main').getByRole('list').last().getByRole('button').nth(1).click()
      await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
      expect(await violations(outframe), `Charges, ${name}`).toEqual([])

      await show(outframe, 'Control+Comma', 4)
      for (const section of ['CometAPI', 'Kling']) {
        await page.getByRole('region', { name: section, exact: true }).getByTestId('check').click()
      }
      await expect(page.getByRole('main').getByRole('status')).toHaveCount(2)
      expect(await violations(outframe), `Settings, ${name}`).toEqual([])
    }
  } finally {
    await simulator.close()
  }
})

test('the page that says why nothing works meets axe’s rules', async ({ outframe }) => {
  await outframe.app.evaluate(() => {
    setTimeout(() => {
      throw new Error('a bug')
    })
  })
  await expect(outframe.page.getByRole('heading', { name: 'Outframe met an error' })).toBeVisible()
  expect(await violations(outframe)).toEqual([])
})

test('several targets and the list of presets meet axe’s rules', async ({ outframe, photos }) => {
  await writePhotos(photos, 2)
  await outframe.add(photos)
  const { page } = outframe
  await page.getByTestId('add-target').click()
  await page.getByRole('menuitemradio', { name: '4:5', exact: true }).click()
  await page.getByRole('button', { name: 'Save as preset…' }).click()
  await page.getByLabel('Name of the preset').press('Enter')
  // The words of what was under the pointer float above everything.
  await page.mouse.move(640, 715)
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  for (const look of looks.slice(0, 2)) {
    await dress(outframe, look)
    expect(await violations(outframe)).toEqual([])
  }
  await dress(outframe, looks[0])
  await page.getByRole('button', { name: /more shapes$/i }).click()
  await page.getByRole('menuitem', { name: 'Manage presets…' }).click()
  await page.getByRole('button', { name: /^Rename/ }).click()
  await expect(page.getByRole('textbox', { name: 'Name of the preset' })).toBeFocused()
  for (const look of looks.slice(0, 2)) {
    await dress(outframe, look)
    expect(await violations(outframe)).toEqual([])
  }
})

test('from photos to results by the keyboard alone', async ({ outframe, photos }) => {
  await writePhoto(join(photos, 'a.jpg'), { width: 300, height: 200 })
  await writePhoto(join(photos, 'b.jpg'), { width: 300, height: 200 })
  await outframe.add(photos)
  const { keyboard } = outframe.page
  const grid = outframe.page.getByRole('grid', { name: 'Photos' })
  await expect(grid.getByRole('gridcell')).toHaveCount(2)

  for (let presses = 0; presses < 40 && !(await isFocused(outframe, '[role="grid"]')); presses++) {
    await keyboard.press('Tab')
  }
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  await expect(grid.getByRole('gridcell', { name: /^b\.jpg/ })).toBeFocused()
  await keyboard.press('1')
  await expect(grid.getByRole('button', { name: /^Own target 1:1/ })).toBeVisible()
  await keyboard.press('Control+a')
  await keyboard.press('Control+Enter')
  await outframe.waitForJobs({ done: 2 })
  expect(await filesIn(join(photos, 'outframe'))).toEqual(['a_16x9.jpg', 'b_1x1.jpg'])

  await keyboard.press('Control+4')
  const name = outframe.page.getByRole('main')
  await expect(name).toContainText('a_16x9.jpg')
  await keyboard.press('ArrowRight')
  await expect(name).toContainText('b_1x1.jpg')
})

test('Tab passes through everything and comes round again', async ({ outframe, photos }) => {
  await writePhoto(join(photos, 'a.jpg'))
  await outframe.add(photos)
  const seen = new Set<string>()
  let repeats = 0
  for (let presses = 0; presses < 120 && repeats < 3; presses++) {
    await outframe.page.keyboard.press('Tab')
    const focused = await outframe.page.evaluate(() => {
      const element = document.activeElement
      const label = element?.getAttribute('aria-label') ?? element?.textContent ?? ''
      return element === document.body ? null : `${element?.tagName} ${element?.id} ${label}`
    })
    if (focused === null) continue
    if (seen.has(focused)) repeats++
    seen.add(focused)
  }
  expect(repeats).toBe(3)
  const reached = [...seen].join('\n')
  for (const wanted of ['Library', 'Queue', 'Settings', 'Add photos', 'Start 1 photo', '16:9']) {
    expect(reached).toContain(wanted)
  }
})

function isFocused(outframe: Outframe, selector: string): Promise<boolean> {
  return outframe.page.evaluate((wanted) => document.activeElement?.closest(wanted) != null, selector)
}
