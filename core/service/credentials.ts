import { z } from 'zod'
import type { DoorId } from './doors'
import { doors } from './doors'

/** The longest key that is taken, characters. Real ones have 32 to about 200. */
const maxKeyLength = 1024

/** What can be wrong with a key before anybody is asked about it. */
export type KeyFault = 'empty' | 'line-break' | 'space' | 'characters' | 'length'

const keyFaults: Readonly<Record<KeyFault, string>> = {
  empty: 'The key is empty.',
  'line-break': 'The key has a line break inside or around it.',
  space: 'The key has a space inside or around it.',
  characters: 'The key has characters that no key has.',
  length: `The key is longer than ${maxKeyLength} characters.`,
}

/**
 * Why a text cannot be a key; `null`: it can. Only what every key has in common is checked: one line of visible ASCII,
 * which is also all that an HTTP header may carry.
 */
export function keyFault(text: string): KeyFault | null {
  if (text.trim() === '') return 'empty'
  if (/[\r\n]/.test(text)) return 'line-break'
  if (/\s/.test(text)) return 'space'
  if (!/^[\x21-\x7e]+$/.test(text)) return 'characters'
  return text.length > maxKeyLength ? 'length' : null
}

/** `keyFault` in words for the form. */
export function keyProblem(text: string): string | null {
  const fault = keyFault(text)
  return fault === null ? null : keyFaults[fault]
}

const keySchema = z.string().superRefine((text, context) => {
  const problem = keyProblem(text)
  if (problem !== null) context.addIssue({ code: 'custom', message: problem })
})

/** What proves who pays: one key, or Kling's older pair, from which a token is signed. */
export const credentialsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('key'), key: keySchema }),
  z.object({ kind: z.literal('pair'), accessKey: keySchema, secretKey: keySchema }),
])
export type Credentials = z.infer<typeof credentialsSchema>

/** Why these credentials do not fit a door, in words for the form; `null`: they do. */
export function credentialsProblem(door: DoorId, credentials: Credentials): string | null {
  if (credentials.kind === 'key') return keyProblem(credentials.key)
  if (!doors[door].keyPair) return `${doors[door].name} takes one key, not an access key with a secret key.`
  const access = keyProblem(credentials.accessKey)
  if (access !== null) return access.replace('The key', 'The access key')
  const secret = keyProblem(credentials.secretKey)
  return secret === null ? null : secret.replace('The key', 'The secret key')
}
