import { type Document, type Element, XMLSerializer } from '@xmldom/xmldom'
import type { Size } from '../../../core/geometry/types'
import type { FileMark } from '../../../core/imaging'
import {
  childElements,
  descriptions,
  emptyPacket,
  namespaces,
  parse,
  propertyElements,
  removeProperty,
  serialize,
  setProperty,
} from './xmp-document'
import { labelIn, type PhotoXmp, ratingIn, setMark, setRating } from './xmp-rating'

/** Of the properties that JPEG files with an HDR gain map have. */
const gainMapNamespace = 'http://ns.adobe.com/hdr-gain-map/1.0/'

/** Namespaces of what describes other parts of the source's file (gain maps, motion photos): the output has none. */
const strangers: ReadonlySet<string> = new Set([
  gainMapNamespace,
  'http://ns.google.com/photos/1.0/container/',
  'http://ns.google.com/photos/1.0/camera/',
])

/** Of faces and other regions, whose places are shares of the photo's own frame. */
const regionNamespaces: readonly (string | null)[] = [
  'http://www.metadataworkinggroup.com/schemas/regions/',
  'http://ns.microsoft.com/photo/1.2/',
]

/** Names, in any namespace, of properties that tell where on Earth: EXIF's, IPTC's and those of drones. */
const coordinates = /^gps|latitude|longt?itude|altitude/i

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
  /** Stars that the photo has elsewhere than in its XMP; null: none. */
  readonly rating: number | null
  /** Whether the picture has another frame than the photo's file. */
  readonly isReframed: boolean
  /** Whether coordinates are left out. Names of places stay. */
  readonly stripGps: boolean
}

/** A new packet, the stars and label that it tells, and whether the photo's own could be read. */
export interface XmpPacket {
  readonly packet: string
  readonly mark: FileMark
  readonly readable: boolean
  /** What was taken out because it does not hold for the output. */
  readonly leftOut: ReadonlySet<'gain map' | 'regions'>
}

/** The photo's packet with the facts merged into it, or a new one. Everything else in it stays. */
export function mergeXmp({ packet: existing, extended }: PhotoXmp, facts: XmpFacts): XmpPacket {
  const parsed = existing === null ? null : parse(existing)
  const more = extended === null ? null : parse(extended)
  const document = parsed ?? emptyPacket()
  if (more) adopt(document, more)
  const leftOut = new Set<'gain map' | 'regions'>()
  for (const description of descriptions(document)) {
    for (const namespace of removeProperties(description, isStale(facts))) {
      if (namespace === gainMapNamespace) leftOut.add('gain map')
      if (regionNamespaces.includes(namespace) || namespace === namespaces.iptcExt) leftOut.add('regions')
    }
    renew(description, facts)
    if (facts.stripGps) removeCoordinates(description)
  }
  append(document, facts)
  if (facts.rating !== null && ratingIn(document) !== facts.rating) setRating(document, facts.rating)
  const rating = ratingIn(document)
  return {
    packet: serialize(document),
    mark: { ...(rating !== null && { rating }), label: labelIn(document) },
    leftOut,
    readable: (existing === null) === (parsed === null) && (extended === null) === (more === null),
  }
}

/** Moves the descriptions of an extended packet into the main one. */
function adopt(document: Document, extended: Document): void {
  const rdf = document.getElementsByTagNameNS(namespaces.rdf, 'RDF')[0]
  for (const description of descriptions(extended)) rdf?.appendChild(document.importNode(description, true))
}

/** A packet that holds only a reference to the extended part, for JPEG, whose segments are too short for long ones. */
export function mainPacketFor(guid: string, facts: XmpFacts, mark: FileMark): string {
  const document = emptyPacket()
  const description = append(document, facts)
  setMark(document, mark)
  description.setAttributeNS(namespaces.xmlns, 'xmlns:xmpNote', namespaces.xmpNote)
  description.setAttributeNS(namespaces.xmpNote, 'xmpNote:HasExtendedXMP', guid)
  return new XMLSerializer().serializeToString(document)
}

type IsWanted = (namespace: string | null, name: string | null) => boolean

/** What holds no longer. */
function isStale({ isReframed }: XmpFacts): IsWanted {
  return (namespace, name) =>
    strangers.has(namespace ?? '') ||
    namespace === namespaces.outframe ||
    (namespace === namespaces.xmp && name === 'Thumbnails') ||
    (namespace === namespaces.xmpNote && name === 'HasExtendedXMP') ||
    (isReframed &&
      (regionNamespaces.includes(namespace) || (namespace === namespaces.iptcExt && name === 'ImageRegion')))
}

/** Takes properties out, those written as elements and as attributes alike. @returns their namespaces */
function removeProperties(element: Element, isWanted: IsWanted): (string | null)[] {
  const children = childElements(element).filter((child) => isWanted(child.namespaceURI, child.localName))
  const attributes = Array.from(element.attributes).filter((one) => isWanted(one.namespaceURI, one.localName))
  for (const child of children) element.removeChild(child)
  for (const attribute of attributes) element.removeAttributeNode(attribute)
  return [...children, ...attributes].map(({ namespaceURI }) => namespaceURI)
}

/** At any depth: IPTC's locations have theirs inside. */
function removeCoordinates(element: Element): void {
  removeProperties(element, (namespace, name) => namespace !== namespaces.xmlns && coordinates.test(name ?? ''))
  for (const child of childElements(element)) removeCoordinates(child)
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
