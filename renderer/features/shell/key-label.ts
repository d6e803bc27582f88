import type { TFunction } from 'i18next'
import type { KeyPattern } from './shortcuts'

const pictures: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Backspace: '⌫',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  '-': '−',
}

/** A key as it is written on this system: `Ctrl+Shift+I`, on a Mac `⇧⌘I`. One entry for each part. */
export function keyParts(pattern: KeyPattern, mac: boolean, t: TFunction): readonly string[] {
  return [
    ...(pattern.mod && !mac ? [t('shortcuts.keys.ctrl')] : []),
    ...(pattern.alt ? [mac ? '⌥' : t('shortcuts.keys.alt')] : []),
    ...(pattern.shift ? [mac ? '⇧' : t('shortcuts.keys.shift')] : []),
    ...(pattern.mod && mac ? ['⌘'] : []),
    ...(pattern.space ? [keyName(' ', t)] : []),
    keyName(pattern.key, t),
  ]
}

/** The same in one piece. */
export function keyLabel(pattern: KeyPattern, mac: boolean, t: TFunction): string {
  return keyParts(pattern, mac, t).join(mac ? '' : '+')
}

function keyName(key: string, t: TFunction): string {
  switch (key) {
    case ' ':
      return t('shortcuts.keys.space')
    case 'Enter':
      return t('shortcuts.keys.enter')
    case 'Escape':
      return t('shortcuts.keys.escape')
    case 'Delete':
      return t('shortcuts.keys.delete')
    case 'CapsLock':
      return t('shortcuts.keys.capsLock')
    case 'Drag':
      return t('shortcuts.keys.drag')
    case 'Arrows':
      return t('shortcuts.keys.arrows')
    default:
      return pictures[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  }
}
