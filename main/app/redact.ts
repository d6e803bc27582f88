/** Words whose value is a secret when they stand before `:` or `=`, in headers, JSON and query strings. */
const secretNames =
  'authorization|proxy-authorization|api[-_]?key|access[-_]?key|secret[-_]?key|secret|token|password|cookie|x-api-key'

/** What is taken out, most telling first. The groups that are kept say what was there. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`(?<![a-z\\d])(${secretNames})(["']?\\s*[:=]\\s*["']?)(?:(?:bearer|basic)\\s+)?[^\\s"'&,;}]+`, 'gi'),
    '$1$2[hidden]',
  ],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, '$1 [hidden]'],
  // JSON Web Tokens (RFC 7519): a Base64 object begins with `{"`, which is `eyJ`
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[hidden]'],
  [/\bsk-[\w-]{8,}/g, '[hidden]'],
  // Long unbroken runs of letters and digits: Kling's access keys have 32. UUIDs have dashes, so jobs stay recognisable.
  [/\b(?=[a-z\d]*\d)(?=[a-z\d]*[a-z])[a-z\d]{32,}\b/gi, '[hidden]'],
  // Base64 of any kind, such as a photo's
  [/[A-Za-z\d+/]{200,}={0,2}/g, '[hidden]'],
]

/** A text without what could be a key: for the log, which people send to strangers. */
export function redact(text: string): string {
  return patterns.reduce((kept, [pattern, instead]) => kept.replace(pattern, instead), text)
}
