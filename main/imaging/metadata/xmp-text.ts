/**
 * What a property says in a packet, each time it stands there. Found by text: headers are opened by the thousand, and
 * packets can be long.
 */
export function propertyTexts(packet: string, namespace: string, property: string): readonly string[] {
  if (!packet.includes(property)) return []
  const prefixes = packet.matchAll(new RegExp(`xmlns:([\\w-]+)\\s*=\\s*["']${namespace}["']`, 'g'))
  return [...prefixes].flatMap(([, prefix = '']) => {
    const name = `${prefix}:${property}`
    const found = new RegExp(`\\s${name}\\s*=\\s*["']([^"']+)["']|<${name}(?:\\s[^>]*)?>([^<]+)<`).exec(packet)
    const text = (found?.[1] ?? found?.[2])?.trim()
    return text ? [text] : []
  })
}
