import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bufferBytes } from '../../../main/imaging/file-bytes'
import { codedColours } from '../../../main/imaging/heic/coding'
import { isCutOff } from '../../../main/imaging/heic/extents'
import { jpegTrap } from '../../../main/imaging/jpeg-frame'
import { readRaw } from '../../../main/imaging/raw/as-jpeg'
import { tiffTrap } from '../../../main/imaging/tiff-traps'
import { heicFile } from '../../fixtures/images/heic'
import { makersFiles } from '../../fixtures/images/raw-files'

const files = [
  ...Object.entries(makersFiles)
    .filter(([name]) => name !== 'olympus.ORF') // two megabytes of nothing
    .map(([, bytes]) => bytes()),
  heicFile({ grid: { columns: 2, rows: 2, width: 128, height: 128 }, colours: [12, 13] }),
]

/** A file with some bytes changed, cut off somewhere. */
const broken = fc
  .record({
    file: fc.constantFrom(...files),
    changes: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 12 }),
    // Heads, where the structure is, are hit more often.
    reach: fc.constantFrom(64, 400, 5000, Number.MAX_SAFE_INTEGER),
    kept: fc.constantFrom(1, 1, 0.9, 0.5, 0.01),
  })
  .map(({ file, changes, reach, kept }) => {
    const bytes = Buffer.from(file.subarray(0, Math.ceil(file.length * kept)))
    const end = Math.min(bytes.length, reach) - 1
    for (const [place, value] of changes) bytes[Math.floor(place * end)] = value
    return bytes
  })

test('whatever is broken in a file, looking into it ends, and finds nothing outside of it', () => {
  fc.assert(
    fc.property(broken, (bytes) => {
      const file = bufferBytes(bytes)
      const raw = readRaw(file)
      if (raw?.preview) {
        const { start, bytes: length, size } = raw.preview
        expect(start).toBeGreaterThanOrEqual(0)
        expect(start + length).toBeLessThanOrEqual(bytes.length)
        expect(size.width * size.height).toBeGreaterThan(0)
      }
      codedColours(file)
      isCutOff(file)
      jpegTrap(file)
      tiffTrap(file)
    }),
    { numRuns: 3000 },
  )
})
