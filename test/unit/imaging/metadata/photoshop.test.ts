import { describe, expect, test } from 'vitest'
import { iptcOf, photoshopResources } from '../../../../main/imaging/metadata/photoshop'
import { iptc, resource } from '../../../fixtures/images/tagged-jpeg'

const guides = resource(0x0408, Buffer.alloc(16))
const preview = resource(0x040c, Buffer.alloc(99))
const copyright = resource(0x040a, Buffer.from([1]))
const ofJpeg = (...resources: Buffer[]) => Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), ...resources])

describe('Photoshop’s resources', () => {
  test('keep IPTC and the copyright flag, not what was drawn for another size', () => {
    const kept = photoshopResources(ofJpeg(guides, resource(0x0404, iptc), preview, copyright), undefined)
    expect(kept?.equals(Buffer.concat([resource(0x0404, iptc), copyright]))).toBe(true)
  })

  test('of a TIFF come from its own tag', () => {
    const kept = photoshopResources(iptc, Buffer.concat([guides, resource(0x0404, iptc)]))
    expect(kept?.equals(resource(0x0404, iptc))).toBe(true)
  })

  test('are made for a TIFF that has plain IPTC only', () => {
    expect(photoshopResources(iptc, undefined)?.equals(resource(0x0404, iptc))).toBe(true)
  })

  test('are null when nothing is to be kept', () => {
    expect(photoshopResources(undefined, undefined)).toBeNull()
    expect(photoshopResources(ofJpeg(guides, preview), undefined)).toBeNull()
  })

  test('end at the first that is broken', () => {
    const broken = Buffer.concat([copyright, resource(0x0404, iptc).subarray(0, 14)])
    expect(photoshopResources(ofJpeg(broken), undefined)?.equals(copyright)).toBe(true)
  })

  test('give their IPTC data back', () => {
    expect(iptcOf(Buffer.concat([copyright, resource(0x0404, iptc)]))?.equals(iptc)).toBe(true)
    expect(iptcOf(copyright)).toBeNull()
  })
})
