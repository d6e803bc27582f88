import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { menuCommandSchema } from '../../../core/ipc/app'
import { type MenuState, type View, views } from '../../../core/menu-views'
import { type MenuActions, menuTemplate } from '../../../main/app/menu'
import { textsIn } from '../../../main/app/texts/texts'
import { shortcuts } from '../../../renderer/features/shell/shortcuts'

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
const state = (view: View): MenuState => ({ view, undo: 'typing', redo: 'typing' })
const linux = { platform: 'linux', development: false, state: state('library') } as const

/** What is offered while a view is open, by the names of commands. */
const offeredIn = (view: View) =>
  itemsOf(menuTemplate(textsIn('en'), actions(), { ...linux, state: state(view) })).flatMap(({ id, enabled }) =>
    id !== undefined && enabled === true ? [id] : [],
  )

describe('menuTemplate', () => {
  it.each(['linux', 'win32', 'darwin'] as const)('has every command of the page on %s', (platform) => {
    const done = actions()
    for (const item of itemsOf(menuTemplate(textsIn('en'), done, { ...linux, platform }))) click(item)
    expect(done.command.mock.calls.flat().sort()).toEqual([...menuCommandSchema.options].sort())
    for (const action of [done.addFolders, done.addPhotos, done.addSamples, done.showLog]) {
      expect(action).toHaveBeenCalledOnce()
    }
  })

  it.each(['linux', 'darwin'] as const)('names no key twice for the same view on %s', (platform) => {
    const done = actions()
    const named = itemsOf(menuTemplate(textsIn('en'), done, { ...linux, platform, development: true })).flatMap(
      (item) => {
        if (item.accelerator === undefined) return []
        done.command.mockClear()
        click(item)
        const command = done.command.mock.calls[0]?.[0]
        const keys = shortcuts.filter((shortcut) => shortcut.command === command)
        // What the page does not obey works everywhere.
        const where = keys.length === 0 ? views : keys.flatMap((shortcut) => shortcut.views ?? views)
        return [...new Set(where)].map((view) => `${item.accelerator} in ${view}`)
      },
    )
    expect(named.filter((key, index) => named.indexOf(key) !== index)).toEqual([])
  })

  it('only names the keys that the page obeys itself', () => {
    for (const item of itemsOf(menuTemplate(textsIn('en'), actions(), linux))) {
      if (item.accelerator === undefined) continue
      const own = item.accelerator === 'CmdOrCtrl+O' || item.accelerator === 'CmdOrCtrl+Shift+O'
      expect(item.registerAccelerator, item.label).toBe(own ? undefined : false)
    }
  })

  it('gives a Mac no bare keys, which its menus would take from text fields', () => {
    const mac = menuTemplate(textsIn('en'), actions(), {
      platform: 'darwin',
      development: false,
      state: state('library'),
    })
    for (const { accelerator } of itemsOf(mac)) if (accelerator) expect(accelerator).toMatch(/^CmdOrCtrl\+/)
    expect(mac[0]?.role).toBe('appMenu')
  })

  it.each(['linux', 'win32', 'darwin'] as const)('names every item in the language of the window on %s', (platform) => {
    const english = itemsOf(menuTemplate(textsIn('en'), actions(), { ...linux, platform }))
    const chinese = itemsOf(menuTemplate(textsIn('zh-Hant'), actions(), { ...linux, platform }))
    for (const [index, { type, label, role }] of chinese.entries()) {
      // Shapes and stars are the same in every language.
      if (type === 'separator' || /^\d+:\d+$|^★+$/.test(label ?? '')) continue
      // Undo and redo are the page's, which knows what they would do.
      if (role === 'undo' || role === 'redo') continue
      expect(label, role).toMatch(/\p{Script=Han}/u)
      expect(english[index]?.label, role).toMatch(/^[A-Z]/)
    }
  })

  it('has what each system expects in its place', () => {
    const mac = menuTemplate(textsIn('en'), actions(), {
      platform: 'darwin',
      development: false,
      state: state('library'),
    })
    expect(mac.map(({ label, role }) => label ?? role)).toEqual([
      'appMenu',
      'File',
      'Edit',
      'Photo',
      'Queue',
      'View',
      'Window',
      'Help',
    ])
    const rolesOf = (item: Item | undefined) => itemsOf(item ? [item] : []).flatMap(({ role }) => role ?? [])
    expect(rolesOf(mac[0])).toEqual(['services', 'hide', 'hideOthers', 'unhide', 'quit'])
    expect(rolesOf(mac[6])).toEqual(['minimize', 'zoom', 'front'])
    const other = menuTemplate(textsIn('en'), actions(), linux)
    const lastOf = (menu: Item | undefined) => itemsOf(menu ? [menu] : []).at(-1)?.label
    expect([lastOf(other[0]), lastOf(other.at(-1))]).toEqual(['Quit Outframe', 'About Outframe'])
  })

  it('offers every command where its key works', () => {
    for (const view of views) {
      const offered = offeredIn(view)
      const keys = shortcuts.filter((shortcut) => shortcut.views?.includes(view))
      expect(keys.map(({ command }) => command).filter((command) => !offered.includes(command))).toEqual([])
    }
  })

  it('offers nothing for photos or results that are not seen', () => {
    expect(offeredIn('queue')).not.toContain('remove-selected')
    expect(offeredIn('gallery')).not.toContain('preset-1')
    expect(offeredIn('library')).not.toContain('trash-result')
    expect(offeredIn('settings').sort()).toEqual(
      [
        ...['view-library', 'view-canvas', 'view-queue', 'view-gallery', 'view-settings', 'start', 'toggle-running'],
        ...['undo', 'redo', 'show-shortcuts', 'show-guide', 'show-log', 'copy-diagnostics', 'show-about'],
        ...['library-grid', 'library-list', 'library-folders', 'clear-filters', 'auto-advance'],
        ...['gallery-grid', 'gallery-loupe', 'gallery-compare'],
      ].sort(),
    )
  })

  it.each([
    ['nothing', null, ['Undo', false], ['Redo', false]],
    ['typing', 'typing', ['Undo', true], ['Redo', true]],
    ['a change', { item: 'A & B' }, ['A && B', true], ['A && B', true]],
  ] as const)(
    'names what would be taken back, and offers it only then, in the page’s words: %s',
    (_how, about, undo, redo) => {
      const items = itemsOf(
        menuTemplate(textsIn('en'), actions(), { ...linux, state: { view: 'library', undo: about, redo: about } }),
      )
      const found = (id: string) => {
        const item = items.find((each) => each.id === id)
        return [item?.label, item?.enabled]
      }
      expect([found('undo'), found('redo')]).toEqual([undo, redo])
    },
  )

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
