import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultAppSettings } from '../../../core/settings'
import { readFirstLook } from '../../../main/app/first-look'

const asInstalled = { theme: defaultAppSettings.theme, bounds: null, maximized: false }
const bounds = { x: -10, y: 20, width: 1100, height: 700 }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outframe-look-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('readFirstLook', () => {
  it('is as after installing when nothing is kept yet', () => {
    expect(readFirstLook(join(folder, 'nothing'))).toEqual(asInstalled)
  })

  it('is as it was left', () => {
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...defaultAppSettings, theme: 'light' }))
    writeFileSync(join(folder, 'window.json'), JSON.stringify({ bounds, maximized: true }))
    expect(readFirstLook(folder)).toEqual({ theme: 'light', bounds, maximized: true })
  })

  it.each([
    '',
    '{"theme": "li',
    'null',
    '7',
    '[]',
    '{"theme": 7, "bounds": 7, "maximized": "yes"}',
    '{"bounds": {"x": 1}}',
  ])('is as after installing when the files hold %o', (text) => {
    for (const name of ['settings.json', 'window.json']) writeFileSync(join(folder, name), text)
    expect(readFirstLook(folder)).toEqual(asInstalled)
  })
})
