import { createHash } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Credentials } from '../../../core/service/credentials'

/** Life of a signed token and how far it reaches back, s. Source: Kling's page on authentication. */
const tokenLife = 1800
const tokenBack = 5

/** A token with less left than this is renewed before it is used, s: as long as a create may take from start to end. */
const renewBefore = 900

/** Signs requests as one account. */
export class Authorizer {
  #token: { readonly text: string; readonly endsAt: number } | null = null
  /** The service's clock minus ours, ms; learnt only when it refused a token for its times. */
  #clockOffset = 0

  constructor(
    readonly credentials: Credentials,
    /** ms since 1970. */
    readonly now: () => number,
  ) {}

  /** The `Authorization` header. */
  async header(): Promise<string> {
    if (this.credentials.kind === 'key') return `Bearer ${this.credentials.key}`
    const seconds = Math.floor((this.now() + this.#clockOffset) / 1000)
    if (this.#token === null || this.#token.endsAt - seconds < renewBefore) {
      this.#token = { text: await this.#sign(this.credentials, seconds), endsAt: seconds + tokenLife }
    }
    return `Bearer ${this.#token.text}`
  }

  #sign(pair: Extract<Credentials, { kind: 'pair' }>, seconds: number): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(pair.accessKey)
      .setExpirationTime(seconds + tokenLife)
      .setNotBefore(seconds - tokenBack)
      .sign(new TextEncoder().encode(pair.secretKey))
  }

  /**
   * Forgets a token whose times were refused, and sets our clock by the service's, when it told the time. Answers whether
   * signing again can help: a plain key stays what it is.
   */
  renew(serviceDate: string | undefined): boolean {
    if (this.credentials.kind === 'key') return false
    const serviceTime = serviceDate === undefined ? Number.NaN : Date.parse(serviceDate)
    if (!Number.isNaN(serviceTime)) this.#clockOffset = serviceTime - this.now()
    this.#token = null
    return true
  }

  /** What must never be seen in a text. */
  secrets(): readonly string[] {
    const { credentials } = this
    return credentials.kind === 'key' ? [credentials.key] : [credentials.secretKey, credentials.accessKey]
  }
}

/** Tells accounts apart on disk without giving the key away: the start of a hash, as the key itself is long and random. */
export function accountFingerprint(credentials: Credentials): string {
  const identity = credentials.kind === 'key' ? credentials.key : credentials.accessKey
  return createHash('sha256').update(`outframe account ${credentials.kind} ${identity}`).digest('hex').slice(0, 16)
}
