import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { defaultEncoding } from '../../core/encoding'
import type { Size } from '../../core/geometry/types'
import type { ComposeRequest } from '../../core/imaging'
import type { LocalPainting } from '../../core/local-painting'
import type { OutputFormat } from '../../core/photo'
import { openImaging } from '../../main/imaging/imaging'
import { forkSpawner } from '../../main/imaging/spawner'
import { weigh } from '../../main/imaging/weigh'
import { planAround } from '../fixtures/images/pictures'
import { realisticJpeg } from '../fixtures/images/realistic-photo'
import type { Bench, Measurement } from './bench'

/** A medium-format camera's 100 megapixels, and a common camera's 24; both are composed to 16:9. */
const large = { width: 12_250, height: 8165 }
const common = { width: 6000, height: 4000 }

/** As services return them. */
const render = { width: 2560, height: 1440 }

/** Built before benches run, which they do in the checkout. */
const workerPath = resolve('out/main/imaging-worker.js')

interface Case {
  readonly photo: Size
  readonly format: OutputFormat
  readonly bits: 8 | 16
  /** Default: a service's render is composed. */
  readonly painter?: LocalPainting
}

/** What composing takes at its peak, bytes. */
interface Peak {
  /** Of the worker as a whole. */
  readonly resident: number
  /** What the compose has added to it. */
  readonly added: number
  /** What the pool had reckoned with. */
  readonly weighed: number
}

/** Composes one photo in a worker of its own. */
async function peakOf({ photo, format, bits, painter }: Case): Promise<Peak> {
  const folder = await mkdtemp(join(tmpdir(), 'outframe-bench-'))
  const fork = forkSpawner(workerPath, process.execPath)
  let pid: number | undefined
  const spawn = () => {
    const worker = fork.spawn()
    pid = worker.pid
    return worker
  }
  const imaging = openImaging({ spawner: { ownsMemory: true, spawn }, parallel: 1, memory: 16e9 })
  try {
    const jpeg = await realisticJpeg(photo.width, photo.height)
    const bytes = bits === 8 ? jpeg : await sharp(jpeg).toColourspace('rgb16').tiff({ compression: 'lzw' }).toBuffer()
    const [source, painted] = [join(folder, 'photo'), join(folder, 'render.jpg')]
    await writeFile(source, bytes)
    await writeFile(painted, await realisticJpeg(render.width, render.height))
    const margin = Math.round(((photo.height * 16) / 9 - photo.width) / 2)
    const request: ComposeRequest = {
      source,
      contentHash: createHash('sha256').update(bytes).digest('hex'),
      plan: planAround(photo, { top: 0, right: margin, bottom: 0, left: margin }),
      surroundings: painter
        ? { kind: 'local', variation: 1, ...painter }
        : { kind: 'renders', variation: 1, renders: [painted] },
      format,
      encoding: defaultEncoding,
      feather: 16,
      provenance: { engine: 'kling', prompt: '', version: '0.0.0', taskIds: [] },
      destination: join(folder, 'composed'),
    }
    await imaging.hash(painted)
    const before = await peakResident(pid)
    await imaging.compose(request)
    const resident = await peakResident(pid)
    return { resident, added: resident - before, weighed: await weigh({ kind: 'compose', request }) }
  } finally {
    await imaging.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The most memory that a process has had resident so far, bytes; Linux only. */
async function peakResident(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024
}

async function largePeak(): Promise<Measurement> {
  const { resident, weighed } = await peakOf({ photo: large, format: 'jpeg', bits: 8 })
  return { value: resident / 1e6, detail: `${megabytes(resident)} at the most, ${megabytes(weighed)} reckoned with` }
}

/** The hardest of them: what takes most at 100 megapixels. */
const hard: readonly Case[] = [
  { photo: large, format: 'avif', bits: 8 },
  { photo: large, format: 'avif', bits: 16 },
  { photo: large, format: 'tiff', bits: 16 },
]

async function hardPeaks(): Promise<Measurement> {
  const words: string[] = []
  let value = 0
  for (const one of hard) {
    const { resident, weighed } = await peakOf(one)
    value = Math.max(value, resident / 1e6)
    words.push(`${one.format} of ${one.bits} bits ${megabytes(resident)}, reckoned with ${megabytes(weighed)}`)
  }
  return { value, detail: words.join('; ') }
}

const usual: readonly Case[] = [
  { photo: common, format: 'jpeg', bits: 8 },
  { photo: common, format: 'webp', bits: 8 },
  { photo: common, format: 'avif', bits: 8 },
  { photo: common, format: 'tiff', bits: 16 },
  { photo: common, format: 'tiff', bits: 8, painter: { method: 'texture', effort: 'quality' } },
]

/** How much more than was reckoned with the worst of the usual cases takes. */
async function accounting(): Promise<Measurement> {
  const words: string[] = []
  let value = 0
  for (const one of usual) {
    const { added, weighed } = await peakOf(one)
    value = Math.max(value, added / weighed)
    words.push(
      `${one.format} of ${one.bits} bits${one.painter ? ` by ${one.painter.method}` : ''} ${megabytes(added)} of ${megabytes(weighed)}`,
    )
  }
  return { value, detail: words.join(', ') }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}

export const benches: readonly Bench[] = [
  { name: 'peak memory of a worker that composes 100 megapixels', limit: 1500, unit: 'MB', run: largePeak },
  { name: 'the same as AVIF, and with 16 bits', limit: 1500, unit: 'MB', run: hardPeaks },
  { name: 'peak memory of a compose against what was reckoned with', limit: 1.1, unit: '×', run: accounting },
]
