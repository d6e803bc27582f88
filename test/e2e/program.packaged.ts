import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { chromium } from 'playwright/test'
import { root } from '../../scripts/lib/project.mjs'
import { sandboxArguments } from '../../scripts/lib/sandbox.mjs'
import { filesIn, pixels, writePhoto } from './harness/photos'
import { test as base, expect } from './harness/test'
import { OutframeWindow } from './harness/window'

const packaged = join(root, 'release', 'linux-unpacked')
const isThere = existsSync(join(packaged, 'outframe'))
if (!isThere && process.env.OUTFRAME_REQUIRE_PACKAGE === '1') throw new Error(`There is no package in ${packaged}`)

/** What a program needs to know of the desktop it is shown on. */
const desktop = Object.fromEntries(
  Object.entries(process.env).filter(([name]) =>
    /^(DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS)$/.test(name),
  ),
)

interface Started {
  readonly process: ChildProcess
  readonly window: OutframeWindow
}

/** A packaged program cannot be debugged as Node, which Playwright's Electron needs: it is driven as a browser. */
const test = base.extend<{ readonly program: string; readonly start: () => Promise<Started> }>({
  // Away from the checkout, whose node modules would be found from inside it.
  program: async ({ folder }, use) => {
    await cp(packaged, join(folder, 'Outframe'), { recursive: true, verbatimSymlinks: true })
    await use(join(folder, 'Outframe'))
  },
  start: async ({ program, home, folder }, use) => {
    const all: ChildProcess[] = []
    const empty = join(folder, 'empty')
    await mkdir(empty)
    await use(async () => {
      const child = spawn(join(program, 'outframe'), [...sandboxArguments(program), '--remote-debugging-port=0'], {
        cwd: '/',
        // No Node is to be found on this PATH but the package's own.
        env: { ...desktop, HOME: folder, PATH: empty, OUTFRAME_HOME: home, LANG: 'C.UTF-8' },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      all.push(child)
      const browser = await chromium.connectOverCDP(await debuggerOf(child))
      const context = browser.contexts()[0]
      const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
      if (!page) throw new Error('Expected the program to have a window')
      const window = new OutframeWindow(page)
      await window.ready()
      return { process: child, window }
    })
    for (const child of all) child.kill('SIGKILL')
  },
})

/** The address that Chromium writes to stderr. */
function debuggerOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      const address = /DevTools listening on (?<address>ws:\S+)/.exec(text)?.groups?.address
      if (address) resolve(address)
    })
    child.once('exit', (code) => reject(new Error(`The program ended with ${code}:\n${text}`)))
  })
}

/** The executables of a process' children. */
async function childrenOf(pid: number): Promise<readonly string[]> {
  const { stdout } = spawn('ps', ['--ppid', String(pid), '-o', 'pid='])
  let text = ''
  for await (const chunk of stdout) text += chunk
  const pids = text.split('\n').map((line) => line.trim())
  return Promise.all(pids.filter(Boolean).map((child) => readlink(`/proc/${child}/exe`).catch(() => '')))
}

// biome-ignore lint/suspicious/noSkippedTests: `npm test` runs before there is a package; where one must be, it throws above
test.skip(!isThere, `there is no package in ${packaged}: npm run package`)

test('away from the checkout, it expands a photo with what it brought along, and remembers it', async ({
  start,
  program,
  photos,
  home,
}) => {
  const photo = await writePhoto(join(photos, 'one.png'), { width: 900, height: 600, deep: true })
  const first = await start()
  await first.window.add(photos)
  await first.window.start.click()
  await first.window.waitForJobs({ done: 1 })
  expect(await filesIn(join(photos, 'outframe'))).toEqual(['one_16x9.png'])
  const original = { left: 84, top: 0, width: 900, height: 600 }
  const kept = await pixels(join(photos, 'outframe', 'one_16x9.png'), original)
  expect(kept.equals(await pixels(photo))).toBe(true)

  const executables = await childrenOf(first.process.pid ?? 0)
  expect(executables).toContain(join(program, 'resources', 'node'))
  expect(await readdir(join(home, 'queue'))).toEqual(expect.arrayContaining(['queue.sqlite', 'library.sqlite']))

  first.process.kill('SIGTERM')
  expect((await once(first.process, 'exit'))[0]).toBe(0)

  const second = await start()
  expect(await second.window.jobs()).toMatchObject([{ state: 'done', source: photo }])
  await expect(second.window.page.getByRole('gridcell', { name: /^one\.png/ })).toBeVisible()
})

test('the sample photos are in it, and can be tried', async ({ start, home }) => {
  const { window } = await start()
  await window.page.getByRole('button', { name: 'Try with sample photos' }).click()
  await expect(window.page.getByRole('gridcell')).toHaveCount(6)
  expect((await readdir(join(home, 'samples'))).length).toBeGreaterThanOrEqual(6)
})

test('nothing but the program itself can be run with it', async ({ program }) => {
  // A fuse is the character 0 or 1 in the executable.
  const [off, on] = ['0', '1'].map((state) => state.charCodeAt(0))
  const fuses = await getCurrentFuseWire(join(program, 'outframe'))
  expect(fuses).toMatchObject({
    [FuseV1Options.RunAsNode]: off,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
    [FuseV1Options.EnableNodeCliInspectArguments]: off,
    [FuseV1Options.OnlyLoadAppFromAsar]: on,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
  })
  expect(existsSync(join(program, 'resources', 'default_app.asar'))).toBe(false)
})
