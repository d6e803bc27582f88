import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, expect, it } from 'vitest'
import { heicFile } from '../../fixtures/images/heic'
import { full, lossless, makersFiles } from '../../fixtures/images/raw-files'
import { ensureCliBuilt, runJson } from './cli'
import { filesIn, place } from './place'

beforeAll(ensureCliBuilt)

it('expands what phones and cameras write, RAW files and their JPEGs side by side', async () => {
  const { photos, home } = await place()
  const [raw] = Object.values(makersFiles)
  if (!raw) throw new Error('no RAW file')
  await writeFile(join(photos, 'IMG_1.HEIC'), heicFile({ turns: 1 }))
  await writeFile(join(photos, 'IMG_2.JPG'), full)
  await writeFile(join(photos, 'IMG_2.NEF'), raw())
  await writeFile(join(photos, 'IMG_3.NEF'), lossless)
  const { code, summary, last } = await runJson(['expand', photos, '--ratio', '16:9'], { home })
  expect(code).toBe(1)
  expect(summary).toMatchObject({ done: 3, failed: 1, ignored: 0 })
  const outputs = ['outframe/IMG_1_16x9.jpg', 'outframe/IMG_2_16x9.JPG', 'outframe/IMG_2_16x9_2.jpg']
  expect((await filesIn(photos)).filter((file) => file.startsWith('outframe/IMG'))).toEqual(outputs)
  for (const output of outputs) {
    const { format, width = 0, height = 1 } = await sharp(join(photos, output)).metadata()
    expect(format).toBe('jpeg')
    expect(width / height).toBeCloseTo(16 / 9, 1)
  }
  expect(last.get(join(photos, 'IMG_3.NEF'))).toMatchObject({ state: 'failed', error: { code: 'image-unsupported' } })
})
