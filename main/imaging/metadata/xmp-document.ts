import { DOMParser, type Document, type Element, XMLSerializer } from '@xmldom/xmldom'

export const namespaces = {
  x: 'adobe:ns:meta/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  xmlns: 'http://www.w3.org/2000/xmlns/',
  tiff: 'http://ns.adobe.com/tiff/1.0/',
  exif: 'http://ns.adobe.com/exif/1.0/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  xmpNote: 'http://ns.adobe.com/xmp/note/',
  microsoft: 'http://ns.microsoft.com/photo/1.0/',
  iptcExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  outframe: 'https://outframe.app/ns/1.0/',
} as const

/** A packet that says nothing. */
export function emptyPacket(): Document {
  const { x, rdf } = namespaces
  return new DOMParser().parseFromString(
    `<x:xmpmeta xmlns:x="${x}"><rdf:RDF xmlns:rdf="${rdf}"></rdf:RDF></x:xmpmeta>`,
    'text/xml',
  )
}

/** The packet's document; null when it is not XML or not RDF. */
export function parse(packet: string): Document | null {
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

/** What a packet ends with. */
const trailer = '<?xpacket end="w"?>'

/** Room for what is changed next in a packet that stays where it is, bytes. */
const spareBytes = 256

/** A whole packet. */
export function serialize(document: Document): string {
  const body = new XMLSerializer().serializeToString(document.documentElement ?? document)
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n${body}\n${trailer}`
}

/** A packet as long as the room that there is for it; with some to spare when that is too little. */
export function paddedPacket(packet: string, room: number): Buffer {
  const length = Buffer.byteLength(packet)
  const spaces = ' '.repeat(length <= room ? room - length : spareBytes)
  return Buffer.from(packet.slice(0, -trailer.length) + spaces + trailer)
}

/** The descriptions that make up a packet. */
export function descriptions(document: Document): Element[] {
  const rdf = document.getElementsByTagNameNS(namespaces.rdf, 'RDF')[0]
  return rdf
    ? childElements(rdf).filter(
        ({ namespaceURI, localName }) => namespaceURI === namespaces.rdf && localName === 'Description',
      )
    : []
}

/** Its elements, without texts. */
export function childElements(element: Element): Element[] {
  return Array.from(element.childNodes).filter((node): node is Element => node.nodeType === node.ELEMENT_NODE)
}

/** A property written as elements. */
export function propertyElements(description: Element, namespace: string, name: string): Element[] {
  return childElements(description).filter((child) => child.namespaceURI === namespace && child.localName === name)
}

/** Sets a property where it is given, as an attribute or an element. */
export function setProperty(description: Element, namespace: string, name: string, value: string): void {
  const attribute = description.getAttributeNodeNS(namespace, name)
  if (attribute) attribute.value = value
  for (const element of propertyElements(description, namespace, name)) element.textContent = value
}

/** Takes a property out. */
export function removeProperty(description: Element, namespace: string, name: string): void {
  description.removeAttributeNS(namespace, name)
  for (const element of propertyElements(description, namespace, name)) description.removeChild(element)
}
