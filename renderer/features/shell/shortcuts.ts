import type { en } from '../../i18n/en'
import type { Command } from '../../state/commands'
import type { View } from '../../state/view-store'

/** One key with what is held besides. `mod` is Cmd on a Mac, Ctrl elsewhere. */
export interface KeyPattern {
  /** As `KeyboardEvent.key`, letters in lower case. */
  readonly key: string
  readonly mod?: boolean
  readonly shift?: boolean
  readonly alt?: boolean
  /** Of a pointer that drags. */
  readonly space?: boolean
}

/** A key that does something. The first one that fits counts. */
export interface Shortcut {
  readonly command: Command
  readonly patterns: readonly KeyPattern[]
  /** Where it works; left out: in every view. */
  readonly views?: readonly View[]
  /** Also while typing or on a button, which use this key themselves otherwise. */
  readonly always?: boolean
}

const mod = (key: string): KeyPattern => ({ key, mod: true })
const key = (name: string): KeyPattern => ({ key: name })
const photoViews: readonly View[] = ['library', 'canvas']

const galleryViews: readonly View[] = ['gallery']

/** Marks, and ways of looking at results. */
const galleryShortcuts: readonly Shortcut[] = [
  { command: 'mark-pick', patterns: [key('p')], views: galleryViews },
  { command: 'mark-reject', patterns: [key('x')], views: galleryViews },
  { command: 'mark-clear', patterns: [key('u')], views: galleryViews },
  { command: 'stars-0', patterns: [key('0')], views: galleryViews },
  { command: 'stars-1', patterns: [key('1')], views: galleryViews },
  { command: 'stars-2', patterns: [key('2')], views: galleryViews },
  { command: 'stars-3', patterns: [key('3')], views: galleryViews },
  { command: 'stars-4', patterns: [key('4')], views: galleryViews },
  { command: 'stars-5', patterns: [key('5')], views: galleryViews },
  { command: 'colour-red', patterns: [key('6')], views: galleryViews },
  { command: 'colour-yellow', patterns: [key('7')], views: galleryViews },
  { command: 'colour-green', patterns: [key('8')], views: galleryViews },
  { command: 'colour-blue', patterns: [key('9')], views: galleryViews },
  { command: 'gallery-grid', patterns: [key('g')], views: galleryViews },
  { command: 'gallery-loupe', patterns: [key('e')], views: galleryViews },
  { command: 'gallery-compare', patterns: [key('c')], views: galleryViews },
  { command: 'gallery-side', patterns: [key('s')], views: galleryViews },
  { command: 'zoom-seam', patterns: [key('z')], views: galleryViews },
  { command: 'select-none', patterns: [key('Escape')], views: galleryViews },
  { command: 'select-all', patterns: [mod('a')], views: galleryViews },
  { command: 'invert-selection', patterns: [{ key: 'i', mod: true, shift: true }], views: galleryViews },
  { command: 'copy-result', patterns: [mod('c')], views: galleryViews },
  { command: 'trash-result', patterns: [mod('Delete'), mod('Backspace')], views: galleryViews },
  { command: 'find', patterns: [mod('f')], views: galleryViews, always: true },
]

