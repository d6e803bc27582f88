import type { Document, Element } from '@xmldom/xmldom'
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
  return own(document, namespaces.xmp, nearestRating) ?? own(document, namespaces.microsoft, ratingOfPercent)
}

function own(document: Document, namespace: string, read: (value: number) => number | null): number | null {
  for (const description of descriptions(document)) {
    const attribute = description.getAttributeNodeNS(namespace, 'Rating')
    const [element] = propertyElements(description, namespace, 'Rating')
    const text = attribute?.value ?? element?.textContent
    const rating = text?.trim() ? read(Number(text)) : null
    if (rating !== null) return rating
  }
  return null
}

/** Gives a packet stars. Windows' own are changed where they are, so that the two agree. */
export function setRating(document: Document, rating: number): void {
  const all = descriptions(document)
  for (const description of all)
    setProperty(description, namespaces.microsoft, 'Rating', String(percentOfRating(rating)))
  const holders = all.filter(hasRating)
  for (const description of holders) setProperty(description, namespaces.xmp, 'Rating', String(rating))
  if (holders.length > 0) return
  const [first = addDescription(document)] = all
  first.setAttributeNS(namespaces.xmp, 'xmp:Rating', String(rating))
}

function hasRating(description: Element): boolean {
  const isAttribute = description.hasAttributeNS(namespaces.xmp, 'Rating')
  return isAttribute || propertyElements(description, namespaces.xmp, 'Rating').length > 0
}

function addDescription(document: Document): Element {
  const description = document.createElementNS(namespaces.rdf, 'rdf:Description')
  description.setAttributeNS(namespaces.rdf, 'rdf:about', '')
  document.getElementsByTagNameNS(namespaces.rdf, 'RDF')[0]?.appendChild(description)
  return description
}

/** A packet with other stars; one that is broken gives way to a new one. */
export function ratedPacket(packet: string | null, rating: number): string {
  const document = (packet === null ? null : parse(packet)) ?? emptyPacket()
  setRating(document, rating)
  return serialize(document)
}

/**
 * A JPEG's packets with other stars: in the first, which all programs read, and no longer in the second.
 * @param guidOf names a second packet.
 */
export function ratedPackets(
  { packet, extended }: PhotoXmp,
  rating: number,
  guidOf: (extended: string) => string,
): { readonly packet: string; readonly extended: string | null } {
  const document = (packet === null ? null : parse(packet)) ?? emptyPacket()
  setRating(document, rating)
  const more = extended === null ? null : parse(extended)
  if (!more) return { packet: serialize(document), extended: null }
  for (const description of descriptions(more)) {
    removeProperty(description, namespaces.xmp, 'Rating')
    removeProperty(description, namespaces.microsoft, 'Rating')
  }
  const unrated = serialize(more)
  for (const description of descriptions(document))
    setProperty(description, namespaces.xmpNote, 'HasExtendedXMP', guidOf(unrated))
  return { packet: serialize(document), extended: unrated }
}
