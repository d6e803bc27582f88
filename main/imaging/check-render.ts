import { AppError } from '../../core/errors'
import type { Size } from '../../core/geometry/types'
import type { CheckedRender, CheckRenderRequest } from '../../core/imaging'
import { openPicture } from './sharp'

/** Sides of a render that are believed, px. Services make some 1,000 to 4,000. */
const believable = { min: 16, max: 12_000 } as const

/** How far a render's shape may be off. */
const shapeTolerance = 0.03

/** Services make sides of multiples of so many px: small renders may be off by more. */
const sideStep = 16

const formats = ['jpeg', 'png', 'webp'] as const satisfies readonly CheckedRender['format'][]

/**
 * Decodes a downloaded render to its last row and looks at its shape.
 * @throws {AppError} `download-broken`, retryable
 */
export async function checkRender({ path, result }: CheckRenderRequest): Promise<CheckedRender> {
  const metadata = await openPicture(path)
    .metadata()
    .catch((error: unknown) => {
      throw broken('what came is no picture', error)
    })
  const { width, height } = metadata
  const format = formats.find((known) => known === metadata.format)
  if (!format) throw broken(`it is a ${metadata.format} file`)
  const side = [width, height].find((length) => length < believable.min || length > believable.max)
  if (side !== undefined) throw broken(`it is ${width} × ${height} px, which no painted picture is`)
  if (!hasShape({ width, height }, result)) {
    throw broken(
      `it is ${width} × ${height} px, another shape than the ${result.width} × ${result.height} px it is for`,
    )
  }
  try {
    // One px: all rows go through, none of them stays.
    await openPicture(path).resize({ width: 1, height: 1, fit: 'fill', fastShrinkOnLoad: false }).raw().toBuffer()
  } catch (error) {
    throw broken('it is cut off or damaged inside', error)
  }
  return { width, height, format }
}

function hasShape(render: Size, result: Size): boolean {
  const off = Math.abs(Math.log((render.width / render.height) * (result.height / result.width)))
  return off <= Math.max(shapeTolerance, sideStep / 2 / render.width + sideStep / 2 / render.height)
}

function broken(what: string, cause?: unknown): AppError {
  const message = `The picture that the service has painted cannot be used: ${what}. It has to be fetched again.`
  return new AppError('download-broken', message, { cause, retryable: true })
}
