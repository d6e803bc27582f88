import { describe, expect, it } from 'vitest'
import { keyLabel } from '../../../renderer/features/shell/key-label'
import {
  commandOf,
  type KeyPattern,
  patternOf,
  type SheetLine,
  sheet,
  shortcuts,
} from '../../../renderer/features/shell/shortcuts'
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
    ['first', 'Home', 'Home'],
  ] as const)('%s is %s, on a Mac %s', (command, other, mac) => {
    const pattern = patternOf(command)
    if (pattern === undefined) throw new Error(`Expected ${command} to have a key`)
    expect(keyLabel(pattern, false, t)).toBe(other)
    expect(keyLabel(pattern, true, t)).toBe(mac)
  })
})

describe('the sheet', () => {
  /** What lists, fields and the pointer obey themselves, by the group of the sheet. */
  const elsewhere: Readonly<Record<string, readonly string[]>> = {
    library: ['move', 'extend', 'photoMenu', 'column', 'columnFine', 'columnFit'],
    canvas: ['nudge', 'nudgeFar', 'free', 'freeEdge', 'freeEdgeKeys', 'pan'],
    queue: ['rows', 'extend', 'selectAll', 'clear', 'offList', 'reorder'],
    gallery: ['original', 'goOn'],
  }
  const inView = (view: string) =>
    sheet.flatMap(([group, lines]) => (group === 'everywhere' || group === view ? lines : []))

  function patternsOf({ patterns, range }: SheetLine): readonly KeyPattern[] {
    const [first, last] = patterns
    if (range !== true || first === undefined || last === undefined) return patterns
    const count = Number(last.key) - Number(first.key) + 1
    return Array.from({ length: count }, (_, index) => ({ ...first, key: String(Number(first.key) + index) }))
  }

  it('names a key of every command, in every view where it works', () => {
    const missing = views
      .filter((view) => view !== 'settings')
      .flatMap((view) => {
        const named = new Set(
          inView(view)
            .flatMap(patternsOf)
            .map((pattern) => JSON.stringify(pattern)),
        )
        return shortcuts
          .filter((shortcut) => shortcut.views === undefined || shortcut.views.includes(view))
          .filter(({ patterns }) => !patterns.some((pattern) => named.has(JSON.stringify(pattern))))
          .map(({ command }) => `${command} in ${view}`)
      })
    // Space goes both ways; the sheet names the way there, and two other keys back.
    expect(missing).toEqual(['view-library in canvas'])
  })

  it('names no key that nothing obeys', () => {
    const idle = sheet.flatMap(([group, lines]) =>
      lines
        .filter(({ text }) => !(elsewhere[group] ?? []).includes(text))
        .flatMap((line) => patternsOf(line).map((pattern) => ({ line, pattern })))
        .filter(({ pattern: { key, mod, shift, alt } }) => {
          const held = press(key, { ctrl: mod ?? false, shift: shift ?? false, alt: alt ?? false })
          const view = views.find((name) => name === group) ?? 'settings'
          return commandOf(held, view, false, false) === null
        })
        .map(({ line }) => `${line.text} in ${group}`),
    )
    expect(idle).toEqual([])
  })
})
