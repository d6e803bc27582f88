import type { LocalMethod } from '../../../core/local-painting'
import { isUntouched, psnrAround } from './closeness'
import { composedCrop } from './compose-crop'
import { cropsOf } from './crops'
import type { KnownPhoto } from './photos'
import type { Picture } from './picture'
import { mean, type Report } from './report'
import type { SheetLine } from './sheet'
import { seamStep, textureAround } from './texture'

/** The engine, and what it is to be better than. */
const methods = ['texture', 'mirror', 'blur'] as const satisfies readonly LocalMethod[]

/** What was measured of one way of painting. */
interface Painted {
  readonly psnr: number
  /** Mean gradient, of that of the true surroundings. */
  readonly texture: number
  readonly step: number
  readonly isUntouched: boolean
}

type Measured = Readonly<Record<(typeof methods)[number], Painted>>

const header = [
  ...['', 'photo', 'crop'],
  ...methods.flatMap((method) => [`${method}: PSNR`, 'texture', 'step']),
  ...['original', 's'],
]

/** Paints around every crop without a service. */
export async function measureLocal(photos: readonly KnownPhoto[], folder: string): Promise<Report> {
  const all: Measured[] = []
  const rows: string[][] = []
  const sheet: SheetLine[] = []
  for (const { name, whole } of photos) {
    for (const crop of cropsOf(whole)) {
      const paint = (method: LocalMethod) =>
        composedCrop(folder, whole, crop, { kind: 'local', method, effort: 'fast', variation: 1 })
      const start = performance.now()
      const texture = await paint('texture')
      const seconds = (performance.now() - start) / 1000
      const [mirror, blur] = [await paint('mirror'), await paint('blur')]
      const judge = (picture: Picture): Painted => ({
        psnr: psnrAround(picture, whole, crop.area),
        texture: textureAround(picture, crop.area) / textureAround(whole, crop.area),
        step: seamStep(picture, crop.area),
        isUntouched: isUntouched(picture, whole, crop.area),
      })
      const measured = { texture: judge(texture), mirror: judge(mirror), blur: judge(blur) }
      all.push(measured)
      rows.push([`${all.length}`, name, crop.name, ...cells(measured), seconds.toFixed(1)])
      sheet.push({ pictures: [whole, texture, mirror], original: crop.area })
    }
  }
  return { header, rows, promises: promises(all), sheet }
}

function cells(measured: Measured): readonly string[] {
  const painted = methods.map((method) => measured[method])
  const numbers = painted.flatMap(({ psnr, texture, step }) => [psnr, texture, step])
  const kept = painted.every((one) => one.isUntouched)
  return [...numbers.map((value) => value.toFixed(2)), kept ? 'same' : 'CHANGED']
}

function promises(all: readonly Measured[]): Report['promises'] {
  const near = all.filter(({ texture }) => Math.abs(texture.texture - 1) <= 0.25).length
  const changed = all.filter((one) => methods.some((method) => !one[method].isUntouched)).length
  const below = mean(all.map(({ texture, mirror }) => mirror.psnr - texture.psnr))
  return [
    { name: 'crops with texture within 25 %', value: (100 * near) / all.length, limit: 80, atLeast: true, unit: '%' },
    { name: 'step of neighbours inside', value: mean(all.map(({ texture }) => texture.step)), limit: 1.2, unit: '×' },
    { name: 'PSNR below mirror-and-blur', value: below, limit: 1, unit: 'dB' },
    { name: 'originals that were changed', value: changed, limit: 0, unit: '' },
  ]
}
