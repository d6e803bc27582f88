import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bridge } from '../../core/ipc/bridge'
import { writePhoto } from './harness/photos'
import { expect, test } from './harness/test'

/** What Chromium writes when a page's policy stops something. */
const stopped = /Content Security Policy|ERR_BLOCKED_BY_CSP/

test('the page has nothing of Node, and nothing of Electron but the bridge', async ({ outframe }) => {
  const found = await outframe.page.evaluate(() => {
    const names = ['require', 'process', 'module', 'global', 'Buffer', '__dirname', 'electron', 'ipcRenderer']
    const { outframe } = window as unknown as { readonly outframe: Bridge }
    return {
      globals: names.filter((name) => name in window),
      rooms: Object.keys(outframe).sort(),
      isFrozen: Object.isFrozen(outframe) && Object.isFrozen(outframe.library),
    }
  })
  expect(found).toEqual({
    globals: [],
    rooms: [
      'access',
      'app',
      'editors',
      'gallery',
      'library',
      'log',
      'marks',
      'on',
      'output',
      'pathsOf',
      'presets',
      'queue',
      'settings',
      'storage',
      'watch',
    ],
    isFrozen: true,
  })
  const preferences = await outframe.inMain(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    // Not in Electron's types, though in its documentation of tests.
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    return contents.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  })
})

test('neither eval nor code and styles from elsewhere run in the page', async ({ outframe, allowed }) => {
  allowed.push(stopped, /status of 404|ERR_/)
  const outcome = await outframe.page.evaluate(async () => {
    // Playwright's own evaluation is above the policy; a timer's is not.
    const evaluated = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          // biome-ignore lint/security/noGlobalEval: it is what is tested
          resolve(eval('"ran"'))
        } catch (error) {
          resolve((error as Error).name)
        }
      })
    })
    const script = document.createElement('script')
    script.textContent = 'window.injected = true'
    const style = document.createElement('style')
    style.textContent = 'body { --injected: yes }'
    document.body.append(script, style)
    const settled = (request: Promise<unknown>) => request.then(() => 'ran').catch(() => 'refused')
    const image = new Image()
    const loaded = new Promise((resolve) => {
      image.onload = () => resolve('ran')
      image.onerror = () => resolve('refused')
    })
    image.src = 'https://127.0.0.1:9/x.png'
    return {
      evaluated,
      inline: 'injected' in window,
      style: getComputedStyle(document.body).getPropertyValue('--injected'),
      fetched: await settled(fetch('https://127.0.0.1:9/')),
      image: await loaded,
      worker: await settled(navigator.serviceWorker.register('app://outframe/worker.js')),
    }
  })
  expect(outcome).toEqual({
    evaluated: 'EvalError',
    inline: false,
    style: '',
    fetched: 'refused',
    image: 'refused',
    worker: 'refused',
  })
})

test('the page stays where it is and opens nothing', async ({ outframe, allowed, photos }) => {
  allowed.push(stopped, /Not allowed to load local resource/)
  const photo = await writePhoto(join(photos, 'a.jpg'))
  const url = outframe.page.url()
  const outcome = await outframe.page.evaluate(async (file) => {
    const opened = window.open('https://example.com') !== null
    const click = (href: string, target: string) => {
      const link = Object.assign(document.createElement('a'), { href, target })
      document.body.append(link)
      link.click()
      link.remove()
    }
    click('https://example.com', '_blank')
    click('https://example.com', '_self')
    click(`file://${file}`, '_self')
    click('app://outframe/problem.html', '_self')
    const frame = document.createElement('iframe')
    frame.src = 'app://outframe/index.html'
    document.body.append(frame)
    await new Promise((resolve) => setTimeout(resolve, 500))
    const isIn = frame.contentDocument !== null && frame.contentDocument.querySelector('#root') !== null
    frame.remove()
    return { opened, isIn }
  }, photo)
  expect(outcome).toEqual({ opened: false, isIn: false })
  expect(outframe.page.url()).toBe(url)
  expect(outframe.app.windows()).toHaveLength(1)
  // Playwright's locators still wait for the navigation that was refused.
  expect(await outframe.page.evaluate(() => document.querySelector('nav') !== null)).toBe(true)
})

