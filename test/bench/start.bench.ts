import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import type { Bench, Measurement } from './bench'
import { ElectronProcess } from './electron-process'

/** Starts of each kind, in turn, after one that is not counted: what is measured is a later start, with warm caches. */
const rounds = 9

const bareMain = `
import { app, BrowserWindow } from 'electron'
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, show: false })
  window.once('ready-to-show', () => window.show())
  window.loadFile('index.html')
})
`

/** When the first content was painted, ms since 1970. */
const painted = `new Promise((done) => {
  new PerformanceObserver((list) => {
    const [paint] = list.getEntriesByName('first-contentful-paint')
    if (paint) done(performance.timeOrigin + paint.startTime)
  }).observe({ type: 'paint', buffered: true })
})`

/** When something was first true of the page, ms since 1970; looked at whenever the page changes. */
const when = (condition: string) => `new Promise((done) => {
  const look = () => (${condition}) && done(Date.now())
  look()
  new MutationObserver(look).observe(document, { attributes: true, childList: true, subtree: true })
})`

/** The page marks on its root element that it is drawn and handles drops. */
const ready = when(`document.documentElement?.dataset.ready === 'true'`)
const listed = when(`document.querySelector('[role="gridcell"]')`)

async function bareStart(folder: string): Promise<number> {
  const electron = new ElectronProcess(join(folder, 'bare'), { profile: join(folder, 'bare-profile') })
  try {
    return Number(await electron.value(painted)) - electron.startedAt
  } finally {
    await electron.quit()
  }
}

/** ms after the start, but `listed`, which is ms after `usable`. */
interface OurStart {
  readonly usable: number
  readonly painted: number
  readonly listed: number
}

/** Also drops a photo, and waits until it is listed: that is what usable means. */
async function ourStart(folder: string, photo: string): Promise<OurStart> {
  const home = await mkdtemp(join(folder, 'home-'))
  const electron = new ElectronProcess(resolve('.'), {
    profile: join(folder, 'our-profile'),
    env: { OUTFRAME_HOME: home, npm_node_execpath: process.execPath },
  })
  try {
    const usable = Number(await electron.value(ready))
    await electron.drop([photo])
    const shown = Number(await electron.value(listed))
    const first = Number(await electron.value(painted))
    return { usable: usable - electron.startedAt, painted: first - electron.startedAt, listed: shown - usable }
  } finally {
    await electron.quit()
  }
}

async function run(): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'outframe-bench-'))
  try {
    await mkdir(join(folder, 'bare'))
    await writeFile(join(folder, 'bare', 'package.json'), '{"name":"bare","type":"module","main":"main.js"}')
    await writeFile(join(folder, 'bare', 'main.js'), bareMain)
    await writeFile(join(folder, 'bare', 'index.html'), '<!doctype html><title>Bare</title><p>One line.</p>')
    const photo = join(folder, 'photo.jpg')
    await sharp({ create: { width: 300, height: 200, channels: 3, background: 'teal' } }).toFile(photo)

    await bareStart(folder)
    await ourStart(folder, photo)
    const bare: number[] = []
    const ours: OurStart[] = []
    for (let round = 0; round < rounds; round++) {
      bare.push(await bareStart(folder))
      ours.push(await ourStart(folder, photo))
    }
    const baseline = median(bare)
    const middle = (of: keyof OurStart) => Math.round(median(ours.map((start) => start[of])))
    return {
      value: middle('usable') / baseline,
      detail: `drops are handled after ${middle('usable')} ms (painted after ${middle('painted')}), a bare window is painted after ${Math.round(baseline)}; a photo dropped then is listed ${middle('listed')} ms later; medians of ${rounds}`,
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

export const benches: readonly Bench[] = [
  { name: 'start to usable window, against a bare Electron window', limit: 1.5, unit: '×', run },
]
