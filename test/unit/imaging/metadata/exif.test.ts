import { describe, expect, test } from 'vitest'
import { exifOfTiff, renewExif } from '../../../../main/imaging/metadata/exif'
import { numbersEntry, openBlock, readDirectory, writeBlock } from '../../../../main/imaging/metadata/ifd'
import { cameraDirectory, cameraExif, makerNote } from '../../../fixtures/images/tagged-jpeg'

const facts = { size: { width: 70_000, height: 50 }, stripGps: false }

/** The same block in the other byte order, for the tags that are looked at here. */
function bigEndian(orientation: number): Buffer {
  const block = Buffer.alloc(26)
  block.write('MM\0*', 0, 'latin1')
  block.writeUInt32BE(8, 4)
  block.writeUInt16BE(1, 8)
  block.writeUInt16BE(0x0112, 10)
  block.writeUInt16BE(3, 12)
  block.writeUInt32BE(1, 14)
  block.writeUInt16BE(orientation, 18)
  return block
}

function read(block: Buffer | null) {
  const opened = block && openBlock(block)
  return opened && readDirectory(opened, opened.first)
}

describe('a renewed EXIF block', () => {
  test('changes orientation and sizes only: every other byte stays where it was', () => {
    const before = cameraExif(6)
    const after = renewExif(before, { size: { width: 61, height: 41 }, stripGps: false })
    const changed = [...before.keys()].filter((i) => before[i] !== after?.[i])
    // One byte of the orientation, one of each size, up to four of the preview's offset.
    expect(changed.length).toBeGreaterThanOrEqual(4)
    expect(changed.length).toBeLessThanOrEqual(7)
    expect(after).toHaveLength(before.length)
  })

  test('takes sizes that two bytes cannot hold', () => {
    const exif = read(renewExif(cameraExif(6), facts))?.children.get(0x8769)
    expect(exif?.entries.find(({ tag }) => tag === 0xa002)).toMatchObject({ type: 4, count: 1 })
    expect(exif?.entries.find(({ tag }) => tag === 0xa002)?.value.readUInt32LE(0)).toBe(70_000)
  })

  test('no longer links the preview of the photo as it was', () => {
    const entries = cameraDirectory(6).entries.length + 2
    const nextAt = 8 + 2 + entries * 12
    expect(cameraExif(6).readUInt32LE(nextAt)).not.toBe(0)
    expect(renewExif(cameraExif(6), facts)?.readUInt32LE(nextAt)).toBe(0)
  })

  test('is found behind the prefix that JPEG puts before it', () => {
    const prefixed = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), cameraExif(6)])
    expect(renewExif(prefixed, facts)).toEqual(renewExif(cameraExif(6), facts))
  })

  test('may be in either byte order', () => {
    expect(renewExif(bigEndian(8), facts)?.readUInt16BE(18)).toBe(1)
  })

  test('does not change the block it was made from', () => {
    const before = cameraExif(6)
    renewExif(before, facts)
    expect(before.equals(cameraExif(6))).toBe(true)
  })

  test.each([
    ['empty', Buffer.alloc(0)],
    ['no block', Buffer.from('something else entirely')],
    ['cut off', cameraExif(6).subarray(0, 12)],
    ['pointing outside', Buffer.from('II*\0\xff\xff\xff\x7f', 'latin1')],
  ])('is null when the block is broken: %s', (_, broken) => {
    expect(renewExif(broken, facts)).toBeNull()
  })

  test('a directory that points to itself ends', () => {
    const block = writeBlock({ entries: [numbersEntry(0x8769, 'long', [8])], children: new Map() })
    expect(renewExif(block, facts)).not.toBeNull()
    expect(read(block)).not.toBeNull()
  })
})

describe('the EXIF of a TIFF file', () => {
  test('has what describes the picture, with EXIF and GPS below it, and nothing of how the samples are stored', () => {
    const camera = cameraDirectory(1)
    const file = writeBlock({
      ...camera,
      entries: [...camera.entries, numbersEntry(273, 'long', [8]), numbersEntry(256, 'long', [60])],
    })
    const directory = read(exifOfTiff(file))
    expect(directory?.entries.map(({ tag }) => tag)).toEqual([0x010f, 0x0110, 0x011a, 0x011b, 0x0128, 0x8298])
    expect(
      directory?.children
        .get(0x8769)
        ?.entries.find(({ tag }) => tag === 0x927c)
        ?.value.equals(makerNote),
    ).toBe(true)
    expect([...(directory?.children.keys() ?? [])]).toEqual([0x8769, 0x8825])
  })

  test('is null when there is nothing to tell', () => {
    expect(exifOfTiff(writeBlock({ entries: [numbersEntry(256, 'long', [60])], children: new Map() }))).toBeNull()
  })
})
