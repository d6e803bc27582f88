import { defaultLocalPainting } from '../../core/local-painting'
import { type BatchSettings, defaultTarget } from '../../core/settings'
import type { Outframe } from './harness/outframe'
import {
  change,
  command,
  hang,
  inEveryLook,
  readmeSize,
  resize,
  shoot,
  type Tour,
  takeForReadme,
} from './harness/pictures'
import { test } from './harness/test'

test.use({ painting: defaultLocalPainting })

/*
 * Takes pictures of the real window: those of the README, and others to judge it by eye. `npm run screenshots` takes
 * all: those of the README into docs, and every view in every size, theme and language into docs/views, which is not kept.
 * With `-- readme` it takes the README's only.
 */

test('library, canvas and gallery, for the README', async ({ outframe, folder }) => {
  const { page } = outframe
  await resize(outframe, readmeSize)
  await outframe.add(await shoot(folder, { broken: false }))
  await page.getByRole('gridcell', { name: /^sunset/ }).click()
  await page.getByRole('button', { name: '4:5', exact: true }).click()
  await page.getByRole('gridcell', { name: /^seeding/ }).click()
  await page.getByRole('button', { name: '1:1', exact: true }).click()
  await page.getByRole('grid').click({ position: { x: 5, y: 5 } })
  await takeForReadme(outframe, 'library-dark')

  await page.getByRole('gridcell', { name: /^picosdeeuropa/ }).click()
  await page.keyboard.press('Space')
  await page.waitForResponse((response) => response.url().startsWith('thumb://preview'))
  await takeForReadme(outframe, 'canvas-dark')
  await page.keyboard.press('Escape')
  await page.getByRole('grid').click({ position: { x: 5, y: 5 } })

  await outframe.start.click()
  await outframe.waitForJobs({ done: 6 })
  await outframe.view('Gallery')
  for (const key of ['p', '4']) {
    await page.getByRole('option', { name: /^picosdeeuropa/ }).click()
    await page.keyboard.press(key)
  }
  await page.getByRole('option', { name: /^picosdeeuropa/ }).click()
  await takeForReadme(outframe, 'gallery-dark')
})

inEveryLook('every view', everyView)

/** Through all views, empty and full, by keys and test ids: the words differ. */
async function everyView(tour: Tour): Promise<void> {
  await libraryViews(tour)
  await canvasViews(tour)
  await queueViews(tour)
  await galleryViews(tour)
  await settingsViews(tour)
}

async function libraryViews({ outframe, folder, take }: Tour): Promise<void> {
  const { page } = outframe
  const { keyboard } = page
  const cells = page.getByRole('gridcell')
  const more = page.getByTestId('more-output')
  await take('empty')
  await command(outframe, 'show-guide')
  await page.getByTestId('guide').waitFor()
  await take('guide')
  await outframe.add(await shoot(folder, { broken: true }))
  await take('guide-next')
  await page.getByTestId('guide').getByRole('button').click()
  await take('library')
  await hang(outframe, [folder, folder])
  await take('drop')
  await keyboard.press('Shift')
  await cells.nth(1).click()
  await cells.nth(3).click({ modifiers: ['Shift'] })
  await take('selected')
  await keyboard.press('Escape')
  const { batch } = await outframe.settings()
  await change(outframe, { batch: converting(batch) })
  await take('converted')
  await more.click()
  await take('output', page.getByRole('complementary').getByRole('checkbox').last())
  await more.click()
  await cells.nth(1).click()
  await take('converted-photo')
  await keyboard.press('Escape')
  await change(outframe, { batch: { ...batch, engine: 'kling', target: refused } })
  await take('refused')
  await cells.nth(1).click()
  await keyboard.press('Space')
  await take('canvas-refused')
  await keyboard.press('Escape')
  await keyboard.press('Escape')
  await change(outframe, { batch })
  await keyboard.press('l')
  await keyboard.press('f')
  await page.getByTestId('filter').click()
  await take('list-folders-filter')
  await page.getByRole('dialog').getByRole('button').nth(3).click()
  await page.getByRole('dialog').getByRole('button').last().click()
  await keyboard.press('Escape')
  await take('filtered')
  await command(outframe, 'find')
  await keyboard.type('nowhere')
  await take('filtered-none')
  await command(outframe, 'clear-filters')
  await keyboard.press('Escape')
  await cells.nth(1).click({ button: 'right' })
  await take('list-menu')
  await keyboard.press('Escape')
  await keyboard.press('g')
  await keyboard.press('f')
  await keyboard.press('Escape')
  await change(outframe, { batch: { ...batch, moreTargets: [four, tall] } })
  await take('targets')
  await savePresets(outframe)
  await page.getByTestId('add-target').click()
  await take('targets-menu')
  await keyboard.press('Escape')
  await page.getByRole('complementary').locator('[aria-haspopup="menu"]').first().click()
  await take('presets-menu')
  await page.getByRole('menuitem').first().click()
  await page.getByRole('dialog').waitFor()
  await take('presets')
  await keyboard.press('Escape')
  await change(outframe, { batch })
}

