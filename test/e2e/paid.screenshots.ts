import { defaultLocalPainting } from '../../core/local-painting'
import { defaultTarget } from '../../core/settings'
import { type Simulator, startSimulator } from '../simulator/simulator'
import { change, inEveryLook, readmeSize, resize, shoot, takeForReadme } from './harness/pictures'
import { keys, PaidDoor } from './harness/service'
import { expect, test } from './harness/test'

test.use({ painting: defaultLocalPainting })

/* Pictures of paid runs, against the simulator. See screenshots.ts. */

/** More bytes than the create that checks the route has, and fewer than a photo's. */
const photoBytes = 10_000
const quick = { min: 300, max: 600 } as const
const money = { unitPrice: 0.028, currency: 'USD', budgetPerBatch: 20, budgetPerDay: null } as const

let simulator: Simulator
test.beforeEach(async () => {
  simulator = await startSimulator({ taskMs: quick })
})
test.afterEach(() => simulator.close())

/** These photos are still being painted when the picture is taken, counted from 1 as they are sent. */
function stayAtWork(nth: number[]): void {
  const fault = { task: { kind: 'takes', ms: 3_600_000 } } as const
  simulator.faults.add({ on: 'create', largerThan: photoBytes, nth, fault })
}

test('the queue of a paid run, for the README', async ({ outframe, folder }) => {
  await resize(outframe, readmeSize)
  await outframe.add(await shoot(folder, { broken: false }))
  const door = new PaidDoor(outframe)
  await door.use(simulator, { slots: 4 })
  await change(outframe, { money })
  simulator.change({ taskMs: { min: 4000, max: 6000 } })
  stayAtWork([6, 8, 9, 10])
  await door.start({ target: { ...defaultTarget, ratio: { width: 4, height: 5 } } })
  await door.start({ target: { ...defaultTarget, ratio: { width: 1, height: 1 } } })
  await outframe.waitForJobs({ done: 6, running: 4 })
  await outframe.view('Queue')
  await takeForReadme(outframe, 'queue-dark')
})

inEveryLook('a paid run', async ({ outframe, folder, take }) => {
  const { page } = outframe
  await outframe.add(await shoot(folder, { broken: false }))
  await change(outframe, { batch: { ...(await outframe.settings()).batch, engine: 'kling' } })
  await take('paid-no-key')
  await page.getByTestId('add-key').click()
  const field = page.locator('input[type="password"]')
  await take('paid-key-form', page.getByRole('complementary').locator('form').filter({ has: field }))
  await field.fill(keys.kling)
  await page.keyboard.press('Enter')
  const door = new PaidDoor(outframe)
  await door.use(simulator, { slots: 4 })
  await door.consent(false)
  await change(outframe, { money })
  await page.getByRole('complementary').getByTestId('check').click()
  await take('paid-inspector')
  stayAtWork([3, 4, 5])
  await page.getByTestId('start').click()
  await take('paid-consent')
  await page.getByTestId('agree').click()
  await outframe.waitForJobs({ running: 3 })
  await take('paid-library')
  await page.keyboard.press('Control+3')
  await take('paid-queue')
  await page.getByTestId('pause-ways').click()
  await take('paid-pause-menu')
  await page.keyboard.press('Escape')
  await page.getByTestId('toggle-running').click()
  await take('paid-paused')
  // What is made on this computer waits for room, and stays where it is once the queue is paused.
  await door.start({ engine: 'local', target: { ...defaultTarget, ratio: { width: 4, height: 5 } } })
  await page.getByTestId('toggle-running').click()
  const waiting = page.locator('[data-job]').last()
  await waiting.click({ button: 'right' })
  await take('paid-waiting-menu')
  await page.keyboard.press('Escape')
  await page.getByRole('main').locator('button[aria-haspopup="menu"]').first().click()
  await take('paid-priorities')
})

/** The account takes fewer at once than is set, and then the service is in trouble. */
inEveryLook('a paid run that is slowed down', async ({ outframe, folder, take }) => {
  const door = new PaidDoor(outframe)
  await door.use(simulator, { slots: 10 })
  await outframe.add(await shoot(folder, { broken: false }))
  const [account] = simulator.options().accounts
  simulator.change({ accounts: [{ ...account, name: 'studio', slots: 2 }] })
  stayAtWork([1, 2])
  await door.start()
  await expect.poll(async () => (await outframe.queue()).summary.doors[0]?.slots.limit).toBe(2)
  await outframe.page.keyboard.press('Control+3')
  await take('paid-limit')
  await outframe.page.locator('[data-job]').last().click({ button: 'right' })
  await take('paid-limit-menu')
  await outframe.page.keyboard.press('Escape')
  const reply = { kind: 'code', code: 1302, retryAfter: '300' } as const
  simulator.faults.clear()
  simulator.faults.add({ on: 'create', largerThan: photoBytes, fault: { reply } })
  await expect
    .poll(async () => (await outframe.queue()).summary.doors[0]?.pause?.error.code, { timeout: 60_000 })
    .toBe('too-many-requests')
  await take('paid-pause')
})

inEveryLook('a paid run that is over', async ({ outframe, folder, take }) => {
  const door = new PaidDoor(outframe)
  await door.use(simulator)
  await change(outframe, { money })
  await outframe.add(await shoot(folder, { broken: false }))
  await door.start({ prompt: 'Fields and a low stone wall, late summer, soft light from the left', pilot: 3 })
  await outframe.waitForJobs({ done: 3, blocked: 3 })
  await take('paid-pilot')
  await outframe.page.keyboard.press('Control+3')
  await take('paid-pilot-queue')
  await outframe.page.keyboard.press('Control+4')
  await take('paid-gallery')
})

inEveryLook('what stands in the way', async ({ outframe, folder, take }) => {
  const { page } = outframe
  const reply = { kind: 'html', status: 502 } as const
  simulator.faults.add({ on: 'create', door: 'cometapi', largerThan: photoBytes, fault: { accept: true, reply } })
  await outframe.add(await shoot(folder, { broken: false }))
  const comet = new PaidDoor(outframe, 'cometapi')
  await comet.use(simulator)
  await comet.start()
  await outframe.waitForJobs({ blocked: 5 })
  await take('paid-doubt')
  await page.keyboard.press('Control+3')
  await take('paid-doubt-queue')
  await page.getByRole('status').getByRole('button').last().click()
  await take('paid-charges')
  await page.getByRole('main').getByRole('list').last().getByRole('button').nth(1).click()
  await take('paid-charges-sure')

  const kling = new PaidDoor(outframe)
  await kling.use(simulator)
  await kling.setKey({ kind: 'key', key: 'sk-of-somebody-else' })
  await kling.start()
  await outframe.waitForJobs({ blocked: 10 })
  await page.keyboard.press('Control+1')
  await take('paid-blocked')
  simulator.change({ doors: { cometapi: { create: 'missing' } } })
  await page.keyboard.press('Control+,')
  await take('paid-settings')
  for (const name of ['CometAPI', 'Kling']) {
    const section = page.getByRole('region', { name, exact: true })
    await section.getByTestId('check').click()
    await take(`paid-settings-${name}`, section)
  }
  await take('paid-settings-money', page.getByTestId('money'))
})
