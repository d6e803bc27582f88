import { join } from 'node:path'
import { z } from 'zod'
import type { Bench, Measurement } from './bench'
import type { ElectronProcess } from './electron-process'
import { measuredOnce } from './service/measured-once'
import { inPage, inWindow, memoryOf, percentile95, writeManyPhotos } from './window/library-window'

/* What the library promises with ten thousand photos, in the real window, held against the same with a hundred. */

const many = 10_000
const few = 100
const size = { width: 1200, height: 800 }

/** How far the grid is scrolled between two frames, CSS px: as a hand that is looking for something does. */
const stepPerFrame = 300

/** How often the target is changed for all photos, and how long a hand rests before it does so again, ms. */
const changes = 9
const rest = 1500

interface LibraryRun {
  /** Until the first screen of pictures was there, and until all photos were listed, ms after the drop. */
  readonly firstScreen: number
  readonly listed: number
  /** ms between frames while the whole grid was scrolled. */
  readonly frames: readonly number[]
  /** Bytes, after the scroll. */
  readonly main: number
  readonly renderer: number
  /** From key to screen, ms: select all, and changes of their target. */
  readonly selectAll: number
  readonly changed: readonly number[]
}

async function runWith(photos: number): Promise<LibraryRun> {
  return inWindow(async ({ electron, folder }) => {
    const shoot = await writeManyPhotos(join(folder, 'shoot'), photos, size.width, size.height)
    await inPage(electron, 'await bench.until(() => performance.getEntriesByName("ready").length > 0)')
    const [firstScreen, listed] = await drop(electron, shoot, photos)
    const frames = await scroll(electron, photos)
    const { main, renderer } = memoryOf(electron)
    return { firstScreen, listed, frames, main, renderer, ...(await changeAll(electron)) }
  })
}

async function drop(electron: ElectronProcess, folder: string, photos: number): Promise<readonly [number, number]> {
  const dropped = Date.now()
  const shown = inPage(
    electron,
    `await bench.until(() => bench.grid() && bench.inView().length > 0 && bench.inView().every(bench.shown))
     return Date.now()`,
  )
  await electron.drop([folder])
  const firstScreen = Number(await shown) - dropped
  const listed = await inPage(
    electron,
    `for (;;) {
       const { value } = await window.outframe.library.snapshot()
       if (value.importing === null && value.photos.length === ${photos}) return Date.now()
       await new Promise((wait) => setTimeout(wait, 250))
     }`,
  )
  return [firstScreen, Number(listed) - dropped]
}

/** Scrolls to the end and back as often as makes as many frames as the large library's one way; rests at the end. */
async function scroll(electron: ElectronProcess, photos: number): Promise<readonly number[]> {
  const frames = await inPage(
    electron,
    `const grid = bench.grid()
     const times = []
     let last = await bench.frame()
     let by = ${stepPerFrame}
     for (let step = 0; step < ${photos === few ? 600 : 100_000}; step++) {
       grid.scrollTop += by
       const now = await bench.frame()
       times.push(now - last)
       last = now
       const atEnd = by > 0 ? grid.scrollTop + grid.clientHeight >= grid.scrollHeight - 1 : grid.scrollTop <= 0
       if (atEnd && ${photos !== few}) break
       if (atEnd) by = -by
     }
     await bench.until(() => bench.inView().every(bench.shown))
     return times`,
  )
  return z.array(z.number()).parse(frames)
}

const keysSchema = z.object({ selectAll: z.number(), changed: z.array(z.number()) })

/** Selects all by key, then gives all another shape by key, again and again; each time until it is seen. */
async function changeAll(electron: ElectronProcess): Promise<Pick<LibraryRun, 'selectAll' | 'changed'>> {
  const measured = inPage(
    electron,
    `const grid = bench.grid()
     const timed = (look) => new Promise((done) => {
       let pressed = 0
       addEventListener('keydown', (event) => { pressed ||= event.timeStamp }, { capture: true })
       const before = look()
       const watch = new MutationObserver(async () => {
         if (pressed === 0 || look() === before) return
         watch.disconnect()
         await bench.painted()
         done(performance.now() - pressed)
       })
       watch.observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true })
     })
     const cell = () => bench.inView()[0]
     window.bench.wanted = 'all'
     const selectAll = await timed(() => cell().getAttribute('aria-selected'))
     const changed = []
     for (let change = 0; change < ${changes}; change++) {
       await new Promise((wait) => setTimeout(wait, ${rest}))
       window.bench.wanted = String(1 + (change % 2))
       changed.push(await timed(() => cell().textContent + [...cell().querySelectorAll('[style]')].map((part) => part.getAttribute('style')).join()))
     }
     window.bench.wanted = 'end'
     return { selectAll, changed }`,
  )
  for (let before = ''; ; ) {
    const wanted = String(
      await inPage(
        electron,
        'await bench.until(() => bench.wanted); const w = bench.wanted; bench.wanted = null; return w',
      ),
    )
    if (wanted === 'end') break
    if (wanted === 'all') await electron.press('a', { control: true })
    else if (wanted !== before) await electron.press(wanted)
    before = wanted
  }
  return keysSchema.parse(await measured)
}

const manyPhotos = () => measuredOnce('library-many', () => runWith(many))
const fewPhotos = () => measuredOnce('library-few', () => runWith(few))

const round = (value: number) => Math.round(value * 10) / 10

async function scrolling(): Promise<Measurement> {
  const [large, small] = [await manyPhotos(), await fewPhotos()]
  const [slow, quick] = [percentile95(large.frames), percentile95(small.frames)]
  return {
    value: slow / quick,
    detail: `95 of 100 frames within ${round(slow)} ms over ${large.frames.length} frames, with ${few} photos within ${round(quick)} ms`,
  }
}

async function firstScreen(): Promise<Measurement> {
  const [large, small] = [await manyPhotos(), await fewPhotos()]
  return {
    value: large.firstScreen / small.firstScreen,
    detail: `${Math.round(large.firstScreen)} ms after the drop, all listed after ${Math.round(large.listed)} ms; with ${few} photos ${Math.round(small.firstScreen)} ms`,
  }
}

async function memory(of: 'main' | 'renderer'): Promise<Measurement> {
  const [large, small] = [await manyPhotos(), await fewPhotos()]
  return { value: large[of] / 1e6, detail: `with ${few} photos ${Math.round(small[of] / 1e6)} MB` }
}

async function changing(): Promise<Measurement> {
  const { selectAll, changed } = await manyPhotos()
  return {
    value: Math.max(selectAll, percentile95(changed)),
    detail: `all selected after ${round(selectAll)} ms, targets changed after ${changed.map(round).join(', ')} ms`,
  }
}

export const benches: readonly Bench[] = [
  { name: 'first screen of pictures of 10,000 photos, against 100', limit: 3, unit: '×', run: firstScreen },
  { name: 'frames while scrolling 10,000 photos, against 100', limit: 1.5, unit: '×', run: scrolling },
  { name: 'window after scrolling 10,000 photos', limit: 350, unit: 'MB', run: () => memory('renderer') },
  { name: 'main after scrolling 10,000 photos', limit: 500, unit: 'MB', run: () => memory('main') },
  { name: 'all of 10,000 selected, and their target changed, until it is seen', limit: 100, unit: 'ms', run: changing },
]
