import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { licences } from '../../../main/app/about'
import { licensesText, shippedPackages } from '../../../scripts/lib/licenses.mjs'

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

  it('are told with those that ship beside the bundles, each once, as About reads them', async () => {
    const out = await mkdtemp(join(tmpdir(), 'outframe-licenses-'))
    await writeFile(join(out, 'main-licenses.json'), JSON.stringify([react, bare]))
    await writeFile(join(out, 'renderer-licenses.json'), JSON.stringify([react]))
    const shipped = await shippedPackages(out)
    expect(shipped.filter(({ name }) => name === 'react')).toEqual([
      { name: 'react', version: '19.3.1', license: 'MIT', text: react.licenseText },
    ])
    const find = (name: string) => shipped.find((one) => one.name === name)
    expect(find('libheif-js')).toMatchObject({ license: 'LGPL-3.0', text: expect.stringContaining('LESSER') })
    expect(find('sharp')).toMatchObject({ license: 'Apache-2.0' })
    expect(shipped.some(({ name, license }) => /libvips|sharp-/.test(name) && license.includes('LGPL'))).toBe(true)
    expect(find('@photostructure/sqlite')).toBeDefined()
    await writeFile(join(out, 'licenses.json'), JSON.stringify(shipped))
    expect(await licences(out)).toEqual(shipped)
    expect(await licences(join(out, 'none'))).toEqual([])
    await rm(out, { recursive: true })
  })
})
