import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Simulator, startSimulator } from '../simulator/simulator'
import type { Outframe } from './harness/outframe'
import { PaidWindow } from './harness/paid-window'
import { filesIn, writePhoto, writeSamples } from './harness/photos'
import { expect, test } from './harness/test'

let simulator: Simulator
test.beforeEach(async () => {
  simulator = await startSimulator({ taskMs: { min: 300, max: 900 } })
})
test.afterEach(() => simulator.close())

test('a prompt is the batch’s or a photo’s own, and none is too long', async ({ outframe, photos }) => {
  const paid = await PaidWindow.withKey(outframe, simulator)
  await writeSamples(photos, 3)
  await outframe.add(photos)
  const prompt = paid.inspector.getByRole('textbox', { name: 'Prompt' })
  await prompt.fill('x'.repeat(2501))
  await expect(paid.inspector.getByRole('alert')).toHaveText(
    'Too long: 2,501 of 2,500 characters. Nothing starts until it is shorter.',
  )
  await expect(outframe.start).toBeDisabled()
  await prompt.fill('meadows under a wide sky')
  await expect(paid.inspector).toContainText('24 of 2,500')
  await expect(outframe.start).toBeEnabled()

  await outframe.page.getByRole('gridcell', { name: /^life/ }).click()
  await prompt.fill('the sea at dusk')
  await prompt.press('Escape')
  await expect(outframe.page.getByRole('button', { name: /^Own prompt: the sea at dusk/ })).toBeVisible()
  await outframe.page.keyboard.press('Escape')
  await paid.startAndAgree()
  await outframe.waitForJobs({ done: 3 })
  const prompts = simulator.ledger.all().map((charge) => charge.prompt)
  expect(prompts.toSorted()).toEqual(['meadows under a wide sky', 'meadows under a wide sky', 'the sea at dusk'])
})

test('a photo that is smaller than any a service takes is sent enlarged, which is said beforehand', async ({
  outframe,
  photos,
}) => {
  const { page } = outframe
  const paid = await PaidWindow.withKey(outframe, simulator)
  await outframe.add(await writePhoto(join(photos, 'icon.png'), { width: 40, height: 30 }))
  await page.getByRole('gridcell', { name: /^icon/ }).click()
  await outframe.view('Canvas')
  await expect(page.getByText('sent enlarged to 300 px a side')).toBeVisible()
  await paid.startAndAgree()
  await outframe.waitForJobs({ done: 1 })
  expect(simulator.ledger.all().map(({ upload }) => [upload.width, upload.height])).toEqual([[400, 300]])
  await outframe.view('Gallery')
  await expect(page.locator('dt:text-is("Border generated at") + dd')).toHaveText('1.00×')
})

/** Pastes a text, as somebody does who copied it elsewhere. */
async function paste(outframe: Outframe, text: string): Promise<void> {
  await outframe.inMain(({ clipboard }, copied) => clipboard.writeText(copied), text)
  await outframe.page.keyboard.press('ControlOrMeta+V')
}

test('a pasted link becomes a photo, is expanded, and goes out as a link where that is chosen', async ({
  outframe,
  folder,
}) => {
  const [path = ''] = await writeSamples(join(folder, 'far'), 1)
  const photo = await readFile(path)
  const server = createServer((_request, response) => response.setHeader('content-type', 'image/jpeg').end(photo))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const out = join(folder, 'out')
  await outframe.inMain(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, out)
  const paid = await PaidWindow.withKey(outframe, simulator)

  await paste(outframe, `${host}/copied.jpg`)
  await expect(outframe.page.getByRole('gridcell', { name: /From a link.*copied\.jpg/ })).toBeVisible()
  await expect(outframe.page.getByRole('heading', { name: 'All photos' })).toBeVisible()
  await outframe.page.getByRole('button', { name: /^Folder “outframe”/ }).click()
  await paid.startAndAgree()
  await outframe.waitForJobs({ done: 1 })
  expect(simulator.ledger.all().map(({ upload }) => upload.link)).toEqual([false])

  await paste(outframe, `${host}/linked.jpg`)
  await outframe.page.getByRole('gridcell', { name: /linked\.jpg/ }).click()
  await paid.inspector.getByText('Send links as links').click()
  await outframe.start.click()
  await outframe.waitForJobs({ done: 2 })
  expect(await filesIn(out)).toEqual(['copied_16x9.jpg', 'linked_16x9.jpg'])
  server.close()
})
