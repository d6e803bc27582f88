import type { Document, Element } from '@xmldom/xmldom'
import type { FileMark } from '../../../core/imaging'
import { labelNamed } from '../../../core/label-names'
import type { FileLabel } from '../../../core/photo'
import { nearestRating, percentOfRating, ratingOfPercent } from './stars'
import {
  descriptions,
  emptyPacket,
  namespaces,
  parse,
  propertyElements,
  removeProperty,
  serialize,
  setProperty,
} from './xmp-document'

/** A photo's XMP: its packet and, in JPEG files with much of it, a second, extended one. */
export interface PhotoXmp {
  readonly packet: string | null
  readonly extended: string | null
}

/** The stars that a packet tells; null: none. */
export function ratingIn(document: Document): number | null {
  const ownIn = (namespace: string, read: (value: number) => number | null) =>
    first(document, namespace, 'Rating', (text) => read(Number(text)))
  return ownIn(namespaces.xmp, nearestRating) ?? ownIn(namespaces.microsoft, ratingOfPercent)
}

/** The colour label that a packet tells; null: none of those that are known. */
export function labelIn(document: Document): FileLabel | null {
  return first(document, namespaces.xmp, 'Label', labelNamed)
}

/** What the first property of a name says from which something can be read. */
function first<T>(document: Document, namespace: string, name: string, read: (text: string) => T | null): T | null {
  for (const description of descriptions(document)) {
    const attribute = description.getAttributeNodeNS(namespace, name)
    const [element] = propertyElements(description, namespace, name)
    const text = (attribute?.value ?? element?.textContent)?.trim()
    const found = text ? read(text) : null
    if (found !== null) return found
  }
  return null
}

/** Gives a packet stars. Windows' own are changed where they are, so that the two agree. */
export function setRating(document: Document, rating: number): void {
  const all = descriptions(document)
  for (const description of all)
    setProperty(description, namespaces.microsoft, 'Rating', String(percentOfRating(rating)))
  setXmp(document, 'Rating', String(rating))
}

/** Gives a packet a colour label; `null`: none. */
function setLabel(document: Document, label: FileLabel | null): void {
  if (label !== null) setXmp(document, 'Label', label)
  else for (const description of descriptions(document)) removeProperty(description, namespaces.xmp, 'Label')
}

/** Sets a property of the basic schema: where it is given, else in the first description. */
function setXmp(document: Document, name: string, value: string): void {
  const all = descriptions(document)
  const holders = all.filter(
    (description) =>
      description.hasAttributeNS(namespaces.xmp, name) ||
      propertyElements(description, namespaces.xmp, name).length > 0,
  )
  for (const description of holders) setProperty(description, namespaces.xmp, name, value)
  if (holders.length > 0) return
  const [first = addDescription(document)] = all
  first.setAttributeNS(namespaces.xmp, `xmp:${name}`, value)
}

/** Gives a packet stars and label. */
export function setMark(document: Document, { rating, label }: FileMark): void {
  if (rating !== undefined) setRating(document, rating)
  if (label !== undefined) setLabel(document, label)
}

function addDescription(document: Document): Element {
  const description = document.createElementNS(namespaces.rdf, 'rdf:Description')
  description.setAttributeNS(namespaces.rdf, 'rdf:about', '')
  document.getElementsByTagNameNS(namespaces.rdf, 'RDF')[0]?.appendChild(description)
  return description
}

/** A packet with another mark; one that is broken gives way to a new one. */
export function markedPacket(packet: string | null, mark: FileMark): string {
  const document = (packet === null ? null : parse(packet)) ?? emptyPacket()
  setMark(document, mark)
  return serialize(document)
}

/**
 * A JPEG's packets with another mark: in the first, which all programs read, and no longer in the second.
 * @param guidOf names a second packet.
 */
export function markedPackets(
  { packet, extended }: PhotoXmp,
  mark: FileMark,
  guidOf: (extended: string) => string,
): { readonly packet: string; readonly extended: string | null } {
  const document = (packet === null ? null : parse(packet)) ?? emptyPacket()
  setMark(document, mark)
  const more = extended === null ? null : parse(extended)
  if (!more) return { packet: serialize(document), extended: null }
  for (const description of descriptions(more)) {
    if (mark.label !== undefined) removeProperty(description, namespaces.xmp, 'Label')
    if (mark.rating === undefined) continue
    removeProperty(description, namespaces.xmp, 'Rating')
    removeProperty(description, namespaces.microsoft, 'Rating')
  }
  const rest = serialize(more)
  for (const description of descriptions(document))
    setProperty(description, namespaces.xmpNote, 'HasExtendedXMP', guidOf(rest))
  return { packet: serialize(document), extended: rest }
}
