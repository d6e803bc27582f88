import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Outframe } from './harness/outframe'
import { filesIn, writePhoto, writePhotos } from './harness/photos'
import { change } from './harness/pictures'
import { expect, test } from './harness/test'

/** Chooses an item of the application menu by the words on the way to it. */
function choose(outframe: Outframe, ...way: readonly string[]): Promise<void> {
  return outframe.inMain(({ Menu }, labels) => {
    const item = labels.reduce<Electron.MenuItem | undefined>(
      (parent, label) =>
        (parent ? parent.submenu : Menu.getApplicationMenu())?.items.find((each) => each.label === label),
      undefined,
    )
    if (!item) throw new Error(`Expected the menu to have ${labels.join(' > ')}`)
    item.click()
  }, way)
}

/** What the system's picker shall answer. */
function answerPicker(outframe: Outframe, paths: readonly string[]): Promise<void> {
  return outframe.inMain(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async () => ({ canceled: filePaths.length === 0, filePaths: [...filePaths] })
  }, paths)
}

const cells = (outframe: Outframe) => outframe.page.getByRole('gridcell')

test('the menu does what it says, in the language of the window', async ({ outframe, photos }) => {
  await choose(outframe, 'Help', 'Keyboard')
  await expect(outframe.page.getByRole('dialog')).toBeVisible()
  await outframe.page.keyboard.press('Escape')
  await choose(outframe, 'View', 'Queue')
  await expect(outframe.page.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible()

  await writePhotos(photos, 2)
  await answerPicker(outframe, [photos])
  await choose(outframe, 'File', 'Add Folders…')
  await choose(outframe, 'View', 'Library')
  await expect(cells(outframe)).toHaveCount(2)

  const offered = (id: string) =>
    outframe.inMain(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.enabled, id)
  await expect.poll(() => offered('remove-selected'), 'where photos are seen').toBe(true)
  await choose(outframe, 'View', 'Queue')
  await expect.poll(() => offered('remove-selected'), 'where they are not').toBe(false)
  await outframe.view('Settings')
  await outframe.page.getByText('繁體中文', { exact: true }).click()
  await expect(outframe.page.locator('html')).toHaveAttribute('lang', 'zh-Hant')
  expect(await offered('preset-1'), 'in a menu made anew').toBe(false)
  await choose(outframe, '檢視', '照片庫')
  await expect(cells(outframe)).toHaveCount(2)
})

test('photos come by the pickers, too; closing one changes nothing', async ({ outframe, photos }) => {
  const [first = ''] = await writePhotos(photos, 2)
  await answerPicker(outframe, [])
  await outframe.page.getByRole('button', { name: 'Add photos…' }).click()
  expect((await outframe.library()).photos).toEqual([])
  await answerPicker(outframe, [first])
  await outframe.page.getByRole('button', { name: 'Add photos…' }).click()
  await expect(cells(outframe)).toHaveCount(1)
})

test('paths and links of files that were copied are added by pasting', async ({ outframe, photos }) => {
  const one = await writePhoto(join(photos, 'with space.jpg'))
  const two = await writePhoto(join(photos, 'two.jpg'))
  const text = `${new URL(`file://${encodeURI(one)}`).href}\n${two}\n/nothing/here.jpg\n`
  await outframe.inMain(({ clipboard }, copied) => clipboard.writeText(copied), text)
  await outframe.page.keyboard.press('Control+v')
  await expect(cells(outframe)).toHaveCount(2)
})

test('names with quotes, emoji and line breaks are photos like any other', async ({ outframe, photos }) => {
  const names = ['a "quoted" <b>name</b>.jpg', '🏔️ mountain.jpg', 'line\nbreak.jpg', '#100% ?.jpg']
  for (const name of names) await writePhoto(join(photos, name), { width: 90, height: 60 })
  await outframe.add(photos)
  await expect(cells(outframe)).toHaveCount(4)
  await outframe.start.click()
  await outframe.waitForJobs({ done: 4 })
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(4)
  await expect
    .poll(() =>
      cells(outframe)
        .locator('img')
        .evaluateAll((all) => all.map((image) => (image as HTMLImageElement).naturalWidth > 0)),
    )
    .toEqual([true, true, true, true])
})

test('the computer is kept awake while there is work, and only then, and only if that is wished', async ({
  outframe,
  photos,
}) => {
  const isAwake = () =>
    outframe.inMain(({ powerSaveBlocker }) => [0, 1, 2, 3].some((id) => powerSaveBlocker.isStarted(id)))
  expect(await isAwake()).toBe(false)
  await writePhotos(photos, 3, { width: 3000, height: 2000 })
  await outframe.add(photos)
  await outframe.start.click()
  await expect.poll(isAwake).toBe(true)
  await change(outframe, { keepAwake: false })
  await expect.poll(isAwake).toBe(false)
  await change(outframe, { keepAwake: true })
  await expect.poll(isAwake).toBe(true)
  await outframe.waitForJobs({ done: 3 })
  await expect.poll(isAwake).toBe(false)
})

test('the imaging worker also answers as a utility process, as on Windows and macOS', async ({ outframe, photos }) => {
  const photo = await writePhoto(join(photos, 'a.jpg'), { width: 300, height: 200 })
  const answers = await outframe.inMain(
    ({ app, utilityProcess }, path) =>
      new Promise<unknown>((resolve, reject) => {
        const worker = utilityProcess.fork(`${app.getAppPath()}/out/main/imaging-worker.js`, [], { env: {} })
        worker.once('exit', (code) => reject(new Error(`ended with ${code}`)))
        worker.on('message', (message: { type: string }) => {
          if (message.type === 'ready')
            worker.postMessage({ type: 'task', id: 1, task: { kind: 'probe', paths: [path] } })
          if (message.type === 'probed') {
            worker.removeAllListeners('exit')
            worker.kill()
            resolve(message)
          }
        })
      }),
    photo,
  )
  expect(answers).toMatchObject({
    results: [{ kind: 'photo', path: photo, header: { size: { width: 300, height: 200 } } }],
  })
})

// On Linux Electron's own GLib gets in the way of libvips, which then leaks: see the README.
test('pictures are worked on in processes of their own', async ({ outframe, photos }) => {
  // biome-ignore lint/suspicious/noSkippedTests: other systems have no list of what a process has loaded
  test.skip(process.platform !== 'linux', 'reads what a process has loaded from /proc')
  await writePhotos(photos, 1, { width: 300, height: 200 })
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.waitForJobs({ done: 1 })
  const loaded = await readFile(`/proc/${outframe.process.pid}/maps`, 'utf8')
  expect(loaded).toContain('electron')
  expect(loaded).not.toMatch(/libvips|sharp-/)
})
