import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import type { Bench, Measurement } from './bench'
import { ElectronProcess } from './electron-process'
import { inPage, openWindow, writeManyPhotos } from './window/library-window'

/*
 * Both windows run on the same Electron with the same switches, and say themselves when they were ready. What is measured
 * is a later start, as most are: the first of each fills Chromium's caches in its profile, as a user's does, and is not
 * counted.
 */

/** Starts of each kind, in turn. */
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

/** When the page had drawn itself, main had answered it, and it handled drops, ms since 1970: it leaves a mark. */
const ready = `new Promise((done) => {
  new PerformanceObserver((list) => {
    const [mark] = list.getEntriesByName('ready')
    if (mark) done(performance.timeOrigin + mark.startTime)
  }).observe({ type: 'mark', buffered: true })
})`

/** When a photo was listed, ms since 1970. */
const listed = `new Promise((done) => {
  const look = () => document.querySelector('[role="gridcell"]') && done(Date.now())
  look()
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
})`

async function bareStart(folder: string): Promise<number> {
  const electron = new ElectronProcess(join(folder, 'bare'), { profile: join(folder, 'bare-profile') })
  try {
    return Number(await electron.value(painted)) - electron.startedAt
  } finally {
    await electron.quit()
  }
}

/** ms after the start, but `listed`, which is ms after the drop. */
interface OurStart {
  readonly ready: number
  readonly painted: number
  readonly listed: number
}

/** Also drops a photo at once, and waits until it is listed: that is what usable means. */
async function ourStart(folder: string, photo: string): Promise<OurStart> {
  const home = await mkdtemp(join(folder, 'home-'))
  const electron = new ElectronProcess(resolve('.'), {
    profile: join(folder, 'our-profile'),
    env: { OUTFRAME_HOME: home, npm_node_execpath: process.execPath },
  })
  try {
    const handled = Number(await electron.value(ready))
    const dropped = Date.now()
    await electron.drop([photo])
    const shown = Number(await electron.value(listed))
    const first = Number(await electron.value(painted))
    return { ready: handled - electron.startedAt, painted: first - electron.startedAt, listed: shown - dropped }
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
    const usable = median(ours.map((start) => Math.max(start.ready, start.painted)))
    const middle = (of: keyof OurStart) => Math.round(median(ours.map((start) => start[of])))
    return {
      value: usable / baseline,
      detail: `drops are handled after ${middle('ready')} ms, painted after ${middle('painted')}; a bare window is painted after ${Math.round(baseline)}; a photo dropped then is listed ${middle('listed')} ms later; medians of ${rounds}`,
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Photos of the library that a start is tried with. */
const manyPhotos = 10_000

/** A start with whatever is in the home, until drops are handled and something is painted: ms. */
async function usableStart(folder: string): Promise<number> {
  const electron = openWindow(folder)
  try {
    const at = Math.max(Number(await electron.value(ready)), Number(await electron.value(painted)))
    return at - electron.startedAt
  } finally {
    await electron.quit()
  }
}

/** Lists photos in the home of a folder, as a user did the day before. */
async function fillLibrary(folder: string): Promise<void> {
  const shoot = await writeManyPhotos(join(folder, 'shoot'), manyPhotos, 300, 200)
  const electron = openWindow(folder)
  try {
    await electron.value(ready)
    await electron.drop([shoot])
    await inPage(
      electron,
      `for (;;) {
         const { value } = await window.outframe.library.snapshot()
         if (value.importing === null && value.photos.length === ${manyPhotos}) return
         await new Promise((wait) => setTimeout(wait, 250))
       }`,
    )
  } finally {
    await electron.quit()
  }
}

async function runFull(): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'outframe-bench-'))
  const [full, empty] = [join(folder, 'full'), join(folder, 'empty')]
  try {
    await mkdir(full)
    await mkdir(empty)
    await fillLibrary(full)
    await usableStart(full)
    await usableStart(empty)
    const times = { full: [] as number[], empty: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      times.empty.push(await usableStart(empty))
      times.full.push(await usableStart(full))
    }
    const [withMany, withNone] = [median(times.full), median(times.empty)]
    return {
      value: withMany / withNone,
      detail: `usable after ${Math.round(withMany)} ms, with an empty library after ${Math.round(withNone)}; medians of ${rounds}`,
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
  { name: 'start with a library of 10,000 photos, against an empty one', limit: 1.5, unit: '×', run: runFull },
]