/** Every key that the window obeys as a whole; arrow keys in lists belong to the lists. */
export const shortcuts: readonly Shortcut[] = [
  { command: 'view-library', patterns: [mod('1')], always: true },
  { command: 'view-canvas', patterns: [mod('2')], always: true },
  { command: 'view-queue', patterns: [mod('3')], always: true },
  { command: 'view-gallery', patterns: [mod('4')], always: true },
  { command: 'view-settings', patterns: [mod(',')], always: true },
  { command: 'start', patterns: [mod('Enter')], always: true },
  { command: 'toggle-running', patterns: [mod('p')], always: true },
  { command: 'undo', patterns: [mod('z')] },
  { command: 'redo', patterns: [{ key: 'z', mod: true, shift: true }, mod('y')] },
  { command: 'copy-settings', patterns: [{ key: 'c', mod: true, shift: true }], views: photoViews },
  { command: 'paste-settings', patterns: [{ key: 'v', mod: true, shift: true }], views: photoViews },
  { command: 'show-shortcuts', patterns: [key('?')] },
  { command: 'select-all', patterns: [mod('a')], views: ['library'] },
  { command: 'invert-selection', patterns: [{ key: 'i', mod: true, shift: true }], views: ['library'] },
  { command: 'select-none', patterns: [key('Escape')], views: ['library'] },
  { command: 'view-canvas', patterns: [key(' ')], views: ['library'] },
  { command: 'remove-selected', patterns: [key('Delete'), mod('Backspace')], views: ['library'] },
  { command: 'zoom-thumbnails-in', patterns: [mod('+'), mod('=')], views: ['library'] },
  { command: 'zoom-thumbnails-out', patterns: [mod('-')], views: ['library'] },
  { command: 'library-folders', patterns: [key('f')], views: ['library'] },
  { command: 'library-grid', patterns: [key('g')], views: ['library'] },
  { command: 'library-list', patterns: [key('l')], views: ['library'] },
  { command: 'find', patterns: [mod('f')], views: ['library', 'queue'], always: true },
  { command: 'preset-1', patterns: [key('1')], views: photoViews },
  { command: 'preset-2', patterns: [key('2')], views: photoViews },
  { command: 'preset-3', patterns: [key('3')], views: photoViews },
  { command: 'preset-4', patterns: [key('4')], views: photoViews },
  { command: 'preset-5', patterns: [key('5')], views: photoViews },
  { command: 'preset-6', patterns: [key('6')], views: photoViews },
  { command: 'preset-7', patterns: [key('7')], views: photoViews },
  { command: 'preset-8', patterns: [key('8')], views: photoViews },
  { command: 'preset-9', patterns: [key('9')], views: photoViews },
  { command: 'previous', patterns: [key('ArrowLeft'), key('PageUp')], views: ['gallery'] },
  { command: 'next', patterns: [key('ArrowRight'), key('PageDown')], views: ['gallery'] },
  { command: 'first', patterns: [key('Home')], views: ['gallery', 'canvas'] },
  { command: 'last', patterns: [key('End')], views: ['gallery', 'canvas'] },
  { command: 'previous', patterns: [key('PageUp'), key('['), mod('ArrowLeft')], views: ['canvas'] },
  { command: 'next', patterns: [key('PageDown'), key(']'), mod('ArrowRight')], views: ['canvas'] },
  { command: 'view-library', patterns: [key('g'), key('Escape')], views: ['canvas'] },
  { command: 'view-library', patterns: [key(' ')], views: ['canvas'] },
  { command: 'canvas-zoom-in', patterns: [key('+'), key('='), mod('+'), mod('=')], views: ['canvas'] },
  { command: 'canvas-zoom-out', patterns: [key('-'), mod('-')], views: ['canvas'] },
  { command: 'canvas-actual', patterns: [key('z')], views: ['canvas'] },
  { command: 'canvas-fit', patterns: [key('0'), mod('0')], views: ['canvas'] },
  { command: 'canvas-preview', patterns: [key('p')], views: ['canvas'] },
  { command: 'variation-previous', patterns: [key('ArrowUp')], views: ['gallery'] },
  { command: 'variation-next', patterns: [key('ArrowDown')], views: ['gallery'] },
  { command: 'open', patterns: [key('Enter')], views: ['gallery'] },
  ...galleryShortcuts,
  { command: 'reveal', patterns: [{ key: 'r', mod: true, shift: true }] },
]

/** The first key of a command, in a view where that is told, for tooltips and menus. */
export function patternOf(command: Command, view?: View): KeyPattern | undefined {
  return shortcuts.find(
    (shortcut) =>
      shortcut.command === command &&
      (view === undefined || shortcut.views === undefined || shortcut.views.includes(view)),
  )?.patterns[0]
}

/** A line of the keyboard sheet. */
export interface SheetLine {
  readonly text: keyof (typeof en)['shortcuts']['lines']
  readonly patterns: readonly KeyPattern[]
  /** The patterns are the first and the last of a row of keys. */
  readonly range?: boolean
}

