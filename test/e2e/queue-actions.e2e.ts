import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Bridge } from '../../core/ipc/bridge'
import { defaultBatchSettings } from '../../core/settings'
import { type Simulator, startSimulator } from '../simulator/simulator'
import type { Outframe } from './harness/outframe'
import { filesIn, writePhotos } from './harness/photos'
import { change } from './harness/pictures'
import { keys, PaidDoor } from './harness/service'
import { expect, test } from './harness/test'

const hour = 60 * 60 * 1000
/** As tasks take that are held until the service's clock is put forward. */
const held = { min: hour, max: hour } as const

let simulator: Simulator
let ahead = 0
test.beforeEach(async () => {
  ahead = 0
  simulator = await startSimulator({ taskMs: held }, () => Date.now() + ahead)
})
test.afterEach(() => simulator.close())

const row = (outframe: Outframe, name: string) => outframe.page.getByRole('listitem').filter({ hasText: name })
const bar = (outframe: Outframe) => outframe.page.getByRole('region', { name: 'Queue', exact: true })

async function stop(outframe: Outframe, way: string): Promise<void> {
  await bar(outframe).getByRole('button', { name: 'More ways to stop' }).click()
  await outframe.page.getByRole('menuitem', { name: way }).click()
}

/** Paints in the quickest way, where it does not matter how. */
async function paintQuickly(outframe: Outframe): Promise<void> {
  await change(outframe, { batch: { ...defaultBatchSettings, local: { method: 'mirror', effort: 'fast' } } })
}

/** Answers the question before the program ends, and notes what it said. */
async function answerQuitting(
  outframe: Outframe,
  response: 0 | 1,
  checkboxChecked = false,
): Promise<() => Promise<string[]>> {
  await outframe.inMain(
    ({ dialog }, answer) => {
      const asked: string[] = []
      Object.assign(globalThis, { asked })
      // Electron gives the window first, where there is one.
      dialog.showMessageBox = async (...given: unknown[]) => {
        const options = given.at(-1) as Electron.MessageBoxOptions
        asked.push(`${options.message}\n${options.detail}`)
        return answer
      }
    },
    { response, checkboxChecked },
  )
  return () => outframe.inMain(() => (globalThis as unknown as { readonly asked: string[] }).asked)
}

/** Without a keyring the key is forgotten at the end; with it again the queue, which goes on by itself, goes on. */
async function openAgain(outframe: Outframe): Promise<void> {
  expect((await outframe.queue()).summary).toMatchObject({ mode: 'running', recovered: null })
  await new PaidDoor(outframe).setKey({ kind: 'key', key: keys.kling })
}

test('sending is stopped, what was bought is fetched, and what has priority is sent first when it goes on', async ({
  outframe,
  photos,
}) => {
  const { page } = outframe
  const door = new PaidDoor(outframe)
  await door.use(simulator, { slots: 2 })
  await writePhotos(photos, 5, { width: 480, height: 360 })
  await outframe.add(photos)
  await door.start()
  await outframe.waitForJobs({ running: 2 })
  await outframe.view('Queue')

  await stop(outframe, 'Stop sending')
  await expect(bar(outframe)).toContainText('Sending stopped')
  ahead += hour
  await outframe.waitForJobs({ done: 2, queued: 3 })
  expect(simulator.ledger.all()).toHaveLength(2)
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(2)

  // Which of them got the slots first is a matter of who was prepared first.
  const waiting = (await outframe.jobs()).filter(({ state }) => state === 'queued')
  const [low = '', high = '', highest = ''] = waiting.map(({ source }) => basename(source))
  await row(outframe, high).getByRole('checkbox').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('2 jobs selected')).toBeVisible()
  await page.getByRole('button', { name: 'Priority' }).click()
  await page.getByRole('menuitemradio', { name: 'High' }).click()
  await expect(row(outframe, highest).getByRole('img', { name: 'High priority' })).toBeVisible()
  const shown = page.getByRole('list', { name: 'Jobs' }).getByRole('listitem')
  await expect(shown).toHaveCount(5)
  await expect(shown.last()).toContainText(low)

  await page.getByRole('button', { name: 'Resume' }).click()
  await outframe.waitForJobs({ running: 2 })
  const jobs = await outframe.jobs()
  const [last = 0, ...before] = [low, high, highest].map(
    (name) => jobs.find(({ source }) => basename(source) === name)?.startedAt ?? Number.POSITIVE_INFINITY,
  )
  expect(Math.max(...before)).toBeLessThanOrEqual(last)
  simulator.change({ taskMs: { min: 100, max: 100 } })
  ahead += hour
  await outframe.waitForJobs({ done: 5 })
  expect(simulator.ledger.all()).toHaveLength(5)
})