async function canvasViews({ outframe, take }: Tour): Promise<void> {
  const { keyboard } = outframe.page
  const { batch } = await outframe.settings()
  const preview = outframe.page.locator('[data-preview="shown"]')
  await outframe.page.getByRole('gridcell').nth(1).click()
  await keyboard.press('Space')
  await preview.waitFor()
  await take('canvas')
  await keyboard.press('p')
  await take('canvas-hatch')
  await change(outframe, { batch: { ...batch, engine: 'kling', target: tall } })
  await take('canvas-limit')
  await change(outframe, { batch: { ...batch, engine: 'kling', target: far } })
  await take('canvas-passes')
  await keyboard.press('p')
  await preview.waitFor()
  await take('canvas-passes-preview')
  await change(outframe, { batch })
}

async function queueViews({ outframe, take }: Tour): Promise<void> {
  const { page } = outframe
  const { keyboard } = page
  await keyboard.press('Control+3')
  await take('queue-empty')
  await keyboard.press('Control+4')
  await take('gallery-empty')
  await keyboard.press('Control+1')
  await keyboard.press('Escape')
  await page.getByTestId('start').click()
  await outframe.waitForJobs({ done: 7 })
  await take('done')
  const { batch } = await outframe.settings()
  await change(outframe, {
    batch: { ...batch, target: four, output: { ...batch.output, conflict: 'ask', template: '{name}_16x9' } },
  })
  await page.getByTestId('start').click()
  await page.getByRole('dialog').waitFor()
  await take('conflict')
  await keyboard.press('Escape')
  await change(outframe, { batch })
  await keyboard.press('Control+3')
  await take('queue')
  const rows = page.locator('[data-job]')
  await rows.nth(1).click()
  await rows.nth(3).click({ modifiers: ['Shift'] })
  await take('queue-selected')
  await rows.nth(2).click({ button: 'right' })
  await take('queue-menu')
  await keyboard.press('Escape')
  await page.getByRole('radio').last().press('Space')
  await take('queue-history')
}

async function galleryViews({ outframe, take }: Tour): Promise<void> {
  const { page } = outframe
  const { keyboard } = page
  await keyboard.press('Control+4')
  await take('gallery')
  for (const [key, name] of galleryKeys) {
    await keyboard.press(key)
    await take(`gallery-${name}`)
  }
  await page.getByTestId('export-open').click()
  await take('gallery-export', page.getByTestId('export'))
  await command(outframe, 'trash-result')
  await page.getByRole('dialog').waitFor()
  await take('gallery-trash')
  await keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function settingsViews({ outframe, take }: Tour): Promise<void> {
  const { page } = outframe
  await page.keyboard.press('Control+,')
  await take('settings')
  for (const name of ['CometAPI', 'Kling']) {
    await take(`settings-${name}`, page.getByRole('region', { name, exact: true }))
  }
  for (const part of ['watching', 'money', 'output', 'storage', 'log', 'diagnostics', 'about']) {
    await take(`settings-${part}`, page.getByTestId(part))
  }
  await page.getByTestId('diagnostics').getByRole('button').click()
  await page.getByTestId('diagnostics').getByRole('textbox').waitFor()
  await take('settings-report', page.getByTestId('diagnostics'))
  await page.getByTestId('about').locator('[aria-expanded]').click()
  await page.getByTestId('licences').waitFor()
  await take('settings-licences', page.getByTestId('licences'))
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await take('keys')
  await page
    .getByRole('dialog')
    .locator('section')
    .last()
    .evaluate((element) => element.scrollIntoView({ block: 'end' }))
  await take('keys-end', page.getByRole('dialog').locator('section').last())
}

/** The first button of the inspector saves what is shown. */
async function savePresets({ page }: Outframe): Promise<void> {
  for (const name of ['Magazine spread, with room for the fold', '限時動態']) {
    await page.getByRole('complementary').getByRole('button').first().click()
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
    await page.getByRole('complementary').locator('form').waitFor({ state: 'detached' })
  }
}

const four = { ...defaultTarget, ratio: { width: 4, height: 5 } } as const
const tall = { ...defaultTarget, ratio: { width: 9, height: 16 } } as const
/** More than one pass makes. */
const far = { ...defaultTarget, ratio: { width: 3, height: 8 } } as const
/** More than any number of passes makes. */
const refused = { ...defaultTarget, ratio: { width: 1, height: 14 } } as const

/** Ways of looking at results: two marked ones in the grid, side by side, and at the seam. */
const galleryKeys = [
  ['p', 'picked'],
  ['4', 'stars'],
  ['s', 'side'],
  ['z', 'seam'],
  ['g', 'grid'],
  ['Shift+ArrowRight', 'grid-selected'],
  ['c', 'compare'],
] as const

/** Outputs in another size, profile and format than the photos have. */
function converting(batch: BatchSettings): BatchSettings {
  const target = { ...defaultTarget, kind: 'size', size: { width: 1920, height: 1080 } } as const
  return { ...batch, target, output: { ...batch.output, format: 'tiff', profile: 'display-p3', stripGps: true } }
}
