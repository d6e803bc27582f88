import { isAbsolute, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { outframeFolders } from '../../../main/shared/folders'

describe('outframeFolders', () => {
  it('keeps everything under OUTFRAME_HOME when it is set', () => {
    const home = resolve('/photos/home')
    expect(outframeFolders({ OUTFRAME_HOME: home })).toEqual({
      state: join(home, 'queue'),
      thumbnails: join(home, 'thumbnails'),
      logs: join(home, 'logs'),
      profile: join(home, 'profile'),
    })
  })

  it('makes a relative OUTFRAME_HOME absolute, so a later change of folder does not move the queue', () => {
    expect(outframeFolders({ OUTFRAME_HOME: 'here' }).state).toBe(resolve('here/queue'))
  })

  it('uses the system folders otherwise, an empty OUTFRAME_HOME included', () => {
    for (const env of [{}, { OUTFRAME_HOME: '' }]) {
      const folders = outframeFolders(env)
      expect(folders.state).toMatch(/outframe.*queue$/)
      expect(isAbsolute(folders.state) && isAbsolute(folders.thumbnails) && isAbsolute(folders.logs)).toBe(true)
      expect(folders.profile).toBeNull()
    }
  })
})