test('several jobs are dragged past the edge of the list at once, and put back', async ({ outframe, photos }) => {
  const { page } = outframe
  const door = new PaidDoor(outframe)
  await door.use(simulator)
  await writePhotos(photos, 30, { width: 480, height: 360 })
  await outframe.add(photos)
  await page.evaluate(() =>
    (window as unknown as { readonly outframe: Bridge }).outframe.queue.pause({ way: 'sending' }),
  )
  await door.start()
  await outframe.view('Queue')
  const order = async () => (await outframe.jobs()).map(({ source }) => Number(/(\d+)\.jpg$/.exec(source)?.[1]))
  const asAdded = Array.from({ length: 30 }, (_, index) => index + 1)
  expect(await order()).toEqual(asAdded)

  await row(outframe, 'photo-01.jpg').getByRole('checkbox').click()
  await row(outframe, 'photo-02.jpg')
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] })
  await row(outframe, 'photo-02.jpg').hover()
  await row(outframe, 'photo-02.jpg')
    .getByRole('button', { name: /^Drag to reorder/ })
    .hover()
  await page.mouse.down()
  const list = await page.getByRole('list', { name: 'Jobs' }).locator('..').boundingBox()
  const bottom = (list?.y ?? 0) + (list?.height ?? 0)
  await page.mouse.move(400, bottom - 8, { steps: 4 })
  await expect(row(outframe, 'photo-30.jpg')).toBeInViewport({ ratio: 1 })
  const last = await row(outframe, 'photo-30.jpg').boundingBox()
  await page.mouse.move(400, (last?.y ?? 0) + (last?.height ?? 0) - 4, { steps: 2 })
  await page.mouse.up()
  await expect.poll(order).toEqual([...asAdded.slice(2), 1, 2])

  await outframe.inMain(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.send('menu:command', 'undo'),
  )
  await expect.poll(order).toEqual(asAdded)
  expect(simulator.ledger.all()).toEqual([])
})

test('pausing now puts back what is made here and leaves no pieces', async ({ outframe, photos }) => {
  await writePhotos(photos, 6, { width: 3000, height: 2000 })
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.waitForComposing()
  await stop(outframe, 'Pause now')
  await expect.poll(async () => (await outframe.queue()).summary.active).toBe(0)
  await expect(bar(outframe)).toContainText('Paused')
  const { counts } = (await outframe.queue()).summary
  expect(counts.queued).toBe(6 - counts.done)
  expect((await filesIn(photos)).filter((file) => !file.startsWith('photo-'))).toHaveLength(counts.done)
})

test('cleared jobs stay in the gallery and in the history, from which they are reported and run again', async ({
  outframe,
  photos,
}) => {
  const { page } = outframe
  await paintQuickly(outframe)
  await writePhotos(photos, 3, { width: 300, height: 200 })
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.waitForJobs({ done: 3 })
  await outframe.view('Queue')
  await page.getByRole('button', { name: 'Clear finished' }).click()
  await expect(page.getByText('Nothing left to do.')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('list', { name: 'Jobs' }).getByRole('listitem')).toHaveCount(3)
  await page.keyboard.press('Control+Shift+z')
  await expect(page.getByText('Nothing left to do.')).toBeVisible()
  await outframe.view('Gallery')
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(3)

  await outframe.view('Queue')
  await page.getByText('History', { exact: true }).click()
  const batch = page.getByRole('list', { name: 'Batches, the latest first' }).getByRole('listitem')
  await expect(batch).toContainText('3 photos')
  await expect(batch).toContainText('3 done')
  const report = join(photos, 'report.csv')
  await outframe.inMain(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, report)
  await batch.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Export as CSV…' }).click()
  await expect(page.getByText('The report of 3 jobs is written')).toBeVisible()
  const lines = (await readFile(report, 'utf8')).split('\r\n')
  expect(lines).toHaveLength(5)
  expect(lines[1]).toContain(join(photos, 'photo-01.jpg'))

  await outframe.view('Library')
  await change(outframe, { batch: { ...defaultBatchSettings, prompt: 'something else' } })
  await outframe.view('Queue')
  await batch.getByRole('button', { name: 'Run again with…' }).click()
  await expect(page.getByText('3 of 3 selected')).toBeVisible()
  expect((await outframe.settings()).batch).toMatchObject({ prompt: '', local: { method: 'mirror' } })
})

test('it asks before it ends at work, says what becomes of money, and goes on the next time', async ({
  launch,
  photos,
}) => {
  const first = await (await launch()).ready()
  const door = new PaidDoor(first)
  await door.use(simulator)
  await writePhotos(photos, 1, { width: 480, height: 360 })
  await first.add(photos)
  await door.start()
  await first.waitForJobs({ running: 1 })
  const asked = await answerQuitting(first, 1)
  await first.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(asked).toHaveLength(1)
  expect((await asked())[0]).toContain('1 photo is at the service: it stays charged')
  await first.inMain(({ app }) => app.quit())
  await expect.poll(asked).toHaveLength(2)
  await first.waitForJobs({ running: 1 })

  await answerQuitting(first, 0, true)
  const ended = new Promise((resolve) => first.process.once('exit', resolve))
  await first.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined)
  expect(await ended).toBe(0)

  const second = await (await launch()).ready()
  await expect(second.page.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible()
  expect((await second.settings()).askBeforeQuit).toBe(false)
  ahead += hour
  await openAgain(second)
  await second.waitForJobs({ done: 1 })
  expect(simulator.ledger.all()).toHaveLength(1)
})

test('it ends without a question when nothing is under way, and when it is told to by the system', async ({
  launch,
  photos,
}) => {
  const first = await (await launch()).ready()
  const door = new PaidDoor(first)
  await door.use(simulator)
  await writePhotos(photos, 1, { width: 480, height: 360 })
  await first.add(photos)
  await door.start()
  await first.waitForJobs({ running: 1 })
  const asked = await answerQuitting(first, 1)
  const ended = new Promise((resolve) => first.process.once('exit', resolve))
  first.process.kill('SIGTERM')
  expect(await ended).toBe(0)
  await expect(asked()).rejects.toThrow()

  simulator.change({ taskMs: { min: 100, max: 100 } })
  ahead += hour
  const second = await (await launch()).ready()
  await openAgain(second)
  await second.waitForJobs({ done: 1 })
  await answerQuitting(second, 1)
  const gone = new Promise((resolve) => second.process.once('exit', resolve))
  await second.inMain(({ app }) => app.quit()).catch(() => undefined)
  expect(await gone).toBe(0)
})
