import { type Box, boxBytes, findBox, readBoxes } from '../boxes'
import type { ColourCode } from '../colour/colour-code'
import type { FileBytes } from '../file-bytes'

/** Bytes before the boxes of a full box: its version and flags. */
const fullBoxBytes = 4

/**
 * How the colours of a HEIC's or AVIF's main picture are meant, when it says so by numbers (`nclx`) rather than by an ICC
 * profile; null when it says nothing. Of a picture made of tiles often only they do.
 */
export function codedColours(file: FileBytes): ColourCode | null {
  const meta = findBox(file, ['meta'])
  if (!meta) return null
  const inside = readBoxes(file, meta.start + fullBoxBytes, meta.end)
  const primary = findBox(file, ['pitm'], inside)
  const properties = findBox(file, ['iprp', 'ipco'], inside)
  const association = findBox(file, ['iprp', 'ipma'], inside)
  if (!primary || !properties || !association) return null
  const all = readBoxes(file, properties.start, properties.end)
  const table = boxBytes(file, association)
  const codeOf = (item: number) =>
    propertiesOf(table, item)
      .map((place) => all[place - 1])
      .map((property) => (property?.type === 'colr' ? codeIn(file, property) : null))
      .find((code) => code !== null)
  const item = numberAt(boxBytes(file, primary), fullBoxBytes)
  const references = findBox(file, ['iref'], inside)
  const tile = references && firstTile(file, references, item)
  return codeOf(item) ?? (tile === null ? null : (codeOf(tile) ?? null))
}

function codeIn(file: FileBytes, box: Box): ColourCode | null {
  const bytes = boxBytes(file, box)
  if (bytes.length < 11 || bytes.toString('latin1', 0, 4) !== 'nclx') return null
  return { primaries: bytes.readUInt16BE(4), transfer: bytes.readUInt16BE(6) }
}

/** An item's number behind a full box's head: of two bytes in version 0, of four in later ones. */
function numberAt(box: Buffer, at: number): number {
  const bytes = box.length > 0 && box.readUInt8(0) === 0 ? 2 : 4
  return box.length >= at + bytes ? box.readUIntBE(at, bytes) : 0
}

/** The first picture that another is made of; null when it is made of none. */
function firstTile(file: FileBytes, references: Box, item: number): number | null {
  const idBytes = file.read(references.start, 1).at(0) === 0 ? 2 : 4
  for (const box of readBoxes(file, references.start + fullBoxBytes, references.end)) {
    const bytes = boxBytes(file, box)
    if (box.type !== 'dimg' || bytes.length < 2 * idBytes + 2 || bytes.readUIntBE(0, idBytes) !== item) continue
    return bytes.readUIntBE(idBytes + 2, idBytes)
  }
  return null
}

/** Places (from 1) of an item's properties among all; none when the table is broken. */
function propertiesOf(ipma: Buffer, item: number): number[] {
  try {
    const idBytes = ipma.readUInt8(0) === 0 ? 2 : 4
    const isWide = (ipma.readUInt8(3) & 1) === 1
    const entries = ipma.readUInt32BE(fullBoxBytes)
    let at = fullBoxBytes + 4
    for (let i = 0; i < entries; i++) {
      const id = ipma.readUIntBE(at, idBytes)
      const count = ipma.readUInt8(at + idBytes)
      at += idBytes + 1
      const size = isWide ? 2 : 1
      if (id === item) {
        // The highest bit says whether the property must be understood.
        return Array.from({ length: count }, (_, k) => ipma.readUIntBE(at + k * size, size) & (isWide ? 0x7fff : 0x7f))
      }
      at += count * size
    }
    return []
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}
