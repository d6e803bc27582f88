import sharp, { type Metadata } from 'sharp'
import { invalid, type Refusal } from './refusal'

/** An upload that keeps every rule. */
export interface Picture {
  readonly data: Buffer
  readonly format: 'jpeg' | 'png'
  readonly width: number
  readonly height: number
  /** What should not have been sent: camera data, positions, an orientation that is not baked in. */
  readonly metadata: {
    readonly exif: boolean
    readonly xmp: boolean
    readonly iptc: boolean
    readonly orientation: number
  }
}

/** The page says 10 MB and not of what: Base64 text and file both keep to it. */
const maxBytes = 10_000_000
const linkTimeoutMs = 10_000

/** The picture of a create: a link that is fetched, or Base64 without a prefix. */
export async function readPicture(image: string): Promise<Picture | Refusal> {
  if (/^https?:\/\//i.test(image)) {
    const data = await fetchPicture(image)
    return Buffer.isBuffer(data) ? checkPicture(data) : data
  }
  if (image.startsWith('data:')) return invalid('image', 'must be Base64 without a data: prefix')
  if (image.length > maxBytes) return invalid('image', 'must not exceed 10 MB')
  if (image.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(image)) return invalid('image', 'is not Base64')
  return checkPicture(Buffer.from(image, 'base64'))
}

async function fetchPicture(link: string): Promise<Buffer | Refusal> {
  try {
    const answer = await fetch(link, { signal: AbortSignal.timeout(linkTimeoutMs) })
    if (!answer.ok) return invalid('image', `cannot be fetched: ${answer.status}`)
    return Buffer.from(await answer.arrayBuffer())
  } catch {
    return invalid('image', 'cannot be fetched')
  }
}

async function checkPicture(data: Buffer): Promise<Picture | Refusal> {
  if (data.length > maxBytes) return invalid('image', 'must not exceed 10 MB')
  let header: Metadata
  try {
    header = await sharp(data).metadata()
  } catch {
    return invalid('image', 'is not a picture')
  }
  const { format, width, height } = header
  if (format !== 'jpeg' && format !== 'png') return invalid('image', 'must be JPG, JPEG or PNG')
  if (width < 300 || height < 300) return invalid('image', 'must be at least 300 px on each side')
  const shape = width / height
  if (shape < 1 / 2.5 || shape > 2.5) return invalid('image', 'must have a shape between 1:2.5 and 2.5:1')
  const metadata = {
    exif: header.exif !== undefined,
    xmp: header.xmp !== undefined,
    iptc: header.iptc !== undefined,
    orientation: header.orientation ?? 1,
  }
  return { data, format, width, height, metadata }
}
