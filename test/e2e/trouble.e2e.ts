import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Outframe } from './harness/outframe'
import { filesIn, writePhotos } from './harness/photos'
import { expect, test } from './harness/test'

const isRoot = process.getuid?.() === 0

/** Lets results go to one folder, as the inspector's picker would. */
async function chooseOutput(outframe: Outframe, folder: string): Promise<void> {
  await outframe.inMain(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, folder)
  await outframe.page.getByRole('button', { name: /^Folder “outframe”/ }).click()
  await expect(outframe.page.getByRole('button', { name: `Folder ${basename(folder)}` })).toBeVisible()
}

/** What a program of the system writes. */
function run(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8' })
}

/** Mounts a disk of its own on a folder; ended with the test. */
function mount(folder: string, options: string): () => void {
  run('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', folder)
  return () => run('umount', '--lazy', folder)
}

test('a read-only output folder holds all its photos up, in one banner, until it can be written', async ({
  outframe,
  photos,
  folder,
}) => {
  await writePhotos(photos, 3)
  const out = join(folder, 'results')
  await mkdir(out)
  const unmount = isRoot ? mount(out, 'ro') : () => undefined
  try {
    if (!isRoot) await chmod(out, 0o555)
    await outframe.add(photos)
    await chooseOutput(outframe, out)
    await outframe.start.click()
    await outframe.waitForJobs({ blocked: 3 })
    const banner = outframe.page.getByRole('status').filter({ hasText: '3 photos are held up.' })
    await expect(banner).toContainText('The output folder is full, gone or read-only.')

    if (isRoot) run('mount', '-o', 'remount,rw', out)
    else await chmod(out, 0o755)
    await banner.getByRole('button', { name: 'Try again now' }).click()
    await outframe.waitForJobs({ done: 3, blocked: 0 })
    await expect(banner).toBeHidden()
    expect(await filesIn(out)).toHaveLength(3)
  } finally {
    unmount()
  }
})

test('a full disk holds up what goes there, leaves no pieces, and goes on once there is space', async ({
  outframe,
  photos,
  folder,
}) => {
  // biome-ignore lint/suspicious/noSkippedTests: it needs what an ordinary user may not do
  test.skip(!isRoot, 'only root can make a small disk')
  await writePhotos(photos, 4, { width: 600, height: 400 })
  const out = join(folder, 'results')
  await mkdir(out)
  const unmount = mount(out, 'size=700k')
  try {
    await outframe.add(photos)
    await chooseOutput(outframe, out)
    await outframe.start.click()
    await expect
      .poll(async () => {
        const { counts, active } = (await outframe.queue()).summary
        return active === 0 && counts.queued === 0 && counts.blocked > 0
      })
      .toBe(true)
    const { done, blocked } = (await outframe.queue()).summary.counts
    expect(done + blocked).toBe(4)
    expect(await filesIn(out)).toHaveLength(done)
    const error = (await outframe.jobs()).find(({ state }) => state === 'blocked')?.error
    expect(error?.code).toBe('output-full')

    run('mount', '-o', 'remount,size=20M', out)
    await outframe.page.getByRole('button', { name: 'Try again now' }).click()
    await outframe.waitForJobs({ done: 4, blocked: 0 })
    expect(await filesIn(out)).toHaveLength(4)
  } finally {
    unmount()
  }
})

test('photos that have gone meanwhile are said to be missing, and the rest is made', async ({
  outframe,
  photos,
  allowed,
}) => {
  // The picture of the one that is gone.
  allowed.push(/status of 404/)
  const [gone] = await writePhotos(photos, 3)
  await outframe.add(photos)
  await rm(gone ?? '')
  await outframe.start.click()
  await outframe.waitForJobs({ done: 2 })
  const { photos: listed } = await outframe.library()
  expect(listed.map(({ error }) => error?.code ?? null)).toEqual(['file-missing', null, null])
  await expect(outframe.page.getByRole('gridcell', { name: /^photo-01/ })).toContainText('The file is gone')
})

