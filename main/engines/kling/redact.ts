/** A JSON Web Token anywhere in a text: three Base64url parts, the first a JSON object. */
const token = /eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g

/** Shorter than this a "secret" would blank out ordinary words, characters. */
const shortestSecret = 4

/**
 * Takes secrets out of texts that others wrote: gateways like to repeat the key they refuse. Each secret is found as it
 * is and as it stands in an address.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const all = [...new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]))]
    .filter((secret) => secret.length >= shortestSecret)
    // The longest first: a secret that contains another one must not leave its rest behind.
    .sort((a, b) => b.length - a.length)
  return (text) => all.reduce((rest, secret) => rest.replaceAll(secret, '[key]'), text).replace(token, '[token]')
}
