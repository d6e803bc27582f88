/**
 * Photoshop's image resources: the box in which JPEG and TIFF carry IPTC. Only those that still hold for a picture of a
 * new size are kept; previews, guides, paths and slices are not.
 */
const kept: ReadonlySet<number> = new Set([
  0x0404, // IPTC-IIM
  0x040a, // copyright flag
  0x040b, // URL
  0x0425, // digest of the IPTC data
])

/** The resource that holds IPTC-IIM. */
const iptcResource = 0x0404

const signature = '8BIM'

/** What stands before the resources in a JPEG's APP13 segment. */
export const photoshopPrefix = Buffer.from('Photoshop 3.0\0', 'latin1')

interface Resource {
  readonly id: number
  readonly data: Buffer
}

/** Lists resources until the first that is broken. */
function listResources(bytes: Buffer): Resource[] {
  const resources: Resource[] = []
  let at = 0
  while (at + 12 <= bytes.length && bytes.toString('latin1', at, at + 4) === signature) {
    const nameBytes = bytes.readUInt8(at + 6) + 1
    const sizeAt = at + 6 + nameBytes + (nameBytes % 2)
    if (sizeAt + 4 > bytes.length) break
    const size = bytes.readUInt32BE(sizeAt)
    const data = bytes.subarray(sizeAt + 4, sizeAt + 4 + size)
    if (data.length < size) break
    resources.push({ id: bytes.readUInt16BE(at + 4), data })
    at = sizeAt + 4 + size + (size % 2)
  }
  return resources
}

function writeResource({ id, data }: Resource): Buffer {
  const head = Buffer.alloc(12)
  head.write(signature, 0, 'latin1')
  head.writeUInt16BE(id, 4)
  head.writeUInt32BE(data.length, 8)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}

/**
 * The resources to keep.
 * @param iptc what sharp gives as `iptc`: a JPEG's whole APP13 segment, or a TIFF's plain IPTC-IIM.
 * @param resources a TIFF's own Photoshop tag.
 */
export function photoshopResources(iptc: Buffer | undefined, resources: Buffer | undefined): Buffer | null {
  const fromSegment = iptc?.subarray(0, photoshopPrefix.length).equals(photoshopPrefix)
  const listed =
    fromSegment && iptc
      ? listResources(iptc.subarray(photoshopPrefix.length))
      : listResources(resources ?? Buffer.alloc(0))
  const all = listed.filter(({ id }) => kept.has(id))
  if (iptc && !fromSegment && !all.some(({ id }) => id === iptcResource)) all.unshift({ id: iptcResource, data: iptc })
  return all.length > 0 ? Buffer.concat(all.map(writeResource)) : null
}

/** The IPTC-IIM data among resources; null when there is none. */
export function iptcOf(resources: Buffer): Buffer | null {
  return listResources(resources).find(({ id }) => id === iptcResource)?.data ?? null
}
