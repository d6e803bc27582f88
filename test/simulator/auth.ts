import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Account, DoorName } from './options'
import { type Refusal, refusal } from './refusal'

/** Longest life of a token, s: the documented 1800 from its signing, and the 5 it may lie in the past. */
const longestLife = 1805

function decodePart(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

function isSignedBy(secret: string, signed: string, signature: string): boolean {
  const expected = createHmac('sha256', secret).update(signed).digest()
  const given = Buffer.from(signature, 'base64url')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function checkToken(token: string, accounts: readonly Account[], now: number): Account | Refusal {
  const [head = '', claims = '', signature = ''] = token.split('.')
  const header = decodePart(head)
  const payload = decodePart(claims)
  if (header === null || payload === null) return refusal(1002)
  if (header.alg !== 'HS256') return refusal(1002, 'Authorization is invalid: alg must be HS256')
  const account = accounts.find(({ pair }) => pair !== null && pair.accessKey === payload.iss)
  if (!account?.pair) return refusal(1002, 'Authorization is invalid: unknown iss')
  if (!isSignedBy(account.pair.secretKey, `${head}.${claims}`, signature)) return refusal(1002)
  const { exp, nbf } = payload
  if (typeof exp !== 'number' || typeof nbf !== 'number') return refusal(1002, 'exp and nbf must be numbers')
  const seconds = now / 1000
  if (nbf > seconds) return refusal(1003)
  if (exp <= seconds) return refusal(1004)
  if (exp - nbf > longestLife) return refusal(1002, 'Authorization is invalid: it lasts too long')
  return account
}

/** Whose request this is, by its `Authorization` header; a token signed with a pair is taken at the Kling door only. */
export function authenticate(
  header: string | undefined,
  door: DoorName,
  accounts: readonly Account[],
  now: number,
): Account | Refusal {
  if (header === undefined || header.trim() === '') return refusal(1001)
  const match = /^Bearer ([\x21-\x7e]+)$/.exec(header)
  if (!match?.[1]) return refusal(1000, 'Authorization must be "Bearer <token>"')
  const token = match[1]
  const owner = accounts.find(({ keys }) => keys[door]?.includes(token))
  if (owner) return owner
  if (door === 'kling' && token.split('.').length === 3) return checkToken(token, accounts, now)
  return refusal(1002)
}

/** What an account in bad standing meets on every create; `null`: it is good. */
export function standingRefusal(account: Account): Refusal | null {
  switch (account.standing) {
    case 'good':
      return null
    case 'exception':
      return refusal(1100)
    case 'arrears':
      return refusal(1101)
    case 'depleted':
      return refusal(1102)
    case 'no-access':
      return refusal(1103)
    case 'address':
      return refusal(1304)
  }
}
