import { describe, expect, it } from 'vitest'
import { licensesText } from '../../../scripts/lib/licenses.mjs'

const react = { name: 'react', version: '19.3.1', license: 'MIT', licenseText: 'MIT License\n\nCopyright (c) Meta' }
const bare = { name: 'bare', version: '1.0.0', license: 'ISC', licenseText: null }

describe('the licenses of what is bundled', () => {
  it('names each package once, in order, with its text', () => {
    const text = licensesText([react, bare, react])
    expect(text.match(/react 19\.3\.1 \(MIT\)/g)).toHaveLength(1)
    expect(text).toContain('Copyright (c) Meta')
    expect(text.indexOf('bare 1.0.0')).toBeLessThan(text.indexOf('react 19.3.1'))
  })

  it('says the license of a package that brings no text', () => {
    expect(licensesText([bare])).toContain('Licensed under ISC.')
  })
})
