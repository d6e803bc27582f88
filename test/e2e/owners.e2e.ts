import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ensureElectron } from '../../scripts/lib/electron-runtime.mjs'
import { root } from '../../scripts/lib/project.mjs'
import { sandboxArguments } from '../../scripts/lib/sandbox.mjs'
import { filesIn, writePhotos } from './harness/photos'
import { expect, test } from './harness/test'

/** A process of the program; it is killed when the test is over, whatever became of it. */
function start(command: string, args: readonly string[], home: string): ChildProcess {
  return spawn(command, args, { env: { ...process.env, OUTFRAME_HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function outcomeOf(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const text = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk) => {
    text.stdout += chunk
  })
  child.stderr?.on('data', (chunk) => {
    text.stderr += chunk
  })
  const [code] = await once(child, 'close')
  return { code, ...text }
}

const cli = (args: readonly string[], home: string) =>
  start(process.execPath, [join(root, 'out/main/cli.js'), ...args], home)

test('a second start brings the first window to the front and ends', async ({ outframe, home }) => {
  await outframe.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const { executable, folder } = await ensureElectron()
  const { code } = await outcomeOf(start(executable, [...sandboxArguments(folder), root], home))
  expect(code).toBe(0)
  await expect
    .poll(() => outframe.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.isVisible())))
    .toEqual([true])
})

test('the command line says that the window has the queue', async ({ outframe, home, photos }) => {
  await writePhotos(photos, 1)
  await expect.poll(async () => (await outframe.queue()).revision).toBe(0)
  const expand = await outcomeOf(cli(['expand', photos, '--ratio', '16:9', '--json'], home))
  expect(expand.code).toBe(1)
  expect(expand.stderr).toContain('is using the queue')
  expect(await filesIn(photos)).toEqual(['photo-01.jpg'])

  const status = await outcomeOf(cli(['status', '--json'], home))
  expect(status.code).toBe(0)
  expect(JSON.parse(status.stdout)).toMatchObject({ owned: true })
})

test('while the command line has the queue the window says so, and opens once it is done', async ({
  launch,
  home,
  photos,
}) => {
  await writePhotos(photos, 2)
  const working = cli(['expand', photos, '--ratio', '16:9', '--json'], home)
  const ended = outcomeOf(working)
  await once(working.stdout ?? working, 'data')
  working.kill('SIGSTOP')
  try {
    const outframe = await launch()
    await expect(outframe.page.getByRole('heading', { name: 'Outframe’s queue is in use' })).toBeVisible()
    await expect(outframe.page.getByText(`process ${working.pid}`)).toBeVisible()

    working.kill('SIGCONT')
    expect((await ended).code).toBe(0)
    await outframe.page.getByRole('link', { name: 'Try again' }).click()
    await outframe.ready()
    expect((await outframe.queue()).summary.counts.done).toBe(2)
  } finally {
    working.kill('SIGKILL')
  }
})

test('closed while another has the queue, it ends with 1', async ({ launch, home, photos }) => {
  await writePhotos(photos, 2)
  const working = cli(['expand', photos, '--ratio', '16:9', '--json'], home)
  await once(working.stdout ?? working, 'data')
  working.kill('SIGSTOP')
  try {
    const outframe = await launch()
    await expect(outframe.page.getByRole('heading', { name: 'Outframe’s queue is in use' })).toBeVisible()
    const ended = once(outframe.process, 'exit')
    await outframe.inMain(({ BrowserWindow }) => setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 0))
    expect((await ended)[0]).toBe(1)
  } finally {
    working.kill('SIGKILL')
  }
})
