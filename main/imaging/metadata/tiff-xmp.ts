import type { FileParts } from './picture-metadata'
import { paddedPacket } from './xmp-document'

const xmpTag = 700

/** TIFF's code of plain bytes. */
const bytesType = 1

/** How numbers are laid out: in TIFFs, and in BigTIFFs. */
interface Form {
  readonly isBig: boolean
  readonly littleEndian: boolean
  /** Bytes of a directory's count, of an entry, and of an offset. */
  readonly countBytes: 2 | 8
  readonly entryBytes: 12 | 20
  readonly offsetBytes: 4 | 8
}

/**
 * A TIFF with another XMP packet: where the last one was if there is room, else at the file's end, with a new first
 * directory if it had none. All else stays where it is.
 * @returns null when the file is not built as TIFFs are, or has no room for more.
 */
export function replaceTiffXmp(file: Buffer, text: string): FileParts | null {
  const form = formOf(file)
  if (!form) return null
  const { read, write } = numbers(file, form)
  const { countBytes, entryBytes, offsetBytes } = form
  const firstAt = form.isBig ? 8 : 4
  const first = read(firstAt, offsetBytes)
  const count = first + countBytes <= file.length ? read(first, countBytes) : Number.NaN
  const start = first + countBytes
  const end = start + count * entryBytes
  if (!(end + offsetBytes <= file.length)) return null
  const places = Array.from({ length: count }, (_, i) => start + i * entryBytes)
  const place = places.find((at) => read(at, 2) === xmpTag)
  // Plain bytes, whatever their type says.
  const room = place === undefined ? 0 : read(place + 4, offsetBytes)
  const valueAt = place === undefined ? 0 : read(place + 4 + offsetBytes, offsetBytes)
  const isWhole = room > offsetBytes && valueAt + room <= file.length
  const packet = paddedPacket(text, isWhole ? room : 0)
  if (isWhole && room === packet.length) return [file.subarray(0, valueAt), packet, file.subarray(valueAt + room)]
  const padding = Buffer.alloc(file.length % 2)
  const directory = file.length + padding.length
  const added = directory + (place === undefined ? countBytes + (count + 1) * entryBytes + offsetBytes : 0)
  if (!form.isBig && added + packet.length > 0xffff_ffff) return null
  if (place !== undefined) {
    write(place + 2, 2, bytesType)
    write(place + 4, offsetBytes, packet.length)
    write(place + 4 + offsetBytes, offsetBytes, added)
    return [file, padding, packet]
  }
  const entry = Buffer.alloc(entryBytes)
  const inEntry = numbers(entry, form)
  inEntry.write(0, 2, xmpTag)
  inEntry.write(2, 2, bytesType)
  inEntry.write(4, offsetBytes, packet.length)
  inEntry.write(4 + offsetBytes, offsetBytes, added)
  const split = places.find((at) => read(at, 2) > xmpTag) ?? end
  const counted = Buffer.alloc(countBytes)
  numbers(counted, form).write(0, countBytes, count + 1)
  const copied = [counted, file.subarray(start, split), entry, file.subarray(split, end + offsetBytes)].map((part) =>
    Buffer.from(part),
  )
  write(firstAt, offsetBytes, directory)
  return [file, padding, ...copied, packet]
}

function formOf(file: Buffer): Form | null {
  if (file.length < 16) return null
  const order = file.toString('latin1', 0, 4)
  const littleEndian = order.startsWith('II')
  if (order === 'II*\0' || order === 'MM\0*') {
    return { isBig: false, littleEndian, countBytes: 2, entryBytes: 12, offsetBytes: 4 }
  }
  if (order !== 'II+\0' && order !== 'MM\0+') return null
  return { isBig: true, littleEndian, countBytes: 8, entryBytes: 20, offsetBytes: 8 }
}

function numbers(bytes: Buffer, { littleEndian }: Form) {
  const read = (at: number, size: 2 | 4 | 8): number => {
    if (size === 8) return Number(littleEndian ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at))
    return littleEndian ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size)
  }
  const write = (at: number, size: 2 | 4 | 8, value: number): void => {
    if (size === 8 && littleEndian) bytes.writeBigUInt64LE(BigInt(value), at)
    else if (size === 8) bytes.writeBigUInt64BE(BigInt(value), at)
    else if (littleEndian) bytes.writeUIntLE(value, at, size)
    else bytes.writeUIntBE(value, at, size)
  }
  return { read, write }
}
