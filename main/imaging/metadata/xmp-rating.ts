import { type Document, type Element, XMLSerializer } from '@xmldom/xmldom'
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

/** How Windows writes stars as a share of a hundred: one to five. */
const percents = [0, 1, 25, 50, 75, 99] as const

/** Room for whatever stars are given next, bytes. */
const padding = 256

/** Stars, or -1 for a reject, as near as a number comes; null when it is none. */
export function nearestRating(value: number): number | null {
  if (Number.isNaN(value)) return null
  // `+ 0`: never -0.
  return Math.min(5, Math.max(-1, Math.round(value))) + 0
}

/** Stars by Windows' share of a hundred. */
export function ratingOfPercent(percent: number): number | null {
  if (!(percent >= 0 && percent <= 100)) return null
  return percent === 0 ? 0 : Math.min(5, 1 + Math.round(percent / 25))
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
  const percent = percents[Math.max(0, rating)] ?? 0
  for (const description of all) setProperty(description, namespaces.microsoft, 'Rating', String(percent))
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
  return serialize(document, padding)
}

/** A packet without stars: those in the packet before it hold. */
export function unratedPacket(packet: string): string {
  const document = parse(packet)
  if (!document) return packet
  for (const description of descriptions(document)) removeProperty(description, namespaces.xmp, 'Rating')
  return new XMLSerializer().serializeToString(document)
}
