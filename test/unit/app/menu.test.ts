import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { menuCommandSchema } from '../../../core/ipc/app'
import { type MenuActions, menuTemplate } from '../../../main/app/menu'
import { textsIn } from '../../../main/app/texts/texts'

type Item = MenuItemConstructorOptions

const actions = () =>
  ({
    command: vi.fn(),
    addFolders: vi.fn(),
    addPhotos: vi.fn(),
    addSamples: vi.fn(),
    showLog: vi.fn(),
  }) satisfies MenuActions

const itemsOf = (menu: readonly Item[]): Item[] =>
  menu.flatMap((item) => (Array.isArray(item.submenu) ? itemsOf(item.submenu) : [item]))
const click = (item: Item) => (item.click as (() => void) | undefined)?.()
const linux = { platform: 'linux', development: false } as const

describe('menuTemplate', () => {
  it.each(['linux', 'win32', 'darwin'] as const)('has every command of the page on %s', (platform) => {
    const done = actions()
    for (const item of itemsOf(menuTemplate(textsIn('en'), done, { platform, development: false }))) click(item)
    expect(done.command.mock.calls.flat().sort()).toEqual([...menuCommandSchema.options].sort())
    for (const action of [done.addFolders, done.addPhotos, done.addSamples, done.showLog]) {
      expect(action).toHaveBeenCalledOnce()
    }
  })

  it.each(['linux', 'darwin'] as const)('names no key twice on %s', (platform) => {
    const keys = itemsOf(menuTemplate(textsIn('en'), actions(), { platform, development: true }))
      .map(({ accelerator }) => accelerator)
      .filter((key) => key !== undefined)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('only names the keys that the page obeys itself', () => {
    for (const item of itemsOf(menuTemplate(textsIn('en'), actions(), linux))) {
      if (item.accelerator === undefined) continue
      const own = item.accelerator === 'CmdOrCtrl+O' || item.accelerator === 'CmdOrCtrl+Shift+O'
      expect(item.registerAccelerator, item.label).toBe(own ? undefined : false)
    }
  })

  it('gives a Mac no bare keys, which its menus would take from text fields', () => {
    const mac = menuTemplate(textsIn('en'), actions(), { platform: 'darwin', development: false })
    for (const { accelerator } of itemsOf(mac)) if (accelerator) expect(accelerator).toMatch(/^CmdOrCtrl\+/)
    expect(mac[0]?.role).toBe('appMenu')
  })

  it('offers developer tools in development alone', () => {
    const roles = (development: boolean) =>
      itemsOf(menuTemplate(textsIn('en'), actions(), { ...linux, development })).map(({ role }) => role)
    expect(roles(true)).toContain('toggleDevTools')
    expect(roles(false)).not.toContain('toggleDevTools')
  })

  it('speaks both languages', () => {
    const labels = (language: 'en' | 'zh-Hant') =>
      menuTemplate(textsIn(language), actions(), linux).map(({ label }) => label)
    expect(labels('en')).toEqual(['File', 'Edit', 'Photo', 'Queue', 'View', 'Help'])
    expect(labels('zh-Hant')).toEqual(['檔案', '編輯', '照片', '佇列', '檢視', '說明'])
  })
})
