import { describe, expect, test } from 'vitest'
import { mainPacketFor, mergeXmp, type XmpFacts } from '../../../../main/imaging/metadata/xmp'
import { xmpPacket } from '../../../fixtures/images/tagged-jpeg'

const facts: XmpFacts = {
  size: { width: 300, height: 200 },
  sourceType: 'algorithmicallyEnhanced',
  provenance: { Engine: 'local', Ratios: ['one', 'two'] },
  rating: null,
  isReframed: true,
  stripGps: false,
}
const sourceTypes = 'http://cv.iptc.org/newscodes/digitalsourcetype/'

function merge(packet: string | null, changes: Partial<XmpFacts> = {}, extended: string | null = null) {
  return mergeXmp({ packet, extended }, { ...facts, ...changes })
}

describe('merging into a packet', () => {
  test('keeps what it does not know', () => {
    const { packet, readable } = merge(
      xmpPacket('xmp:Rating="4"', '<dc:subject><rdf:Bag><rdf:li>Ümläut 🎞</rdf:li></rdf:Bag></dc:subject>'),
    )
    expect(readable).toBe(true)
    expect(packet).toContain('xmp:Rating="4"')
    expect(packet).toContain('<rdf:li>Ümläut 🎞</rdf:li>')
  })

  test('sets orientation and sizes where they are, as attributes and as elements, and adds none', () => {
    const { packet } = merge(xmpPacket('tiff:Orientation="8"', '<tiff:ImageWidth>60</tiff:ImageWidth>'))
    expect(packet).toContain('tiff:Orientation="1"')
    expect(packet).toContain('<tiff:ImageWidth>300</tiff:ImageWidth>')
    expect(packet).not.toContain('ImageLength')
  })

  test('takes out what belongs to parts of the file that the output has not', () => {
    const { packet } = merge(xmpPacket('hdrgm:Version="1.0"', '<xmp:Thumbnails><rdf:Alt/></xmp:Thumbnails>'))
    expect(packet).not.toMatch(/hdrgm:Version|xmp:Thumbnails/)
  })

  test('makes a new packet when there is none', () => {
    const { packet, readable } = merge(null)
    expect(readable).toBe(true)
    expect(packet).toMatch(/^<\?xpacket begin="\ufeff"/)
    expect(packet).toMatch(/<\?xpacket end="w"\?>$/)
    expect(packet).toMatch(/<rdf:Seq><rdf:li>one<\/rdf:li><rdf:li>two<\/rdf:li><\/rdf:Seq>/)
  })

  test.each(['', 'text', '<a><b></a>', '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>', '\0\0\0'])(
    'replaces one that cannot be read, and says so: %j',
    (broken) => {
      const { packet, readable } = merge(broken)
      expect(readable).toBe(false)
      expect(packet).toContain(`${sourceTypes}algorithmicallyEnhanced`)
    },
  )

  test('reads one without wrapper, with a byte order mark or with zeroes at its end', () => {
    const body = xmpPacket('xmp:Rating="4"')
      .replace(/<\?xpacket[^>]*\?>/g, '')
      .trim()
    for (const packet of [body, `\ufeff${body}`, `${body}\n\0\0\0`]) {
      expect(merge(packet)).toMatchObject({ readable: true })
    }
  })

  test('writes its own facts once, however often it is done', () => {
    const twice = merge(merge(null).packet).packet
    expect(twice.match(/<outframe:Engine/g)).toHaveLength(1)
    expect(twice.match(/<Iptc4xmpExt:DigitalSourceType/g)).toHaveLength(1)
  })

  test('brings an extended packet back in', () => {
    const { packet, readable } = merge(xmpPacket('xmpNote:HasExtendedXMP="ABC"'), {}, xmpPacket('xmp:Rating="5"'))
    expect(readable).toBe(true)
    expect(packet).toContain('xmp:Rating="5"')
    expect(packet).not.toContain('HasExtendedXMP')
  })
})

describe('the digital source type', () => {
  test('takes the place of a weaker one', () => {
    const { packet } = merge(xmpPacket(`Iptc4xmpExt:DigitalSourceType="${sourceTypes}digitalCapture"`))
    expect(packet).toContain(`${sourceTypes}algorithmicallyEnhanced`)
    expect(packet).not.toContain('digitalCapture')
  })

  test.each(['trainedAlgorithmicMedia', 'compositeWithTrainedAlgorithmicMedia'])(
    'never hides that a picture was generated: %s stays',
    (type) => {
      const element = `<Iptc4xmpExt:DigitalSourceType rdf:resource="${sourceTypes}${type}"/>`
      for (const packet of [
        xmpPacket(`Iptc4xmpExt:DigitalSourceType="${sourceTypes}${type}"`),
        xmpPacket('', element),
      ]) {
        const merged = merge(packet).packet
        expect(merged).toContain(`${sourceTypes}${type}`)
        expect(merged).not.toContain('algorithmicallyEnhanced')
      }
    },
  )

  test('is left alone when nothing was painted', () => {
    const { packet } = merge(xmpPacket(`Iptc4xmpExt:DigitalSourceType="${sourceTypes}digitalCapture"`), {
      sourceType: null,
    })
    expect(packet).toContain('digitalCapture')
  })
})

test('the short packet refers to the long one and has the facts', () => {
  const packet = mainPacketFor('0123456789ABCDEF0123456789ABCDEF', facts, { rating: 4, label: 'Red' })
  expect(packet).toContain('xmpNote:HasExtendedXMP="0123456789ABCDEF0123456789ABCDEF"')
  expect(packet).toContain('xmp:Rating="4"')
  expect(packet).toContain('xmp:Label="Red"')
  expect(packet).toContain(`${sourceTypes}algorithmicallyEnhanced`)
})
