import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../../scripts/lib/project.mjs'

/** The colours of each theme, by token. */
function themes(): Readonly<Record<'dark' | 'light', ReadonlyMap<string, string>>> {
  const css = readFileSync(join(root, 'renderer/theme/tokens.css'), 'utf8')
  const [dark = '', light = ''] = [...css.matchAll(/\{([^}]*)\}/g)].map(([, block]) => block)
  const colours = (block: string) =>
    new Map([...block.matchAll(/--of-([\w-]+): (#[\da-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]))
  return { dark: colours(dark), light: colours(light) }
}

/** Relative luminance as WCAG 2 has it. */
function luminance(hex: string): number {
  const linear = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  const [red = 0, green = 0, blue = 0] = linear
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const surfaces = ['window', 'panel', 'raised', 'hover', 'well']
/** On what each is written; red words stand on no row that lights up under the pointer. */
const texts: readonly (readonly [text: string, surfaces: readonly string[]])[] = [
  ['text', surfaces],
  ['soft', surfaces],
  ['muted', surfaces],
  ['amber-text', surfaces],
  ['red', ['window', 'panel', 'raised']],
]

describe.each(Object.entries(themes()))('text in the %s theme', (_theme, colours) => {
  const colour = (token: string) => colours.get(token) ?? expect.fail(`Expected a colour \`${token}\``)

  it.each(texts)('that is %s is told from every ground it is written on (WCAG AA, 4.5:1)', (text, grounds) => {
    const low = grounds
      .map((ground) => ({ ground, ratio: contrast(colour(text), colour(ground)) }))
      .filter(({ ratio }) => ratio < 4.5)
    expect(low).toEqual([])
  })
})
