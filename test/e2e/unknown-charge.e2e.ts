import { basename } from 'node:path'
import type { Bridge } from '../../core/ipc/bridge'
import { type Simulator, startSimulator } from '../simulator/simulator'
import type { Outframe } from './harness/outframe'
import { PaidWindow } from './harness/paid-window'
import { writeSamples } from './harness/photos'
import { expect, test } from './harness/test'

/** More bytes than the create that checks the route has, and fewer than a photo's. */
const photoBytes = 10_000

let simulator: Simulator
test.beforeEach(async () => {
  // CometAPI's door has neither look-ups by our own id nor a list.
  simulator = await startSimulator({ taskMs: { min: 300, max: 900 } })
})
test.afterEach(() => simulator.close())

/** Names of the photos whose requests wait for a word; those that the service did not take come first. */
async function inDoubt(outframe: Outframe): Promise<readonly string[]> {
  const charges = await outframe.page.evaluate(async () => {
    const { outframe } = window as unknown as { readonly outframe: Bridge }
    const result = await outframe.queue.unknownCharges()
    if (!result.ok) throw new Error(result.error.message)
    return result.value
  })
  const taken = new Set(simulator.ledger.all().map(({ externalTaskId }) => externalTaskId))
  const sorted = charges.toSorted((a, b) => Number(taken.has(a.id)) - Number(taken.has(b.id)))
  return sorted.map(({ source }) => basename(source))
}

/** Has three photos sent, one after the other, whose answers are all lost; the service took all but the first. */
async function loseAnswers(outframe: Outframe, photos: string): Promise<void> {
  const cut = { kind: 'cut' } as const
  simulator.faults.add(
    { on: 'create', largerThan: photoBytes, nth: 1, fault: { reply: cut } },
    { on: 'create', largerThan: photoBytes, nth: [2, 3], fault: { accept: true, reply: cut } },
  )
  const paid = await PaidWindow.withKey(outframe, simulator, { door: 'cometapi' })
  await paid.inspector.getByLabel('Slots', { exact: true }).fill('1')
  await writeSamples(photos, 3)
  await outframe.add(photos)
  await paid.startAndAgree()
  await outframe.waitForJobs({ blocked: 3, failed: 0 })
}

test('what may have been charged is one list, with the evidence and three ways out of it', async ({
  outframe,
  photos,
}) => {
  const { page } = outframe
  const paid = new PaidWindow(outframe, 'cometapi')
  await loseAnswers(outframe, photos)
  const [untaken, second, third] = await inDoubt(outframe)
  const sent = simulator.stats.requests('create').flatMap(({ id }) => id ?? [])
  expect(simulator.ledger.all()).toHaveLength(2)

  const banner = paid.banner('3 requests may have been charged.')
  await expect(banner).toContainText('Nothing is sent again without you.')
  await banner.getByRole('button', { name: 'Look into it' }).click()
  const list = page.getByRole('list', { name: 'May have been charged' })
  const row = (name = '') => list.getByRole('listitem').filter({ hasText: name })
  await expect(list.getByRole('listitem')).toHaveCount(3)
  await expect(row(untaken)).toContainText(/Sent .*\d\d:\d\d/)
  await expect(row(untaken)).toContainText(`CometAPI · ${new URL(simulator.cometapi).host}`)
  await expect(row(untaken)).toContainText(/The connection was cut after/)
  await expect(row(untaken)).toContainText('1 unit in doubt')

  // Nobody can say what became of it: it stays as it is.
  const before = simulator.stats.requests('query').length
  await row(second).getByRole('button', { name: 'Look again' }).click()
  await expect.poll(() => simulator.stats.requests('query').length).toBeGreaterThan(before)
  await expect(row(second).getByRole('button', { name: 'Look again' })).toBeVisible()
  await outframe.waitForJobs({ blocked: 3 })

  await row(third).getByRole('button', { name: 'Give up' }).click()
  await outframe.waitForJobs({ blocked: 2, failed: 1 })
  await expect(list.getByRole('listitem')).toHaveCount(2)

  await row(untaken).getByRole('button', { name: 'Send again' }).click()
  const question = row(untaken).getByRole('alert')
  await expect(question).toContainText('1 unit may be charged a second time.')
  await question.getByRole('button', { name: 'Don’t send' }).click()
  await expect(question).toBeHidden()
  expect(simulator.ledger.all()).toHaveLength(2)
  await row(untaken).getByRole('button', { name: 'Send again' }).click()
  await question.getByRole('button', { name: 'Send again' }).click()
  await outframe.waitForJobs({ done: 1, blocked: 1, failed: 1 })
  expect(simulator.ledger.all()).toHaveLength(3)

  // The service knows this one, and refuses it under the same id: still nobody is told that it was not charged.
  await row(second).getByRole('button', { name: 'Send again' }).click()
  await row(second).getByRole('alert').getByRole('button', { name: 'Send again' }).click()
  await expect(row(second)).toContainText('external_task_id already exists')
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await outframe.waitForJobs({ done: 1, blocked: 1, failed: 1 })
  expect(simulator.ledger.all()).toHaveLength(3)
  expect(simulator.ledger.twice()).toEqual([])
  expect(new Set(sent).size).toBe(3)
  await page.getByRole('button', { name: 'Back to the queue' }).click()
  await expect(paid.row(third ?? '')).toContainText('Charged or not is not known')
})
