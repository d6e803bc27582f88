import sharp from 'sharp'
import type { Charge } from './ledger'
import type { SimulatorOptions } from './options'

/** Each further picture of a task is lighter by this much, so that no two are alike. */
const lighterPerIndex = 6

/**
 * One picture of a task: the upload with its edges mirrored outward by the ratios, its colours drifted as a service that
 * repaints everything does.
 */
async function paint(
  upload: Buffer,
  charge: Charge,
  index: number,
  render: SimulatorOptions['render'],
): Promise<Buffer> {
  const { width, height } = charge.upload
  const { up, right, down, left } = charge.ratios
  const canvas = { width: Math.round(width * (1 + left + right)), height: Math.round(height * (1 + up + down)) }
  const at = { left: Math.round(width * left), top: Math.round(height * up) }
  const { gain, offset } = render.drift
  const expanded = await sharp(upload)
    .flatten({ background: '#808080' })
    .toColourspace('srgb')
    .extend({
      top: at.top,
      left: at.left,
      bottom: Math.max(0, canvas.height - height - at.top),
      right: Math.max(0, canvas.width - width - at.left),
      extendWith: 'mirror',
    })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width: fullWidth, height: fullHeight, channels } = expanded.info
  const picture = sharp(expanded.data, { raw: { width: fullWidth, height: fullHeight, channels } })
    .linear(
      [...gain],
      offset.map((value) => value + index * lighterPerIndex),
    )
    .resize({
      width: Math.max(1, Math.round(fullWidth * render.scale)),
      height: Math.max(1, Math.round(fullHeight * render.scale)),
      fit: 'fill',
    })
  return render.format === 'jpeg' ? picture.jpeg({ quality: 92 }).toBuffer() : picture.png().toBuffer()
}

/** Renders that are remembered, so that the same upload is painted once: 2 megapixels take a tenth of a second. */
const remembered = 16

/** `paint` with a memory of its own. */
export function rememberingPaint(): typeof paint {
  const known = new Map<string, Promise<Buffer>>()
  return (upload, charge, index, render) => {
    const key = JSON.stringify([charge.upload.sha256, charge.ratios, index, render])
    const painted = known.get(key) ?? paint(upload, charge, index, render)
    known.set(key, painted)
    const [oldest] = known.keys()
    if (known.size > remembered && oldest !== undefined) known.delete(oldest)
    return painted
  }
}

/** A good picture of another shape than any answer to the upload could have. */
export function paintOtherShape(charge: Charge): Promise<Buffer> {
  const { width, height } = charge.upload
  return sharp({ create: { width: height * 3, height: width, channels: 3, background: '#406080' } })
    .jpeg()
    .toBuffer()
}
