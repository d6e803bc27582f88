import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { AppError } from '../../../core/errors'
import type { Size } from '../../../core/geometry'
import type { CheckedRender, CheckRenderRequest, Imaging, PrepareRequest, Upload } from '../../../core/imaging'
import { serviceLimits } from '../../../core/limits'
import { TestImaging } from '../../unit/queue/test-imaging'

const formats = ['jpeg', 'png', 'webp'] as const

/** How far a render's shape may be from its pass' result, as a share. */
const shapeSlack = 0.02

/**
 * Photos are text files as in `TestImaging`; what is uploaded for them is a real picture that tells photo and pass,
 * and renders are opened for real.
 */
export class PaidImaging implements Imaging {
  readonly parallel: number
  /** All that is not pixels. */
  readonly files: TestImaging
  readonly prepared: PrepareRequest[] = []
  beforePrepare: (request: PrepareRequest) => Promise<void> | void = () => undefined
  readonly probe: Imaging['probe']
  readonly hash: Imaging['hash']
  readonly thumbnail: Imaging['thumbnail']
  readonly rate: Imaging['rate']
  readonly memory: Imaging['memory']
  readonly close: Imaging['close']

  constructor(options: { readonly parallel?: number } = {}) {
    const files = new TestImaging(options)
    this.files = files
    this.parallel = files.parallel
    this.probe = (paths, asked) => files.probe(paths, asked)
    this.hash = (path) => files.hash(path)
    this.thumbnail = () => files.thumbnail()
    this.rate = () => files.rate()
    this.memory = () => files.memory()
    this.close = () => files.close()
  }

  async prepare(request: PrepareRequest): Promise<Upload> {
    this.prepared.push(request)
    await this.beforePrepare(request)
    for (const render of request.renders) await readFile(render)
    const pass = request.plan.passes[request.pass]
    if (!pass) throw new TypeError(`There is no pass ${request.pass} in the plan`)
    const { width, height } = uploaded(pass.input, request.edge)
    return { data: await onePicture(request, width, height), type: 'image/jpeg', width, height }
  }

  async checkRender({ path, result }: CheckRenderRequest): Promise<CheckedRender> {
    try {
      const { format, width, height } = await sharp(path).metadata()
      await sharp(path, { failOn: 'truncated' }).stats()
      const known = formats.find((one) => one === format)
      const off = (width / height) * (result.height / result.width)
      if (known && Math.abs(off - 1) < shapeSlack) return { width, height, format: known }
    } catch {
      // No picture, or not to its end: told below.
    }
    throw new AppError('download-broken', `The render ${path} is no picture of its pass.`)
  }

  /** @throws {Error} when a render is gone before its job is done. */
  async compose(...[request, options]: Parameters<Imaging['compose']>): ReturnType<Imaging['compose']> {
    const { surroundings } = request
    const renders = async () => {
      for (const path of surroundings.kind === 'renders' ? surroundings.renders : []) await readFile(path)
    }
    await renders()
    const result = await this.files.compose(request, options)
    await renders()
    return result
  }
}

/** The size of an upload: within `edge`, and no side shorter than the service takes. */
function uploaded({ width, height }: Size, edge: number): Size {
  const least = serviceLimits.minInputSide / Math.min(width, height)
  const scale = Math.max(least, Math.min(1, edge / Math.max(width, height)))
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

/** A picture that shows the photo's content and the pass: the bytes of its hash as grey tiles. */
function onePicture({ contentHash, pass }: PrepareRequest, width: number, height: number): Promise<Buffer> {
  const tiles = Buffer.concat([Buffer.from(contentHash, 'hex'), Buffer.alloc(8, 32 + 64 * pass)])
  return sharp(tiles, { raw: { width: 8, height: 5, channels: 1 } })
    .resize(width, height, { kernel: 'nearest', fit: 'fill' })
    .toColourspace('srgb')
    .jpeg()
    .toBuffer()
}