/** The sheet: groups of lines, in order. */
export const sheet: readonly (readonly [
  group: keyof (typeof en)['shortcuts']['groups'],
  lines: readonly SheetLine[],
])[] = [
  [
    'everywhere',
    [
      { text: 'views', patterns: [mod('1'), mod('4')], range: true },
      { text: 'settings', patterns: [mod(',')] },
      { text: 'start', patterns: [mod('Enter')] },
      { text: 'toggle', patterns: [mod('p')] },
      { text: 'undo', patterns: [mod('z')] },
      { text: 'redo', patterns: [{ key: 'z', mod: true, shift: true }, mod('y')] },
      { text: 'reveal', patterns: [{ key: 'r', mod: true, shift: true }] },
      { text: 'sheet', patterns: [key('?')] },
    ],
  ],
  [
    'library',
    [
      { text: 'preset', patterns: [key('1'), key('9')], range: true },
      { text: 'move', patterns: [key('Arrows')] },
      { text: 'extend', patterns: [{ key: 'Arrows', shift: true }] },
      { text: 'selectAll', patterns: [mod('a')] },
      { text: 'invert', patterns: [{ key: 'i', mod: true, shift: true }] },
      { text: 'clear', patterns: [key('Escape')] },
      { text: 'large', patterns: [key(' ')] },
      { text: 'find', patterns: [mod('f')] },
      { text: 'zoom', patterns: [mod('+'), mod('-')] },
      { text: 'copySettings', patterns: [{ key: 'c', mod: true, shift: true }] },
      { text: 'pasteSettings', patterns: [{ key: 'v', mod: true, shift: true }] },
      { text: 'layout', patterns: [key('g'), key('l')] },
      { text: 'folders', patterns: [key('f')] },
      { text: 'photoMenu', patterns: [{ key: 'F10', shift: true }] },
      { text: 'column', patterns: [key('ArrowLeft'), key('ArrowRight')] },
      {
        text: 'columnFine',
        patterns: [
          { key: 'ArrowLeft', shift: true },
          { key: 'ArrowRight', shift: true },
        ],
      },
      { text: 'columnFit', patterns: [key('Enter')] },
      { text: 'remove', patterns: [key('Delete')] },
    ],
  ],
  [
    'canvas',
    [
      { text: 'neighbours', patterns: [key('PageUp'), key('PageDown')] },
      { text: 'endPhotos', patterns: [key('Home'), key('End')] },
      { text: 'nudge', patterns: [key('Arrows')] },
      { text: 'nudgeFar', patterns: [{ key: 'Arrows', shift: true }] },
      { text: 'free', patterns: [{ key: 'Drag', alt: true }] },
      { text: 'freeEdge', patterns: [{ key: 'Drag', shift: true }] },
      { text: 'freeEdgeKeys', patterns: [{ key: 'Arrows', alt: true }] },
      { text: 'actual', patterns: [key('z')] },
      { text: 'fit', patterns: [key('0')] },
      { text: 'zoomCanvas', patterns: [key('+'), key('-')] },
      { text: 'pan', patterns: [{ key: 'Drag', space: true }] },
      { text: 'preview', patterns: [key('p')] },
      { text: 'preset', patterns: [key('1'), key('9')], range: true },
      { text: 'copySettings', patterns: [{ key: 'c', mod: true, shift: true }] },
      { text: 'pasteSettings', patterns: [{ key: 'v', mod: true, shift: true }] },
      { text: 'grid', patterns: [key('g'), key('Escape')] },
    ],
  ],
  [
    'queue',
    [
      { text: 'rows', patterns: [key('ArrowUp'), key('ArrowDown')] },
      { text: 'extend', patterns: [{ key: 'Arrows', shift: true }] },
      { text: 'selectAll', patterns: [mod('a')] },
      { text: 'clear', patterns: [key('Escape')] },
      { text: 'offList', patterns: [key('Delete')] },
      { text: 'find', patterns: [mod('f')] },
      {
        text: 'reorder',
        patterns: [
          { key: 'ArrowUp', alt: true },
          { key: 'ArrowDown', alt: true },
        ],
      },
    ],
  ],
  [
    'gallery',
    [
      { text: 'original', patterns: [key('\\')] },
      { text: 'results', patterns: [key('ArrowLeft'), key('ArrowRight')] },
      { text: 'ends', patterns: [key('Home'), key('End')] },
      { text: 'variations', patterns: [key('ArrowUp'), key('ArrowDown')] },
      { text: 'open', patterns: [key('Enter')] },
      { text: 'selectAll', patterns: [mod('a')] },
      { text: 'invert', patterns: [{ key: 'i', mod: true, shift: true }] },
      { text: 'find', patterns: [mod('f')] },
      { text: 'flags', patterns: [key('p'), key('x'), key('u')] },
      { text: 'stars', patterns: [key('0'), key('5')], range: true },
      { text: 'colours', patterns: [key('6'), key('9')], range: true },
      { text: 'goOn', patterns: [key('CapsLock')] },
      { text: 'layouts', patterns: [key('g'), key('e'), key('c')] },
      { text: 'side', patterns: [key('s')] },
      { text: 'seam', patterns: [key('z')] },
      { text: 'back', patterns: [key('Escape')] },
      { text: 'copyFiles', patterns: [mod('c')] },
      { text: 'trash', patterns: [mod('Delete')] },
    ],
  ],
]

/** What a key event says, as far as patterns look at it. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** The command of a key press in a view, or `null`. `onControl`: the focus is on something that uses keys itself. */
export function commandOf(press: KeyPress, view: View, mac: boolean, onControl: boolean): Command | null {
  const found = shortcuts.find(
    (shortcut) =>
      (shortcut.always || !onControl) &&
      (shortcut.views === undefined || shortcut.views.includes(view)) &&
      shortcut.patterns.some((pattern) => matches(press, pattern, mac)),
  )
  return found?.command ?? null
}

function matches(press: KeyPress, pattern: KeyPattern, mac: boolean): boolean {
  const held = mac ? press.metaKey : press.ctrlKey
  const other = mac ? press.ctrlKey : press.metaKey
  const pressed = press.key.length === 1 ? press.key.toLowerCase() : press.key
  // A sign such as `?` or `+` needs Shift on some keyboards and not on others; the sign itself says enough.
  const isSign = /^[^\p{L}\d\s]$/u.test(pattern.key)
  return (
    pressed === pattern.key &&
    held === (pattern.mod ?? false) &&
    !other &&
    press.altKey === (pattern.alt ?? false) &&
    (isSign || press.shiftKey === (pattern.shift ?? false))
  )
}
