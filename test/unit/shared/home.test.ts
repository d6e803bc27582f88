import { isAbsolute, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { homePaths } from '../../../main/shared/home'

describe('homePaths', () => {
  it('keeps everything under OUTFRAME_HOME when it is set', () => {
    expect(homePaths({ OUTFRAME_HOME: '/data/outframe' })).toEqual({
      home: resolve('/data/outframe'),
      state: join(resolve('/data/outframe'), 'queue'),
    })
  })

  it('makes a relative OUTFRAME_HOME absolute', () => {
    expect(homePaths({ OUTFRAME_HOME: 'here' }).home).toBe(resolve('here'))
  })

  it.each([{}, { OUTFRAME_HOME: '' }])('falls back to the data folder of the system for %o', (env) => {
    const { home, state } = homePaths(env)
    expect(isAbsolute(home)).toBe(true)
    expect(home).toMatch(/outframe/)
    expect(state).toBe(join(home, 'queue'))
  })
})
