import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nef } from '../fixtures/images/raw-files'
import { startSimulator } from '../simulator/simulator'
import { violations } from './harness/axe'
import { dress, looks, show, views } from './harness/looks'
import { PaidWindow } from './harness/paid-window'
import { writePhoto, writePhotos, writeSamples } from './harness/photos'
import { PaidDoor } from './harness/service'
import { expect, test } from './harness/test'

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

test('all that the keyboard comes to is seen to have it', async ({ outframe, photos }) => {
  test.slow()
  const { page } = outframe
  await writePhotos(photos, 2, { width: 300, height: 200 })
  await outframe.add(photos)
  for (const theme of ['dark', 'light'] as const) {
    await dress(outframe, { theme, language: 'en' })
    for (const [place, { view, key }] of views.entries()) {
      await show(outframe, key, place)
      // Its first item shows that the grid has the keyboard.
      if (view === 'Library') await expect(page.getByRole('gridcell')).toHaveCount(2)
      const unseen = new Set<string>()
      for (let stops = 0; stops < 60; stops += 1) {
        await page.keyboard.press('Tab')
        const markup = await page.evaluate(withoutRing)
        if (markup !== null) unseen.add(markup)
      }
      expect([...unseen], `${view}, ${theme}`).toEqual([])
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
      await page.getByTestId('pause-ways').click()
      await expect(page.getByRole('menu')).toBeVisible()
      const floating = (await violations(outframe)).filter((found) => !found.startsWith('region:'))
      expect(floating, `ways to pause, ${name}`).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole('menu')).toBeHidden()
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
  await outframe.inMain(() => {
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
  // What says that it is saved fades.
  const toast = page.getByTestId('toasts').getByRole('status')
  await expect(toast).toBeVisible()
  await expect(toast).toHaveCount(0)
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

test('how the queue got on is said aloud, and not that all is well when it is not', async ({
  outframe,
  photos,
  allowed,
}) => {
  allowed.push(/Failed to load resource/)
  const [first = ''] = await writePhotos(photos, 2, { width: 300, height: 200 })
  const whole = await readFile(first)
  // Opened it is a photo; painted it turns out to end in the middle.
  await writeFile(first, whole.subarray(0, whole.length / 2))
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.waitForJobs({ done: 1, failed: 1 })
  const said = outframe.page.locator('[aria-live="polite"]')
  await expect(said.filter({ hasText: 'The queue is finished: 1 done, 1 failed' })).toBeAttached()
})

test('what is chosen is seen in the system’s own few colours, too', async ({ outframe }) => {
  const { page } = outframe
  await page.emulateMedia({ forcedColors: 'active' })
  const ground = (name: string) =>
    page
      .getByRole('button', { name, exact: true })
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor)
  expect(await ground('16:9')).not.toBe(await ground('4:5'))
  expect(await ground('Library')).not.toBe(await ground('Canvas'))
})

test('nothing takes its time where the system asks for less motion', async ({ outframe, photos }) => {
  await writePhotos(photos, 2)
  await outframe.add(photos)
  const { page } = outframe
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.keyboard.press('Shift+?')
  await expect(page.getByRole('dialog')).toBeVisible()
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element)
        return animationName !== 'none' || transitionDuration.split(',').some((time) => Number.parseFloat(time) > 0)
      })
      .map(({ tagName, className }) => `${tagName} ${className}`),
  )
  expect(moving).toEqual([])
})

/** The markup of what has the keyboard, unless a line is drawn around it, its label or a part of it. Runs in the page. */
function withoutRing(): string | null {
  const element = document.activeElement
  // A view has the keyboard itself where what had it is gone; nobody comes to it by keys.
  if (!(element instanceof HTMLElement) || element.tabIndex < 0) return null
  const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
  const ringed = [element, ...labels, ...element.querySelectorAll('*')].some((part) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(part)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0
  })
  return ringed ? null : element.outerHTML.slice(0, 200)
}
