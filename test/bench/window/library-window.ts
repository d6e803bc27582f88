import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { realisticJpeg } from '../../fixtures/images/realistic-photo'
import { ElectronProcess } from '../electron-process'

/** The program's window with a folder of its own, to be measured. */
export interface BenchWindow {
  readonly electron: ElectronProcess
  readonly folder: string
}

/** Opens the program with an empty home (`home`: in that one), and closes it after the work; its folder goes. */
export async function inWindow<T>(work: (window: BenchWindow) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'outframe-bench-'))
  const electron = openWindow(folder)
  try {
    return await work({ electron, folder })
  } finally {
    await electron.quit()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Starts the program with profile and home in a folder. */
export function openWindow(folder: string): ElectronProcess {
  return new ElectronProcess(resolve('.'), {
    profile: join(folder, 'profile'),
    env: { OUTFRAME_HOME: join(folder, 'home'), npm_node_execpath: process.execPath },
  })
}

/** Photos in a folder. */
const perFolder = 500

/** Photos of one picture under other bytes, each a photo of its own: JPEG's COM segment holds its number. */
export async function writeManyPhotos(folder: string, count: number, width: number, height: number): Promise<string> {
  const jpeg = await realisticJpeg(width, height)
  for (let number = 0; number < count; number++) {
    const day = join(folder, `day-${String(Math.floor(number / perFolder)).padStart(2, '0')}`)
    if (number % perFolder === 0) await mkdir(day, { recursive: true })
    const comment = Buffer.from([0xff, 0xfe, 0, 6, 0, 0, number >> 8, number & 0xff])
    const name = `IMG_${String(number).padStart(5, '0')}.jpg`
    await writeFile(join(day, name), Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]))
  }
  return folder
}

/** Functions that the measured page gets, under `window.bench`. */
const helpers = `window.bench ??= {
  frame: () => new Promise((done) => requestAnimationFrame(done)),
  /** After what was drawn last is on the screen. */
  painted: () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))),
  grid: () => document.querySelector('[role="grid"]'),
  inView: () => {
    const { top, bottom } = bench.grid().getBoundingClientRect()
    return [...document.querySelectorAll('[role="gridcell"]')].filter((cell) => {
      const box = cell.getBoundingClientRect()
      return box.bottom > top && box.top < bottom
    })
  },
  shown: (cell) => {
    const image = cell.querySelector('img')
    return image !== null && image.complete && image.naturalWidth > 0
  },
  until: async (condition) => { while (!condition()) await bench.frame() },
}`

/** The value of an async function's body in the page, which has \`bench\` for what the measurements share. */
export function inPage(electron: ElectronProcess, body: string): Promise<unknown> {
  return electron.value(`(async () => { ${helpers}; ${body} })()`)
}

/** Resident memory of the window's own process and of main, bytes. */
export function memoryOf(electron: ElectronProcess): { readonly main: number; readonly renderer: number } {
  const main = electron.child.pid ?? 0
  const all = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(?<pid>\d+)\s+(?<parent>\d+)\s+(?<args>.*)$/.exec(line)?.groups)
    .flatMap((found) =>
      found ? [{ pid: Number(found.pid), parent: Number(found.parent), args: found.args ?? '' }] : [],
    )
  const family = new Set([main])
  for (let size = 0; size !== family.size; ) {
    size = family.size
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid)
  }
  const pages = all.filter(({ pid, args }) => family.has(pid) && args.includes('--type=renderer'))
  return { main: residentOf(main), renderer: Math.max(...pages.map(({ pid }) => residentOf(pid))) }
}

function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(?<kilobytes>\d+)/.exec(status)?.groups?.kilobytes) * 1024
}

/** The value under which 95 of 100 lie. */
export function percentile95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN
}
