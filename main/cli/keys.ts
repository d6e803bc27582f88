import { AppError } from '../../core/errors'
import { type Credentials, credentialsProblem } from '../../core/service/credentials'
import { type DoorId, doors } from '../../core/service/doors'
import { forgetKeys, keyVariables } from '../shared/key-variables'

/** The keys that the environment had; `null`: not set, or empty. */
export interface Keys {
  readonly key: string | null
  readonly accessKey: string | null
  readonly secretKey: string | null
}

/** Takes the keys out of an environment, so that no process that is started from now on inherits them. */
export function takeKeys(env: NodeJS.ProcessEnv): Keys {
  const given = (name: string): string | null => env[name] || null
  const keys = {
    key: given(keyVariables.key),
    accessKey: given(keyVariables.accessKey),
    secretKey: given(keyVariables.secretKey),
  }
  forgetKeys(env)
  return keys
}

/**
 * What proves who pays at a door: Kling's pair where it is set, else the one key; `null`: there is none.
 * @throws {AppError} `bad-request` for what cannot be a key, without repeating it
 */
export function credentialsAt(door: DoorId, { key, accessKey, secretKey }: Keys): Credentials | null {
  if (doors[door].keyPair && (accessKey !== null || secretKey !== null)) {
    if (accessKey === null) throw halfPair(keyVariables.secretKey, keyVariables.accessKey)
    if (secretKey === null) throw halfPair(keyVariables.accessKey, keyVariables.secretKey)
    const names = `${keyVariables.accessKey}, ${keyVariables.secretKey}`
    return checked(door, names, { kind: 'pair', accessKey, secretKey })
  }
  return key === null ? null : checked(door, keyVariables.key, { kind: 'key', key })
}

/** That a key is needed, and how it is given. */
export function noKeyError(door: DoorId): AppError {
  const pair = doors[door].keyPair ? ` (or ${keyVariables.accessKey} and ${keyVariables.secretKey})` : ''
  const message = `There is no key for ${doors[door].name}. Set ${keyVariables.key}${pair}, or use --engine local.`
  return new AppError('no-key', message)
}

function halfPair(there: string, missing: string): AppError {
  return new AppError('bad-request', `${there} is set, but ${missing} is not: they belong together.`)
}

function checked(door: DoorId, names: string, credentials: Credentials): Credentials {
  const problem = credentialsProblem(door, credentials)
  if (problem !== null) throw new AppError('bad-request', `${names}: ${problem}`)
  return credentials
}
