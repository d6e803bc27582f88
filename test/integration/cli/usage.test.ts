import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { cli, ensureCliBuilt } from './cli'
import { place, writePhoto } from './place'

beforeAll(ensureCliBuilt)

describe('wrong usage', () => {
  it.each<[string, string[], RegExp]>([
    ['no command', [], /Usage: outframe/],
    ['an unknown command', ['explode'], /unknown command/],
    ['an unknown option', ['expand', 'a.png', '--ratio', '1:1', '--colour'], /unknown option/],
    ['no photo', ['expand', '--ratio', '1:1'], /missing required argument/],
    ['no shape', ['expand', 'a.png'], /Say one shape/],
    ['two shapes', ['plan', 'a.png', '--ratio', '1:1', '--size', '10x10'], /Say one shape/],
    ['margins that have a place', ['expand', 'a.png', '--margins', '1,1,1,1', '--anchor', 'top'], /leave out --anchor/],
    [
      'margins that grow',
      ['expand', 'a.png', '--margins', '1,1,1,1', '--grow', 'max'],
      /leave out --anchor and --grow/,
    ],
    ['a shape that is none', ['expand', 'a.png', '--ratio', '16'], /--ratio/],
    ['too many variations', ['expand', 'a.png', '--ratio', '1:1', '--n', '10'], /from 1 to 9/],
    ['a name that is none', ['expand', 'a.png', '--ratio', '1:1', '--name', '{nonsense}'], /nonsense/],
    ['an endpoint anybody could read', ['resume', '--endpoint', 'http://api.example.com'], /https/],
    ['a path that is not there', ['expand', 'a.png', 'missing.png', '--ratio', '1:1'], /nothing at .*missing\.png/],
    ['a path that is not there, to plan', ['plan', 'missing.png', '--ratio', '1:1'], /nothing at/],
    ['a link', ['expand', 'https://example.com/a.jpg', '--ratio', '1:1'], /is a link/],
    ['an engine that cannot be used yet', ['expand', 'a.png', '--ratio', '1:1', '--engine', 'kling'], /--engine local/],
    ['its other door', ['expand', 'a.png', '--ratio', '1:1', '--engine', 'cometapi'], /--engine local/],
  ])('such as %s ends with 2, a message on stderr, and nothing done', async (_, args, message) => {
    const { photos, home } = await place()
    await writePhoto(join(photos, 'a.png'))
    const { code, stdout, stderr } = await cli(args, { home, cwd: photos })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
    expect(await readdir(photos)).toEqual(['a.png'])
    await expect(readdir(home)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('is none when help or the version is asked for', async () => {
    const { home } = await place()
    const help = await cli(['--help'], { home })
    expect(help).toMatchObject({ code: 0, stderr: '' })
    for (const command of ['expand', 'resume', 'status', 'plan']) expect(help.stdout).toContain(command)
    expect(await cli(['--version'], { home })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    })
  })
})
