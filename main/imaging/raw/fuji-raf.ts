import type { Size } from '../../../core/geometry/types'
import type { FileBytes } from '../file-bytes'
import { jpegAt } from './embedded-jpeg'
import type { RawPhoto } from './raw-photo'

const signature = 'FUJIFILMCCD-RAW'

/** Where the header says where the JPEG and the sensor's records are, bytes. */
const places = { jpeg: 84, records: 92 } as const

/** Records of sizes, best first: what is shown of the sensor, the whole of it. Height comes before width. */
const sizeRecords: readonly number[] = [0x0111, 0x0100]

/** Reads a Fujifilm RAF: its JPEG has all metadata of its own. Null when it is none. */
export function readRaf(file: FileBytes): RawPhoto | null {
  const head = file.read(0, 100)
  if (head.length < 100 || head.toString('latin1', 0, signature.length) !== signature) return null
  const start = head.readUInt32BE(places.jpeg)
  const bytes = Math.min(head.readUInt32BE(places.jpeg + 4), file.length - start)
  const records = file.read(head.readUInt32BE(places.records), Math.min(head.readUInt32BE(places.records + 4), 65_536))
  const isCutOff = start >= file.length
  return {
    preview: jpegAt(file, start, bytes),
    isCutOff,
    exif: null,
    xmp: null,
    resources: null,
    sensor: sensorOf(records),
  }
}

function sensorOf(records: Buffer): Size | null {
  const found = new Map<number, Size>()
  for (let at = 4; at + 4 <= records.length; ) {
    const bytes = records.readUInt16BE(at + 2)
    if (bytes >= 4 && at + 8 <= records.length) {
      found.set(records.readUInt16BE(at), { height: records.readUInt16BE(at + 4), width: records.readUInt16BE(at + 6) })
    }
    at += 4 + bytes
  }
  const sizes = sizeRecords.map((record) => found.get(record))
  return sizes.find((size) => size !== undefined && size.width > 0 && size.height > 0) ?? null
}
