import { defaultLocalPainting } from '../../core/local-painting'
import { type BatchSettings, defaultTarget } from '../../core/settings'
import { change, inEveryLook, readmeSize, resize, shoot, type Tour, takeForReadme } from './harness/pictures'
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
  await page.getByRole('option', { name: /^picosdeeuropa/ }).click()
  for (const key of ['p', '4']) await page.keyboard.press(key)
  await page.getByRole('option', { name: /^picosdeeuropa/ }).click()
  await takeForReadme(outframe, 'gallery-dark')
})

inEveryLook('every view', everyView)

/** Through all views, empty and full, by keys and test ids: the words differ. */
async function everyView({ outframe, folder, take }: Tour): Promise<void> {
  const { keyboard } = outframe.page
  const cells = outframe.page.getByRole('gridcell')
  const more = outframe.page.getByTestId('more-output')
  await take('empty')
  await outframe.add(await shoot(folder, { broken: true }))
  await take('library')
  await cells.nth(1).click()
  await cells.nth(3).click({ modifiers: ['Shift'] })
  await take('selected')
  await keyboard.press('Escape')
  const { batch } = await outframe.settings()
  await change(outframe, { batch: converting(batch) })
  await take('converted')
  await more.click()
  await outframe.page.getByRole('complementary').getByRole('checkbox').last().scrollIntoViewIfNeeded()
  await take('output')
  await more.click()
  await cells.nth(1).click()
  await take('converted-photo')
  await keyboard.press('Escape')
  await change(outframe, { batch })
  await keyboard.press('l')
  await keyboard.press('f')
  await outframe.page.getByTestId('filter').click()
  await take('list-folders-filter')
  await keyboard.press('Escape')
  await cells.nth(1).click({ button: 'right' })
  await take('list-menu')
  await keyboard.press('Escape')
  await keyboard.press('g')
  await keyboard.press('f')
  await change(outframe, { batch: { ...batch, moreTargets: [four, tall] } })
  await take('targets')
  await change(outframe, { batch })
  await keyboard.press('Space')
  await take('canvas')
  await change(outframe, { batch: { ...batch, engine: 'kling', target: tall } })
  await take('canvas-passes')
  await change(outframe, { batch })
  await keyboard.press('Control+3')
  await take('queue-empty')
  await keyboard.press('Control+4')
  await take('gallery-empty')
  await keyboard.press('Control+1')
  await keyboard.press('Escape')
  await outframe.page.getByTestId('start').click()
  await outframe.waitForJobs({ done: 6 })
  await take('done')
  await keyboard.press('Control+3')
  await take('queue')
  await outframe.page.getByRole('listitem').nth(1).click()
  await outframe.page
    .getByRole('listitem')
    .nth(3)
    .click({ modifiers: ['Shift'] })
  await take('queue-selected')
  await outframe.page.getByRole('radio').last().press('Space')
  await take('queue-history')
  await keyboard.press('Control+4')
  await take('gallery')
  for (const [key, name] of galleryKeys) {
    await keyboard.press(key)
    await take(`gallery-${name}`)
  }
  await keyboard.press('Control+,')
  await take('settings')
  for (const part of ['money', 'storage', 'log', 'about']) {
    await outframe.page.getByTestId(part).evaluate((element) => element.scrollIntoView())
    await take(`settings-${part}`)
  }
  await keyboard.press('?')
  await take('keys')
}

const four = { ...defaultTarget, ratio: { width: 4, height: 5 } } as const
const tall = { ...defaultTarget, ratio: { width: 9, height: 16 } } as const

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
