import { colourChannels, type Layout, type Raster, rasterBytes, type Samples, samplesOf } from './raster'

/** Rows kept together in one strip: few enough to be streamed, enough that the strips' table stays small. */
const rowsPerStrip = 64

/** TIFF's codes of what samples mean (tag 262). */
const photometric = { grey: 1, rgb: 2, cmyk: 5 } as const

/** TIFF's code of unassociated alpha (tag 338). */
const unassociatedAlpha = 2

const types = { short: 3, long: 4, bytes: 7 } as const

type Field = readonly [tag: number, type: keyof typeof types, values: readonly number[] | Buffer]

/** Bytes that are an uncompressed TIFF, and the samples in it: what is written to them is in the file. */
export interface SamplesFile {
  readonly file: Buffer
  readonly samples: Samples
}

/**
 * Room for a picture's samples behind an uncompressed TIFF's header, so that sharp takes them for what they are: its
 * `raw` input knows no CMYK.
 * @param profile an ICC profile, for pictures whose colours are to be converted.
 */
export function samplesFile(layout: Layout, profile: Buffer | null): SamplesFile {
  const start = headerBytes(layout, profile)
  const file = Buffer.alloc(start + rasterBytes(layout))
  header(layout, profile, start).copy(file)
  return { file, samples: samplesOf(file.subarray(start), layout.bits) }
}

/** What stands before the samples in such a file, bytes. */
export function headerBytes(layout: Layout, profile: Buffer | null = null): number {
  return Math.ceil(header(layout, profile, 0).length / 16) * 16
}

/** An empty picture, with room for such a file's header where sharp needs one. */
export function emptyRaster(layout: Layout): Raster {
  const start = isPlainSamples(layout) ? 0 : headerBytes(layout)
  const bytes = new Uint8Array(start + rasterBytes(layout))
  return { ...layout, samples: samplesOf(bytes.subarray(start), layout.bits), room: bytes.subarray(0, start) }
}

/** A picture as such a file: made where it is, if there is room before its samples, else with a copy of them. */
export function fileOfSamples({ samples, room, ...layout }: Raster): Buffer {
  const start = headerBytes(layout)
  const isBefore = room?.buffer === samples.buffer && room.byteOffset + room.length === samples.byteOffset
  if (!isBefore || room.length < start) {
    const copy = samplesFile(layout, null)
    copy.samples.set(samples)
    return copy.file
  }
  const file = Buffer.from(samples.buffer, samples.byteOffset - start, start + samples.byteLength)
  header(layout, null, start).copy(file)
  return file
}

/** Whether sharp takes a picture's samples for what they are without a file around them. */
export function isPlainSamples({ model, bits, channels }: Layout): boolean {
  return model !== 'cmyk' && bits !== 32 && channels >= 1 && channels <= 4
}

function header(layout: Layout, profile: Buffer | null, start: number): Buffer {
  const { width, height, channels, bits } = layout
  const rowBytes = rasterBytes(layout) / height
  const strips = Array.from({ length: Math.ceil(height / rowsPerStrip) }, (_, i) => i * rowsPerStrip)
  const each = (value: number, count = channels) => Array.from({ length: count }, () => value)
  const extra = channels - colourChannels[layout.model]
  const fields: Field[] = [
    [256, 'long', [width]],
    [257, 'long', [height]],
    [258, 'short', each(bits)],
    [259, 'short', [1]],
    [262, 'short', [photometric[layout.model]]],
    [273, 'long', strips.map((row) => start + row * rowBytes)],
    [277, 'short', [channels]],
    [278, 'long', [rowsPerStrip]],
    [279, 'long', strips.map((row) => Math.min(rowsPerStrip, height - row) * rowBytes)],
  ]
  if (extra > 0) fields.push([338, 'short', each(unassociatedAlpha, extra)])
  fields.push([339, 'short', each(bits === 32 ? 3 : 1)])
  if (profile) fields.push([34675, 'bytes', profile])
  return directory(fields)
}

function directory(fields: readonly Field[]): Buffer {
  const head = Buffer.alloc(8 + 2 + fields.length * 12 + 4)
  head.write('II*\0', 0, 'latin1')
  head.writeUInt32LE(8, 4)
  head.writeUInt16LE(fields.length, 8)
  const values: Buffer[] = []
  let end = head.length
  fields.forEach(([tag, type, numbers], i) => {
    const at = 10 + i * 12
    const bytes = fieldBytes(type, numbers)
    head.writeUInt16LE(tag, at)
    head.writeUInt16LE(types[type], at + 2)
    head.writeUInt32LE(numbers.length, at + 4)
    if (bytes.length <= 4) {
      bytes.copy(head, at + 8)
      return
    }
    head.writeUInt32LE(end, at + 8)
    values.push(bytes, Buffer.alloc(bytes.length % 2))
    end += bytes.length + (bytes.length % 2)
  })
  return Buffer.concat([head, ...values])
}

function fieldBytes(type: keyof typeof types, values: readonly number[] | Buffer): Buffer {
  if (Buffer.isBuffer(values)) return values
  const size = type === 'short' ? 2 : 4
  const bytes = Buffer.alloc(values.length * size)
  values.forEach((value, i) => {
    bytes.writeUIntLE(value, i * size, size)
  })
  return bytes
}
