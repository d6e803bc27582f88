import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageFile, servePage } from '../../../../main/app/protocols/page'

let folder: string
let root: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outframe-page-'))
  root = join(folder, 'renderer')
  await mkdir(join(root, 'assets'), { recursive: true })
  await writeFile(join(root, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">')
  await writeFile(join(root, 'assets', 'index.js'), 'export {}')
  await writeFile(join(folder, 'secret.js'), 'secret')
  await mkdir(`${root}-other`)
  await writeFile(join(`${root}-other`, 'secret.js'), 'secret')
})
afterAll(() => rm(folder, { recursive: true }))

const nonceIn = (html: string) => /content="(?<nonce>[^"]+)"/.exec(html)?.groups?.nonce

describe('servePage', () => {
  it('serves the page with a policy that allows its own scripts and one fresh nonce for styles', async () => {
    const [one, two] = [
      await servePage(root, 'app://outframe/index.html'),
      await servePage(root, 'app://outframe/index.html'),
    ]
    const [first, second] = [nonceIn(await one.text()), nonceIn(await two.text())]
    const policy = one.headers.get('content-security-policy')
    expect(policy).toContain(`style-src 'self' 'nonce-${first}'`)
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(first).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(second).not.toBe(first)
  })

  it('serves scripts with their type', async () => {
    const response = await servePage(root, 'app://outframe/assets/index.js')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each([
    'app://outframe/assets/none.js',
    'app://outframe/assets',
    'app://outframe/',
    'app://outframe/../secret.js',
    'app://outframe/%2e%2e/secret.js',
    'app://outframe/..%2fsecret.js',
    'app://outframe/assets/..%2f..%2fsecret.js',
    'app://outframe/..%2frenderer-other/secret.js',
    'app://outframe/..%5csecret.js',
    'app://outframe/index.html%00.js',
    'app://outframe/%E0%A4%A',
    'app://other/index.html',
    'thumb://outframe/index.html',
    'no address',
  ])('answers 404 to %s', async (address) => {
    expect((await servePage(root, address)).status).toBe(404)
  })

  it('never names a file outside of the page', () => {
    for (const path of ['..%2f..%2f..%2fetc%2fx.js', '/etc/x.js', '%2fetc%2fx.js', '....//x.js', '.%2e/x.js']) {
      const file = pageFile(root, `app://outframe/${path}`)
      expect(file === null || file.startsWith(join(root, '/'))).toBe(true)
    }
  })
})
