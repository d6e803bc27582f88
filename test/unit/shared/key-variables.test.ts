import { spawnSync } from 'node:child_process'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { forgetKeys } from '../../../main/shared/key-variables'

afterEach(() => vi.unstubAllEnvs())

describe('forgetKeys', () => {
  it('keeps keys from processes that are started later, and leaves the rest', () => {
    vi.stubEnv('OUTFRAME_API_KEY', 'hush-1')
    vi.stubEnv('OUTFRAME_ACCESS_KEY', 'hush-2')
    vi.stubEnv('OUTFRAME_SECRET_KEY', 'hush-3')
    vi.stubEnv('OUTFRAME_HOME', '/some/home')
    const environment = () =>
      spawnSync(process.execPath, ['-p', 'JSON.stringify(process.env)'], { encoding: 'utf8' }).stdout
    expect(environment()).toContain('hush-3')
    forgetKeys(process.env)
    expect(environment()).not.toContain('hush')
    expect(environment()).toContain('/some/home')
  })
})