test('the page is given nothing of the machine', async ({ outframe }) => {
  const refusals = await outframe.page.evaluate(async () => {
    const outcome = (request: Promise<unknown>) => request.then(() => 'given').catch((error: Error) => error.name)
    return {
      camera: (await navigator.permissions.query({ name: 'camera' as PermissionName })).state,
      microphone: (await navigator.permissions.query({ name: 'microphone' as PermissionName })).state,
      clipboard: await outcome(navigator.clipboard.readText()),
      notification: await Notification.requestPermission(),
      place: await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : 'failed'),
        )
      }),
    }
  })
  expect(refusals).toEqual({
    camera: 'denied',
    microphone: 'denied',
    clipboard: 'NotAllowedError',
    notification: 'denied',
    place: 'denied',
  })
})

test('main answers only its own window’s page, and only what fits the contract', async ({ outframe }) => {
  const bad = await outframe.page.evaluate(() => {
    const { outframe } = window as unknown as { readonly outframe: { library: { add(input: unknown): unknown } } }
    return outframe.library.add({ paths: 5 })
  })
  expect(bad).toMatchObject({ ok: false, error: { code: 'bad-request' } })

  const stranger = await outframe.inMain(async ({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/out/preload/index.cjs`
    const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
    await window.loadURL('app://outframe/index.html')
    const answer = await window.webContents.executeJavaScript('window.outframe.library.snapshot()')
    window.destroy()
    return answer
  })
  expect(stranger).toMatchObject({ ok: false, error: { code: 'bad-request' } })
})

test('the schemes serve the page and known pictures, and nothing else', async ({ outframe, photos }) => {
  const photo = await writePhoto(join(photos, 'a.jpg'), { width: 600, height: 400 })
  const [listed] = await outframe.add(photos)
  const statusOf = (url: string) =>
    outframe.inMain(async ({ session }, address) => {
      const response = await session.defaultSession.fetch(address)
      return [response.status, response.headers.get('content-type')]
    }, url)
  expect(await statusOf(`thumb://photo/${listed?.id}?edge=240`)).toEqual([200, expect.stringMatching(/^image\//)])
  for (const address of [
    'thumb://photo/unknown?edge=240',
    `thumb://photo/${encodeURIComponent(photo)}?edge=240`,
    `thumb://photo/${listed?.id}?edge=9000`,
    'app://outframe/..%2f..%2fpackage.json',
    'app://outframe/..%2fmain%2findex.js',
    'app://elsewhere/index.html',
  ]) {
    expect([address, (await statusOf(address))[0]]).toEqual([address, 404])
  }
})

test('a page that gives a picture up ends the work for it', async ({ outframe, photos }) => {
  await writePhoto(join(photos, 'large.png'), { width: 9000, height: 6000 })
  const [photo] = await outframe.add(photos)
  const aborted = await outframe.page.evaluate(async (id) => {
    const image = new Image()
    const ended = new Promise((resolve) => {
      image.onload = () => resolve('loaded')
      image.onerror = () => resolve('failed')
    })
    image.src = `thumb://photo/${id}?edge=3000`
    await new Promise((resolve) => setTimeout(resolve, 100))
    image.removeAttribute('src')
    return Promise.race([ended, new Promise((resolve) => setTimeout(() => resolve('given up'), 200))])
  }, photo?.id)
  expect(aborted).toBe('given up')
})

test('keys that reach the log are hidden in it', async ({ outframe, home }) => {
  await outframe.page.evaluate(() => {
    const { outframe } = window as unknown as { readonly outframe: Bridge }
    return outframe.app.report({ message: 'Authorization: Bearer hush-hush-hush', stack: 'at sk-hush12345678' })
  })
  const log = await readFile(join(home, 'logs', 'main.log'), 'utf8')
  expect(log).toContain('The page met an error')
  expect(log).toContain('[hidden]')
  expect(log).not.toContain('hush')
})
