import type { Rect } from '../../../core/geometry/types'
import { type Drift, usualDrift } from '../../fixtures/images/drifted-render'
import { isUntouched, psnrAround, ssimAround } from './closeness'
import { composedCrop, fromRender, pasted } from './compose-crop'
import { type Crop, cropsOf } from './crops'
import type { KnownPhoto } from './photos'
import type { Picture } from './picture'
import { mean, type Report } from './report'
import type { SheetLine } from './sheet'
import { enlarged, simulatedRender } from './simulate'
import { seamStep, textureAround } from './texture'

/** How renders drift: the same colours, moved by 1.7 px of the photo or of themselves. */
const drifts = [
  { name: 'photo px', drift: { ...usualDrift, slope: 6, shift: 1.7 } },
  { name: 'render px', drift: { ...usualDrift, slope: 6, shift: 1.7 / 0.35 } },
] as const satisfies readonly { readonly name: string; readonly drift: Drift }[]

/** What was measured of one crop and one drift. */
interface Measured {
  readonly name: readonly [photo: string, crop: string, drift: string]
  readonly psnr: { readonly ours: number; readonly bound: number; readonly plain: number }
  readonly ssim: { readonly ours: number; readonly bound: number; readonly plain: number }
  readonly step: { readonly ours: number; readonly bound: number; readonly truth: number }
  readonly texture: { readonly ours: number; readonly truth: number }
  readonly isUntouched: boolean
}

const header = [
  ...['', 'photo', 'crop', 'moved by'],
  ...['PSNR', 'bound', 'plain', 'below'],
  ...['SSIM', 'bound', 'plain'],
  ...['step', 'bound', 'own', 'texture', 'original'],
]

/** Composes every crop from simulated renders. */
export async function measureRenders(photos: readonly KnownPhoto[], folder: string): Promise<Report> {
  const all: Measured[] = []
  const sheet: SheetLine[] = []
  for (const { name: moved, drift } of drifts) {
    for (const { name, whole } of photos) {
      const render = simulatedRender(whole, drift)
      const [plainly, undrifted] = [enlarged(render, whole), enlarged(simulatedRender(whole, null), whole)]
      for (const crop of cropsOf(whole)) {
        const ours = await composedCrop(folder, whole, crop, await fromRender(folder, render))
        const [bound, plain] = [pasted(whole, crop, undrifted), pasted(whole, crop, plainly)]
        all.push(measure([name, crop.name, moved], { whole, ours, bound, plain }, crop))
        if (drift === drifts[0].drift) sheet.push({ pictures: [whole, plain, bound, ours], original: crop.area })
      }
    }
  }
  return { header, rows: all.map(rowOf), promises: promises(all), sheet }
}

interface Pictures {
  readonly whole: Picture
  readonly ours: Picture
  readonly bound: Picture
  readonly plain: Picture
}

function measure(name: Measured['name'], { whole, ours, bound, plain }: Pictures, { area }: Crop): Measured {
  const each = (of: (picture: Picture, truth: Picture, original: Rect) => number) => ({
    ours: of(ours, whole, area),
    bound: of(bound, whole, area),
    plain: of(plain, whole, area),
  })
  return {
    name,
    psnr: each(psnrAround),
    ssim: each(ssimAround),
    step: { ours: seamStep(ours, area), bound: seamStep(bound, area), truth: seamStep(whole, area) },
    texture: { ours: textureAround(ours, area), truth: textureAround(whole, area) },
    isUntouched: isUntouched(ours, whole, area),
  }
}

function rowOf({ name, psnr, ssim, step, texture, isUntouched }: Measured, index: number): readonly string[] {
  return [
    ...[`${index + 1}`, ...name],
    ...[psnr.ours, psnr.bound, psnr.plain, psnr.bound - psnr.ours].map((value) => value.toFixed(2)),
    ...[ssim.ours, ssim.bound, ssim.plain].map((value) => value.toFixed(3)),
    ...[step.ours, step.bound, step.truth, texture.ours / texture.truth].map((value) => value.toFixed(2)),
    isUntouched ? 'same' : 'CHANGED',
  ]
}

function promises(all: readonly Measured[]): Report['promises'] {
  const perDrift = drifts.flatMap(({ name }) => {
    const some = all.filter((one) => one.name[2] === name)
    const average = (of: (one: Measured) => number) => mean(some.map(of))
    return [
      { name: `below the bound, ${name}`, value: average(({ psnr }) => psnr.bound - psnr.ours), limit: 1, unit: 'dB' },
      { name: `step of neighbours inside, ${name}`, value: average(({ step }) => step.ours), limit: 1.15, unit: '×' },
      {
        name: `step of the whole photo's there, ${name}`,
        value: average(({ step }) => step.ours / step.truth),
        limit: 1.15,
        unit: '×',
      },
    ]
  })
  const changed = all.filter(({ isUntouched }) => !isUntouched).length
  return [...perDrift, { name: 'originals that were changed', value: changed, limit: 0, unit: '' }]
}
