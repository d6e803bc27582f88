import { exifPrefix } from '../metadata/exif'
import { childTags, type Directory, openBlock, readDirectory } from '../metadata/ifd'

/** InteroperabilityIndex, and what DCF writes there for Adobe RGB ("option file"). */
const interoperabilityIndex = 1
const optionFile = 'R03'

/** ColorSpace, and what some cameras write there for Adobe RGB. */
const colorSpace = 0xa001
const adobeRgbCode = 2

/** Whether an EXIF block says that a camera was set to Adobe RGB: most embed no profile then. */
export function isAdobeRgb(exif: Buffer): boolean {
  const start = exif.subarray(0, exifPrefix.length).equals(exifPrefix) ? exifPrefix.length : 0
  const block = openBlock(exif.subarray(start))
  const first = block && readDirectory(block, block.first)
  return first ? saysAdobeRgb(first) : false
}

/** The same of a directory. */
export function saysAdobeRgb(first: Directory): boolean {
  const exif = first.children.get(childTags.exif)
  const index = exif?.children.get(childTags.interoperability)?.entries.find(({ tag }) => tag === interoperabilityIndex)
  if (index?.value.toString('latin1', 0, 3) === optionFile) return true
  const space = exif?.entries.find(({ tag }) => tag === colorSpace)
  return space !== undefined && space.value.length >= 2 && space.value.readUInt16LE(0) === adobeRgbCode
}
