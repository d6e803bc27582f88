import { join } from 'node:path'
import { type Simulator, startSimulator } from '../simulator/simulator'
import { startKeyring } from './harness/keyring'
import type { Outframe } from './harness/outframe'
import { PaidWindow } from './harness/paid-window'
import { filesIn, filesWith, writeSamples } from './harness/photos'
import { keys } from './harness/service'
import { expect, test } from './harness/test'

// biome-ignore lint/suspicious/noSkippedTests: a test may open no other system's keyring
test.skip(process.platform !== 'linux', 'needs a Linux keyring')

let simulator: Simulator
test.beforeEach(async () => {
  simulator = await startSimulator({ taskMs: { min: 6000, max: 6000 } })
})
test.afterEach(() => simulator.close())

/** Everything that the page holds in words: what it shows, its fields, what it stored. */
function pageText({ page }: Outframe): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll('input, textarea')] as HTMLInputElement[]
    const stored = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage }))
    return [document.documentElement.outerHTML, ...fields.map(({ value }) => value), ...stored].join('\n')
  })
}

test('killed while photos are painted, it asks after them at once, buys none twice, and shows the key nowhere', async ({
  launch,
  folder,
  home,
  photos,
}) => {
  const keyring = await startKeyring(join(folder, 'keyring'))
  try {
    const first = await (await launch(keyring.launch)).ready()
    const paid = new PaidWindow(first)
    await paid.setUp(simulator, keys.kling)
    await paid.inspector.getByLabel('Slots', { exact: true }).fill('3')
    await writeSamples(photos, 5)
    await first.add(photos)
    await paid.startAndAgree()
    await first.waitForJobs({ running: 3 })
    expect(simulator.ledger.all()).toHaveLength(3)
    const shown = await pageText(first)
    expect(shown).toContain('Key kept')
    expect(shown).not.toContain(keys.kling)
    await first.kill()
    const asked = simulator.stats.requests('query').length

    const second = await (await launch(keyring.launch)).ready()
    const again = new PaidWindow(second)
    const summary = again.banner('Outframe was closed while working.')
    await expect(summary).toContainText(/\d interrupted .*nothing finished is made twice/)
    await expect(second.page.getByRole('region', { name: 'Queue', exact: true })).toContainText('Paused')
    await expect.poll(() => simulator.stats.requests('query').length).toBeGreaterThan(asked)
    // What is bought is fetched while nothing new is begun.
    await expect.poll(() => simulator.stats.requests('download').length).toBe(3)
    expect((await second.queue()).summary).toMatchObject({ running: false, counts: { done: 0 } })
    expect(simulator.ledger.all()).toHaveLength(3)

    await summary.getByRole('button', { name: 'Continue' }).click()
    await second.waitForJobs({ done: 5 })
    await expect(summary).toBeHidden()
    expect(simulator.ledger.all()).toHaveLength(5)
    expect(simulator.ledger.twice()).toEqual([])
    expect(await filesIn(join(photos, 'outframe'))).toHaveLength(5)
    for (const view of ['Library', 'Queue', 'Gallery', 'Settings'] as const) {
      await second.view(view)
      expect(await pageText(second)).not.toContain(keys.kling)
    }
    await second.close()
    // Settings, log, queue, kept keys; the endpoint shows that what is looked for would be found.
    expect(await filesWith(home, simulator.kling)).not.toEqual([])
    expect(await filesIn(join(home, 'profile'))).toContain('keys.json')
    expect(await filesWith(home, keys.kling)).toEqual([])
    expect([...first.stderr, ...second.stderr].join('')).not.toContain(keys.kling)
  } finally {
    await keyring.close()
  }
})

test('quit while a photo’s bytes are on their way, it waits for the answer, and pays once', async ({
  launch,
  photos,
}) => {
  simulator.change({ taskMs: { min: 300, max: 300 } })
  simulator.faults.add({ on: 'create', largerThan: 10_000, fault: { delayMs: 2000 } })
  const first = await (await launch()).ready()
  const paid = new PaidWindow(first)
  await paid.setUp(simulator, keys.kling)
  await writeSamples(photos, 1)
  await first.add(photos)
  await paid.startAndAgree()
  await expect.poll(() => simulator.ledger.all().length).toBe(1)
  await first.waitForJobs({ submitting: 1 })
  expect(await first.close()).toBe(0)
  expect(simulator.ledger.all()).toHaveLength(1)

  simulator.faults.clear()
  const second = await (await launch()).ready()
  const again = new PaidWindow(second)
  await again.addKey(keys.kling)
  await again.banner('The last session left work behind.').getByRole('button', { name: 'Continue' }).click()
  await second.waitForJobs({ done: 1 })
  expect(simulator.ledger.all()).toHaveLength(1)
})
