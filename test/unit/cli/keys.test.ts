import { describe, expect, it } from 'vitest'
import { credentialsAt, type Keys, noKeyError, takeKeys } from '../../../main/cli/keys'

const none: Keys = { key: null, accessKey: null, secretKey: null }

describe('keys', () => {
  it('are taken out of the environment', () => {
    const env = { OUTFRAME_API_KEY: 'k', OUTFRAME_ACCESS_KEY: 'a', OUTFRAME_SECRET_KEY: '', OUTFRAME_HOME: '/home' }
    expect(takeKeys(env)).toEqual({ key: 'k', accessKey: 'a', secretKey: null })
    expect(env).toEqual({ OUTFRAME_HOME: '/home' })
    expect(takeKeys(env)).toEqual(none)
  })

  it('open the door they are for', () => {
    const keys: Keys = { key: 'k', accessKey: 'a', secretKey: 's' }
    expect(credentialsAt('cometapi', keys)).toEqual({ kind: 'key', key: 'k' })
    expect(credentialsAt('kling', keys)).toEqual({ kind: 'pair', accessKey: 'a', secretKey: 's' })
    expect(credentialsAt('kling', { ...none, key: 'k' })).toEqual({ kind: 'key', key: 'k' })
    expect(credentialsAt('cometapi', { ...keys, key: null })).toBeNull()
    expect(credentialsAt('kling', none)).toBeNull()
  })

  it('that are missing are asked for by their names', () => {
    expect(noKeyError('cometapi')).toMatchObject({ code: 'no-key', message: expect.not.stringContaining('ACCESS') })
    for (const name of ['OUTFRAME_API_KEY', 'OUTFRAME_ACCESS_KEY', 'OUTFRAME_SECRET_KEY', '--engine local']) {
      expect(noKeyError('kling').message).toContain(name)
    }
  })
})
