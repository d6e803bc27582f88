import { join } from 'node:path'
import { type Simulator, startSimulator } from '../simulator/simulator'
import { PaidWindow } from './harness/paid-window'
import { filesIn, writeSamples } from './harness/photos'
import { keys } from './harness/service'
import { expect, test } from './harness/test'

const hour = 60 * 60 * 1000

let simulator: Simulator
/** How far the service's clock is ahead, ms. */
let ahead = 0
test.beforeEach(async () => {
  ahead = 0
  simulator = await startSimulator({ taskMs: { min: 300, max: 900 } }, () => Date.now() + ahead)
})
test.afterEach(() => simulator.close())

/** From here on tasks take until the service's clock is put forward. */
function holdTasks(): void {
  simulator.change({ taskMs: { min: hour, max: hour } })
}

test('from a key to results: asked once who receives the photos, charged once for each', async ({
  outframe,
  photos,
}) => {
  const { page } = outframe
  const paid = await PaidWindow.withKey(outframe, simulator)
  await expect(paid.inspector).toContainText(`Photos go to Kling · ${new URL(simulator.kling).host}`)
  await paid.inspector.getByRole('button', { name: 'Check connection' }).click()
  await expect(paid.inspector).toContainText('Key good, route there')

  await writeSamples(photos, 3)
  await outframe.add(photos)
  await expect(outframe.start).toHaveText('Start 3 photos3 units')
  await expect(paid.inspector).toContainText('3 photos × 1 pass')
  await outframe.start.click()
  const consent = page.getByRole('dialog', { name: 'Send photos to Kling?' })
  await expect(consent).toContainText(new URL(simulator.kling).host)
  await expect(consent).toContainText('3 units')
  await consent.getByRole('button', { name: 'Cancel' }).click()
  await expect(consent).toBeHidden()
  expect(simulator.ledger.all()).toEqual([])

  holdTasks()
  await paid.startAndAgree()
  const { bar } = paid
  await expect(bar).toContainText('3 of 10 slots')
  await expect(bar).toContainText('3 units')
  ahead += hour
  await outframe.waitForJobs({ done: 3 })
  await expect(bar).toContainText('3 photos done')
  expect(simulator.ledger.all()).toHaveLength(3)
  expect(simulator.ledger.twice()).toEqual([])
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(3)

  await outframe.view('Gallery')
  const facts = page.getByRole('complementary').filter({ hasText: 'Border generated at' })
  await expect(facts.locator('dt:text-is("Units") + dd')).toHaveText('1')
  await expect(facts.locator('dt:text-is("Border generated at") + dd')).toHaveText(/^\d(\.\d+)?×$/)
  await expect(facts.locator('dt:text-is("Engine") + dd')).toHaveText('Kling')

  await outframe.view('Library')
  await outframe.start.click()
  await expect(page.getByText('Every output exists already. Nothing was made twice.')).toBeVisible()
  expect(simulator.ledger.all()).toHaveLength(3)
})

test('a wrong key holds the whole batch up in one banner; the right one lets it go on by itself', async ({
  outframe,
  photos,
}) => {
  const paid = await PaidWindow.withKey(outframe, simulator, { key: 'sk-of-somebody-else' })
  await writeSamples(photos, 3)
  await outframe.add(photos)
  await paid.startAndAgree()
  await outframe.waitForJobs({ blocked: 3, failed: 0 })
  const banner = paid.banner('are held up.')
  await expect(banner).toHaveCount(1)
  await expect(banner).toContainText('3 photos are held up. Kling: The service refused the key.')
  await expect(banner.getByRole('button')).toHaveCount(1)
  expect(simulator.ledger.all()).toEqual([])

  await banner.getByRole('button', { name: 'Change the key' }).click()
  await paid.replaceKey(keys.kling)
  await outframe.waitForJobs({ done: 3, blocked: 0 })
  await expect(banner).toBeHidden()
  expect(simulator.ledger.all()).toHaveLength(3)
  await expect(paid.bar).toContainText('3 photos done')
})

test('a missing route is said by the check and by Start, with what to do, and fails no photo', async ({
  outframe,
  photos,
}) => {
  simulator.change({ doors: { cometapi: { create: 'missing' } } })
  const paid = await PaidWindow.withKey(outframe, simulator, { door: 'cometapi' })
  await paid.inspector.getByRole('button', { name: 'Check connection' }).click()
  const report = paid.inspector.getByRole('status').filter({ hasText: 'Painting is not offered there' })
  await expect(report).toContainText('The key is good.')
  await expect(report).toContainText('Paint with Kling itself, or on this computer.')
  await expect(report.getByRole('button', { name: 'Use Kling' })).toBeVisible()

  await writeSamples(photos, 3)
  await outframe.add(photos)
  await paid.startAndAgree()
  await outframe.waitForJobs({ blocked: 3, failed: 0 })
  const banner = paid.banner('3 photos are held up.')
  await expect(banner).toContainText('CometAPI: The service does not offer this at the moment.')
  await banner.getByRole('button', { name: 'Check connection' }).click()
  await expect(paid.section).toContainText('Painting is not offered there: its route is missing.')
  expect(simulator.ledger.all()).toEqual([])

  simulator.change({ doors: { cometapi: { create: 'there' } } })
  await paid.section.getByRole('button', { name: 'Check connection' }).click()
  await outframe.waitForJobs({ done: 3, blocked: 0 })
  expect(simulator.ledger.all()).toHaveLength(3)
})

