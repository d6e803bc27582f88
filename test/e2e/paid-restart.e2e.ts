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

const hour = 60 * 60 * 1000

let simulator: Simulator
/** How far the service's clock is ahead, ms. */
let ahead = 0
test.beforeEach(async () => {
  ahead = 0
  simulator = await startSimulator({ taskMs: { min: hour, max: hour } }, () => Date.now() + ahead)
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
    const paid = await PaidWindow.withKey(first, simulator)
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
    await expect(again.bar).toContainText('Paused')
    await expect.poll(() => simulator.stats.requests('query').length).toBeGreaterThan(asked)
    ahead += hour
    // What is bought is fetched while nothing new is begun.
    await expect.poll(() => simulator.stats.requests('download').length).toBe(3)
    expect((await second.queue()).summary).toMatchObject({ running: false, counts: { done: 0 } })
    expect(simulator.ledger.all()).toHaveLength(3)

    await summary.getByRole('button', { name: 'Continue' }).click()
    await expect.poll(() => simulator.ledger.all().length).toBe(5)
    ahead += hour
    await second.waitForJobs({ done: 5 })
    await expect(summary).toBeHidden()
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
