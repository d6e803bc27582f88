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

test('library and gallery, for the README', async ({ outframe, folder }) => {
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

/** Outputs in another size, profile and format than the photos have. */
function converting(batch: BatchSettings): BatchSettings {
  const target = { ...defaultTarget, kind: 'size', size: { width: 1920, height: 1080 } } as const
  return { ...batch, target, output: { ...batch.output, format: 'tiff', profile: 'display-p3', stripGps: true } }
}
