import { DOMParser, type Document, type Element, XMLSerializer } from '@xmldom/xmldom'
import type { Size } from '../../../core/geometry/types'

const namespaces = {
  x: 'adobe:ns:meta/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  xmlns: 'http://www.w3.org/2000/xmlns/',
  tiff: 'http://ns.adobe.com/tiff/1.0/',
  exif: 'http://ns.adobe.com/exif/1.0/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  xmpNote: 'http://ns.adobe.com/xmp/note/',
  iptcExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  outframe: 'https://outframe.app/ns/1.0/',
} as const

/** Of the properties that JPEG files with an HDR gain map have. */
export const gainMapNamespace = 'http://ns.adobe.com/hdr-gain-map/1.0/'

/** Namespaces of what describes other parts of the source's file (gain maps, motion photos): the output has none. */
const strangers: ReadonlySet<string> = new Set([
  gainMapNamespace,
  'http://ns.google.com/photos/1.0/container/',
  'http://ns.google.com/photos/1.0/camera/',
])

/** A kind of picture in IPTC's vocabulary; https://cv.iptc.org/newscodes/digitalsourcetype/ */
export type DigitalSourceType = 'algorithmicallyEnhanced' | 'compositeWithTrainedAlgorithmicMedia'

const sourceTypes = 'http://cv.iptc.org/newscodes/digitalsourcetype/'

/** Types that say more about a picture's origin than ours: a generated picture stays one after it was enhanced. */
const strongerTypes: ReadonlySet<string> = new Set([
  `${sourceTypes}trainedAlgorithmicMedia`,
  `${sourceTypes}compositeWithTrainedAlgorithmicMedia`,
])

/** What is written into a packet. */
export interface XmpFacts {
  /** The output's size, px. */
  readonly size: Size
  /** Null: nothing was painted. */
  readonly sourceType: DigitalSourceType | null
  /** Names in our own namespace and what they hold; a list is kept in order. */
  readonly provenance: Readonly<Record<string, string | readonly string[]>>
}

/** A new packet, and whether the photo's own could be read. */
export interface XmpPacket {
  readonly packet: string
  readonly readable: boolean
}

/** A photo's XMP: its packet and, in JPEG files with much of it, a second, extended one. */
export interface PhotoXmp {
  readonly packet: string | null
  readonly extended: string | null
}

