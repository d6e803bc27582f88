import { join } from 'node:path'
import sharp from 'sharp'
import { change, resize, shoot } from './harness/pictures'
import { test } from './harness/test'

test.setTimeout(280000)
for (const [theme, language] of [
  ['dark', 'en'],
  ['light', 'zh-Hant'],
] as const)
  test(`look ${theme}`, async ({ launch, folder, allowed }) => {
    allowed.push(/Failed to load resource/)
    const outframe = await (await launch({ args: ['--force-device-scale-factor=1'] })).ready()
    await change(outframe, { theme, language })
    const { page } = outframe
    const take = async (name: string) => {
      for (const [size, screen] of Object.entries({
        small: { width: 1280, height: 720 },
        large: { width: 1920, height: 1080 },
      })) {
        await resize(outframe, screen)
        await page.mouse.move(0, 0)
        await page.waitForTimeout(400)
        await page.screenshot({ path: `/tmp/look/${theme}-${name}-${size}.png` })
      }
    }
    await take('empty')
    const day = await shoot(folder, { broken: false })
    await sharp(join(day, 'sunset.jpg'))
      .withXmp(
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>',
      )
      .toFile(join(day, 'rated.jpg'))
    await sharp(join(day, 'sunset.jpg'))
      .withXmp(
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="-1"/></rdf:RDF></x:xmpmeta>',
      )
      .toFile(join(day, 'rejected.jpg'))
    await sharp(join(day, 'sunset.jpg')).toColourspace('rgb16').tiff().toFile(join(day, 'deep.tif'))
    await outframe.add(day)
    await take('library')
    const { batch } = await outframe.settings()
    const output = { ...batch.output, format: 'jpeg', profile: 'display-p3', stripGps: true } as const
    const target = {
      ...batch.target,
      kind: 'size',
      size: { width: 1920, height: 1080 },
      turns: false,
      anchor: { x: 0.5, y: 0.5 },
      grow: 1,
      tolerance: 0.005,
    } as const
    await change(outframe, { batch: { ...batch, target, output } })
    await page.getByTestId('more-output').scrollIntoViewIfNeeded()
    await take('converted')
    await page.getByTestId('more-output').click()
    await page.getByRole('complementary').getByRole('checkbox').last().scrollIntoViewIfNeeded()
    await take('more')
    await change(outframe, { batch: { ...batch, target, output: { ...output, format: 'tiff', keepTimes: true } } })
    await take('more-tiff')
    await page.getByRole('gridcell', { name: /^deep/ }).click()
    await change(outframe, { batch: { ...batch, target, output } })
    await take('photo')
    await page.keyboard.press('Space')
    await take('canvas')
    await change(outframe, {
      batch: {
        ...batch,
        target: {
          kind: 'margins',
          margins: {
            top: { value: 0, unit: 'px' },
            left: { value: 0, unit: 'px' },
            bottom: { value: 0, unit: 'px' },
            right: { value: 20000, unit: 'px' },
          },
        },
        output: { ...output, format: 'webp' },
      },
    })
    await page.keyboard.press('Control+1')
    await page.keyboard.press('Escape')
    await take('refused')
    await change(outframe, { batch: { ...batch, local: { method: 'mirror', effort: 'fast' }, target, output } })
    await page.getByTestId('start').click()
    await outframe.waitForJobs({ done: 9 }, 120000)
    await page.keyboard.press('Control+3')
    await take('queue')
    await page.keyboard.press('Control+4')
    await take('gallery')
  })
