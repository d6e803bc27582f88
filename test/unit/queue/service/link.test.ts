import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { planTarget, type Size } from '../../../../core/geometry'
import { serviceLimits } from '../../../../core/limits'
import { defaultTarget } from '../../../../core/settings'
import { linkToSend } from '../../../../main/queue/service/link'
import { TestImaging } from '../test-imaging'
import { photoText, temporaryFolder } from '../world'

const link = 'https://photos.example/a.jpg'

async function sent(size: Size, name = 'a.jpg'): Promise<string | null> {
  const source = join(await temporaryFolder(), name)
  await writeFile(source, photoText(size.width, size.height, 'a'))
  const result = planTarget(size, defaultTarget, { limits: serviceLimits })
  if (result.kind === 'refused') throw new Error(result.error.message)
  const { signal } = new AbortController()
  return await linkToSend({ link, sendLink: true, source, plan: result.plan }, new TestImaging(), signal)
}

test('a link is sent in the place of a photo that the service takes as it is', async () => {
  expect(await sent({ width: 600, height: 400 })).toBe(link)
  expect(await sent({ width: 750, height: 300 })).toBe(link)
})

test.each([
  ['a panorama, of which each tile is a part', { width: 3000, height: 1000 }],
  ['a photo that has to be enlarged', { width: 299, height: 400 }],
])('never in the place of %s', async (_, size) => {
  expect(await sent(size)).toBeNull()
})
