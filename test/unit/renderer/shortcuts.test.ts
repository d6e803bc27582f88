import { describe, expect, it } from 'vitest'
import { keyLabel } from '../../../renderer/features/shell/key-label'
import { commandOf, patternOf, shortcuts } from '../../../renderer/features/shell/shortcuts'
import { createI18n } from '../../../renderer/i18n'
import { views } from '../../../renderer/state/view-store'

const press = (key: string, held: { ctrl?: boolean; meta?: boolean; shift?: boolean; alt?: boolean } = {}) => ({
  key,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  shiftKey: held.shift ?? false,
  altKey: held.alt ?? false,
})

describe('keys', () => {
  it.each([
    ['1', {}, 'library', 'preset-1'],
    ['9', {}, 'canvas', 'preset-9'],
    ['9', {}, 'gallery', 'colour-blue'],
    ['0', {}, 'gallery', 'stars-0'],
    ['P', {}, 'gallery', 'mark-pick'],
    ['g', {}, 'gallery', 'gallery-grid'],
    [' ', {}, 'library', 'view-canvas'],
    [' ', {}, 'canvas', 'view-library'],
    ['g', {}, 'canvas', 'view-library'],
    ['G', { shift: true }, 'canvas', null],
    ['a', { ctrl: true }, 'library', 'select-all'],
    ['a', { meta: true }, 'library', null],
    ['I', { ctrl: true, shift: true }, 'library', 'invert-selection'],
    ['ArrowLeft', {}, 'gallery', 'previous'],
    ['ArrowLeft', {}, 'library', null],
    ['ArrowLeft', {}, 'canvas', null],
    ['ArrowRight', { shift: true }, 'canvas', null],
    ['PageUp', {}, 'canvas', 'previous'],
    ['PageDown', {}, 'gallery', 'next'],
    ['[', {}, 'canvas', 'previous'],
    [']', {}, 'canvas', 'next'],
    ['ArrowRight', { ctrl: true }, 'canvas', 'next'],
    ['z', {}, 'canvas', 'canvas-actual'],
    ['0', {}, 'canvas', 'canvas-fit'],
    ['+', { shift: true }, 'canvas', 'canvas-zoom-in'],
    ['-', { ctrl: true }, 'canvas', 'canvas-zoom-out'],
    ['p', {}, 'canvas', 'canvas-preview'],
    ['p', { ctrl: true }, 'canvas', 'toggle-running'],
    ['Enter', { ctrl: true }, 'settings', 'start'],
    ['?', { shift: true }, 'queue', 'show-shortcuts'],
    ['?', {}, 'queue', 'show-shortcuts'],
    ['+', { ctrl: true, shift: true }, 'library', 'zoom-thumbnails-in'],
    ['Delete', {}, 'library', 'remove-selected'],
    ['Delete', {}, 'gallery', null],
  ] as const)('%s with %o in %s is %s', (key, held, view, command) => {
    expect(commandOf(press(key, held), view, false, false)).toBe(command)
  })

  it('use Cmd on a Mac', () => {
    expect(commandOf(press('a', { meta: true }), 'library', true, false)).toBe('select-all')
    expect(commandOf(press('a', { ctrl: true }), 'library', true, false)).toBeNull()
  })

  it('leave fields and buttons their own, but those that work everywhere', () => {
    expect(commandOf(press('1'), 'library', false, true)).toBeNull()
    expect(commandOf(press('a', { ctrl: true }), 'library', false, true)).toBeNull()
    expect(commandOf(press('Enter', { ctrl: true }), 'library', false, true)).toBe('start')
  })

  it('never mean two things in one view', () => {
    for (const view of views) {
      const taken = shortcuts
        .filter((shortcut) => shortcut.views === undefined || shortcut.views.includes(view))
        .flatMap((shortcut) => shortcut.patterns.map((pattern) => JSON.stringify(pattern)))
      expect(new Set(taken).size).toBe(taken.length)
    }
  })
})

describe('the key of a command', () => {
  it('is the one of the view that it is told in', () => {
    expect(patternOf('previous', 'gallery')).toEqual({ key: 'ArrowLeft' })
    expect(patternOf('previous', 'canvas')).toEqual({ key: 'PageUp' })
    expect(patternOf('view-library', 'canvas')).toEqual({ key: '1', mod: true })
    expect(patternOf('canvas-fit', 'library')).toBeUndefined()
  })
})

describe('the names of keys', () => {
  const { t } = createI18n('en')

  it.each([
    ['invert-selection', 'Ctrl+Shift+I', '⇧⌘I'],
    ['view-library', 'Ctrl+1', '⌘1'],
    ['variation-next', '↓', '↓'],
    ['open', 'Enter', 'Enter'],
  ] as const)('%s is %s, on a Mac %s', (command, other, mac) => {
    const pattern = patternOf(command)
    if (pattern === undefined) throw new Error(`Expected ${command} to have a key`)
    expect(keyLabel(pattern, false, t)).toBe(other)
    expect(keyLabel(pattern, true, t)).toBe(mac)
  })
})