test('a pilot of three, and the others once the user has seen it', async ({ outframe, photos }) => {
  const paid = await PaidWindow.withKey(outframe, simulator)
  await writeSamples(photos, 5)
  await outframe.add(photos)
  await paid.inspector.getByText('Run the first 3, then ask').click()
  await expect(outframe.start).toHaveText('Start 5 photos5 units · pilot of 3 first')
  await paid.startAndAgree()
  await outframe.waitForJobs({ done: 3, blocked: 2 })
  expect(simulator.ledger.all()).toHaveLength(3)

  const banner = paid.banner('The pilot of 3 photos is done.')
  await expect(banner).toContainText('2 others wait for your word.')
  await banner.getByRole('button', { name: 'Look at the results' }).click()
  await expect(outframe.page.getByRole('listbox').getByRole('option')).toHaveCount(3)
  await banner.getByRole('button', { name: 'Go on with the other 2' }).click()
  await outframe.waitForJobs({ done: 5, blocked: 0 })
  await expect(banner).toBeHidden()
  expect(simulator.ledger.all()).toHaveLength(5)
})

test('a budget holds up what is beyond it, says so, and is raised in its place', async ({ outframe, photos }) => {
  const paid = await PaidWindow.withKey(outframe, simulator)
  await paid.capBatches(2)
  await writeSamples(photos, 4)
  await outframe.add(photos)
  await expect(paid.inspector).toContainText('Over the batch’s budget: it waits after 2 units until you raise it.')
  await paid.startAndAgree()
  await outframe.waitForJobs({ done: 2, blocked: 2 })
  expect(simulator.ledger.all()).toHaveLength(2)

  const banner = paid.banner('2 photos are held up.')
  await expect(banner).toContainText('Kling: The budget is used up. They go on when it is raised.')
  await banner.getByRole('button', { name: 'Raise the budget…' }).click()
  const form = outframe.page.getByRole('dialog', { name: 'Raise the budget…' })
  await form.getByLabel('Budget of this batch, units').fill('4')
  await form.getByRole('button', { name: 'Raise' }).click()
  await outframe.waitForJobs({ done: 4, blocked: 0 })
  await expect(banner).toBeHidden()
  expect(simulator.ledger.all()).toHaveLength(4)
})

test('an account that paints fewer at once is learnt, said, and nobody’s fault', async ({ outframe, photos }) => {
  const [account] = simulator.options().accounts
  simulator.change({ accounts: [{ ...account, name: 'studio', slots: 2 }] })
  holdTasks()
  const paid = await PaidWindow.withKey(outframe, simulator)
  await writeSamples(photos, 4)
  await outframe.add(photos)
  await paid.startAndAgree()
  await expect(paid.bar).toContainText('2 of 10 slots · limit 2 for now')
  await outframe.view('Queue')
  await expect(paid.row('Painting')).toHaveCount(2)
  await expect(paid.row('Next to be sent')).toHaveCount(2)
  ahead += hour
  await expect.poll(() => simulator.ledger.all().length).toBe(4)
  ahead += hour
  await outframe.waitForJobs({ done: 4, failed: 0 })
  expect(simulator.slots('studio').peak).toBe(2)
})

test('a Start in a paused queue buys nothing of what waits there, and adds nothing twice', async ({
  outframe,
  photos,
}) => {
  const { page } = outframe
  const paid = await PaidWindow.withKey(outframe, simulator)
  await paid.inspector.getByLabel('Slots', { exact: true }).fill('1')
  holdTasks()
  await writeSamples(photos, 3)
  await outframe.add(photos)
  await paid.startAndAgree()
  await outframe.waitForJobs({ running: 1 })
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await outframe.waitForJobs({ running: 1, queued: 2 })

  const [, , , fourth = ''] = await writeSamples(join(photos, 'later'), 4)
  await outframe.add(fourth)
  await expect(outframe.start).toContainText('Start 4 photos')
  await outframe.start.click()
  const told = page.getByRole('status').filter({ hasText: '1 photo added to the queue' })
  await expect(told).toContainText('2 jobs that were paused may take units, and are on hold until you let them go on.')
  await expect(told).toContainText('3 photos are in the queue already, just as wanted.')
  simulator.change({ taskMs: { min: 200, max: 300 } })
  ahead += hour
  await outframe.waitForJobs({ done: 2, queued: 2 })
  expect(simulator.ledger.all()).toHaveLength(2)
  await expect(paid.bar).toContainText('2 on hold')

  await told.getByRole('button', { name: 'Let them go on as well' }).click()
  await outframe.waitForJobs({ done: 4 })
  expect(simulator.ledger.all()).toHaveLength(4)
  expect(simulator.ledger.twice()).toEqual([])
  await outframe.start.click()
  await expect(page.getByText('Every output exists already. Nothing was made twice.')).toBeVisible()
})