test('a photo that breaks off fails alone, and says why where it is listed', async ({ outframe, photos, allowed }) => {
  // Its own picture cannot be drawn.
  allowed.push(/status of 415/)
  const [, broken = ''] = await writePhotos(photos, 2, { width: 600, height: 400 })
  const bytes = await readFile(broken)
  await writeFile(broken, bytes.subarray(0, bytes.length / 2))
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.waitForJobs({ done: 1, failed: 1 })
  const cell = outframe.page.getByRole('gridcell', { name: /^photo-02/ })
  await expect(cell).toContainText('The picture is damaged')
  await expect(cell.getByTitle(/^16:9 · failed: The photo .*photo-02\.jpg is damaged/)).toBeVisible()
  expect(await filesIn(join(photos, 'outframe'))).toEqual(['photo-01_16x9.jpg'])
})

test('a damaged settings file costs the settings, not the start, and is kept', async ({ launch, home }) => {
  await mkdir(join(home, 'profile'), { recursive: true })
  await writeFile(join(home, 'profile', 'settings.json'), '{"theme": "light", "langu')
  await writeFile(join(home, 'profile', 'presets.json'), '{"presets": 7}')
  const outframe = await (await launch()).ready()
  await expect(outframe.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  const names = await readdir(join(home, 'profile'))
  const copy = names.find((name) => name.startsWith('settings.damaged-')) ?? ''
  expect(await readFile(join(home, 'profile', copy), 'utf8')).toBe('{"theme": "light", "langu')
  expect(names.some((name) => name.startsWith('presets.damaged-'))).toBe(true)
})

test('a page that crashes is replaced by words and a way back; the queue goes on', async ({ outframe, photos }) => {
  await writePhotos(photos, 6, { width: 3000, height: 2000 })
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.waitForComposing()
  const page = (code: string) =>
    outframe.inMain(
      ({ BrowserWindow }, script) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script),
      code,
    )
  await outframe.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
  const shown = () =>
    outframe.inMain(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return contents?.isLoading() ? 'loading' : contents?.getURL()
    })
  await expect.poll(shown).toBe('app://outframe/problem.html')
  expect(await page('document.querySelector("h1")?.textContent')).toBe('Outframe met an error')
  await page('void setTimeout(() => document.querySelector("a").click())')
  await expect.poll(shown).toBe('app://outframe/index.html')
  await expect.poll(() => page('document.documentElement.dataset.ready')).toBe('true')
  await expect
    .poll(() => page('window.outframe.queue.snapshot().then(({ value }) => value.summary.counts.done)'), {
      timeout: 45_000,
    })
    .toBe(6)
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(6)
})

test('an error nobody caught is logged and said, and the window can be had back', async ({ outframe, home }) => {
  await outframe.inMain(() => {
    setTimeout(() => {
      throw new Error('a bug')
    })
  })
  await expect(outframe.page.getByRole('heading', { name: 'Outframe met an error' })).toBeVisible()
  await expect(outframe.page.getByText(join(home, 'logs', 'main.log'))).toBeVisible()
  expect(await readFile(join(home, 'logs', 'main.log'), 'utf8')).toContain('a bug')
  await outframe.page.getByRole('link', { name: 'Try again' }).click()
  await outframe.ready()
})

test('a worker that is killed takes down one try, and the photo is made all the same', async ({ outframe, photos }) => {
  await writePhotos(photos, 4, { width: 3000, height: 2000 })
  await outframe.add(photos)
  await outframe.start.click()
  await outframe.waitForComposing()
  const children = execFileSync('ps', ['--ppid', String(outframe.process.pid), '-o', 'pid=,args='], {
    encoding: 'utf8',
  })
  const worker = children.split('\n').find((line) => line.includes('imaging-worker.js'))
  process.kill(Number.parseInt(worker ?? '', 10), 'SIGKILL')
  await outframe.waitForJobs({ done: 4 })
  expect(await filesIn(join(photos, 'outframe'))).toHaveLength(4)
})