/** The photo's packet with the facts merged into it, or a new one. Everything else in it stays. */
export function mergeXmp({ packet: existing, extended }: PhotoXmp, facts: XmpFacts): XmpPacket {
  const parsed = existing === null ? null : parse(existing)
  const more = extended === null ? null : parse(extended)
  const document = parsed ?? emptyPacket()
  if (more) adopt(document, more)
  for (const description of descriptions(document)) {
    removeStale(description)
    renew(description, facts)
  }
  append(document, facts)
  const body = new XMLSerializer().serializeToString(document.documentElement ?? document)
  const packet = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n${body}\n<?xpacket end="w"?>`
  return { packet, readable: (existing === null) === (parsed === null) && (extended === null) === (more === null) }
}

/** Moves the descriptions of an extended packet into the main one. */
function adopt(document: Document, extended: Document): void {
  const rdf = document.getElementsByTagNameNS(namespaces.rdf, 'RDF')[0]
  for (const description of descriptions(extended)) rdf?.appendChild(document.importNode(description, true))
}

/** A packet that holds only a reference to the extended part, for JPEG, whose segments are too short for long ones. */
export function mainPacketFor(guid: string, facts: XmpFacts): string {
  const document = emptyPacket()
  const description = append(document, facts)
  description.setAttributeNS(namespaces.xmlns, 'xmlns:xmpNote', namespaces.xmpNote)
  description.setAttributeNS(namespaces.xmpNote, 'xmpNote:HasExtendedXMP', guid)
  return new XMLSerializer().serializeToString(document)
}

function emptyPacket(): Document {
  const { x, rdf } = namespaces
  return new DOMParser().parseFromString(
    `<x:xmpmeta xmlns:x="${x}"><rdf:RDF xmlns:rdf="${rdf}"></rdf:RDF></x:xmpmeta>`,
    'text/xml',
  )
}

/** The packet's document; null when it is not XML or not RDF. */
function parse(packet: string): Document | null {
  const start = packet.search(/<(?!\?xpacket)/)
  const end = packet.lastIndexOf(
    '>',
    packet.lastIndexOf('<?xpacket') > start ? packet.lastIndexOf('<?xpacket') : undefined,
  )
  if (start < 0) return null
  try {
    const document = new DOMParser({ onError: stopAtErrors }).parseFromString(packet.slice(start, end + 1), 'text/xml')
    return document.getElementsByTagNameNS(namespaces.rdf, 'RDF').length > 0 ? document : null
  } catch {
    return null
  }
}

function stopAtErrors(level: 'warning' | 'error' | 'fatalError', message: string): void {
  if (level !== 'warning') throw new Error(message)
}

function descriptions(document: Document): Element[] {
  const rdf = document.getElementsByTagNameNS(namespaces.rdf, 'RDF')[0]
  return rdf
    ? childElements(rdf).filter(
        ({ namespaceURI, localName }) => namespaceURI === namespaces.rdf && localName === 'Description',
      )
    : []
}

function childElements(element: Element): Element[] {
  return Array.from(element.childNodes).filter((node): node is Element => node.nodeType === node.ELEMENT_NODE)
}

/** Takes out what holds no longer, properties written as elements and as attributes alike. */
function removeStale(description: Element): void {
  const isStale = (namespace: string | null, name: string | null) =>
    strangers.has(namespace ?? '') ||
    namespace === namespaces.outframe ||
    (namespace === namespaces.xmp && name === 'Thumbnails') ||
    (namespace === namespaces.xmpNote && name === 'HasExtendedXMP')
  for (const child of childElements(description)) {
    if (isStale(child.namespaceURI, child.localName)) description.removeChild(child)
  }
  for (const attribute of Array.from(description.attributes)) {
    if (isStale(attribute.namespaceURI, attribute.localName)) description.removeAttributeNode(attribute)
  }
}

/** Sets orientation and sizes where they are given, and takes out a source type that ours takes the place of. */
function renew(description: Element, { size, sourceType }: XmpFacts): void {
  const set = (namespace: string, name: string, value: number) =>
    setProperty(description, namespace, name, String(value))
  set(namespaces.tiff, 'Orientation', 1)
  set(namespaces.tiff, 'ImageWidth', size.width)
  set(namespaces.tiff, 'ImageLength', size.height)
  set(namespaces.exif, 'PixelXDimension', size.width)
  set(namespaces.exif, 'PixelYDimension', size.height)
  if (sourceType && !strongerTypes.has(sourceTypeOf(description) ?? ''))
    removeProperty(description, namespaces.iptcExt, 'DigitalSourceType')
}

function propertyElements(description: Element, namespace: string, name: string): Element[] {
  return childElements(description).filter((child) => child.namespaceURI === namespace && child.localName === name)
}

function setProperty(description: Element, namespace: string, name: string, value: string): void {
  const attribute = description.getAttributeNodeNS(namespace, name)
  if (attribute) attribute.value = value
  for (const element of propertyElements(description, namespace, name)) element.textContent = value
}

function removeProperty(description: Element, namespace: string, name: string): void {
  description.removeAttributeNS(namespace, name)
  for (const element of propertyElements(description, namespace, name)) description.removeChild(element)
}

function sourceTypeOf(description: Element): string | null {
  const [element] = propertyElements(description, namespaces.iptcExt, 'DigitalSourceType')
  const { iptcExt, rdf } = namespaces
  return (
    description.getAttributeNS(iptcExt, 'DigitalSourceType') ||
    element?.getAttributeNS(rdf, 'resource') ||
    element?.textContent?.trim() ||
    null
  )
}

/** Adds a description of our own at the end. */
function append(document: Document, { sourceType, provenance }: XmpFacts): Element {
  const rdf = document.getElementsByTagNameNS(namespaces.rdf, 'RDF')[0]
  if (!rdf) throw new TypeError('Expected a packet with an rdf:RDF element')
  const known = descriptions(document)
  const about = known[0]?.getAttributeNS(namespaces.rdf, 'about') ?? ''
  const typed = known.some((description) => sourceTypeOf(description) !== null)
  const description = document.createElementNS(namespaces.rdf, 'rdf:Description')
  description.setAttributeNS(namespaces.rdf, 'rdf:about', about)
  if (sourceType && !typed) {
    const element = document.createElementNS(namespaces.iptcExt, 'Iptc4xmpExt:DigitalSourceType')
    element.textContent = `${sourceTypes}${sourceType}`
    description.appendChild(element)
  }
  for (const [name, value] of Object.entries(provenance)) {
    const element = document.createElementNS(namespaces.outframe, `outframe:${name}`)
    if (typeof value === 'string') element.textContent = printable(value)
    else element.appendChild(sequence(document, value))
    description.appendChild(element)
  }
  rdf.appendChild(description)
  return description
}

function sequence(document: Document, items: readonly string[]): Element {
  const list = document.createElementNS(namespaces.rdf, 'rdf:Seq')
  for (const item of items) {
    const element = document.createElementNS(namespaces.rdf, 'rdf:li')
    element.textContent = printable(item)
    list.appendChild(element)
  }
  return list
}

/** XML cannot hold control characters, however they are written. */
function printable(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
}
