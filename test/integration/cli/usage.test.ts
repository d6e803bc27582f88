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
    ['a link anybody could read', ['expand', 'http://example.com/a.jpg', '--ratio', '1:1'], /must be https/],
    ['a link of another kind', ['plan', 'ftp://example.com/a.jpg', '--ratio', '1:1'], /must be https/],
    ['a link that is none', ['expand', 'a.png', 'https://exa mple.com/a.jpg', '--ratio', '1:1'], /not a web address/],
    ['a prompt that is too long', ['expand', 'a.png', '--ratio', '1:1', '--prompt', 'x'.repeat(2501)], /2500/],
    ['no variation', ['expand', 'a.png', '--ratio', '1:1', '--n', '0'], /from 1 to 9/],
    ['an endpoint with a typo', ['expand', 'a.png', '--ratio', '1:1', '--endpoint', 'htps://a.example'], /https/],
    ['a check of nothing', ['check'], /--engine/],
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
    for (const command of ['expand', 'resume', 'status', 'plan', 'check']) expect(help.stdout).toContain(command)
    expect(await cli(['--version'], { home })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    })
  })
})

describe('a key that cannot be one', () => {
  const [key, access, secret] = ['OUTFRAME_API_KEY', 'OUTFRAME_ACCESS_KEY', 'OUTFRAME_SECRET_KEY']
  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['has a line break', ['expand', 'a.png', '--ratio', '1:1', '--engine', 'kling'], { [key]: 'sk-1\n' }, /line break/],
    ['has a space', ['expand', 'a.png', '--ratio', '1:1', '--engine', 'cometapi'], { [key]: 'sk 1' }, /space/],
    ['is none to resume with', ['resume'], { [key]: 'sk-1 ' }, /space/],
    ['is none to check', ['check', '--engine', 'cometapi'], { [key]: 'sk-é' }, /characters/],
    ['is half a pair', ['check', '--engine', 'kling'], { [access]: 'sk-1' }, /OUTFRAME_SECRET_KEY is not/],
    ['is the other half', ['check', '--engine', 'kling'], { [secret]: 'sk-1' }, /OUTFRAME_ACCESS_KEY is not/],
    ['is a broken pair', ['check', '--engine', 'kling'], { [access]: 'sk-1', [secret]: 'sk-1\t2' }, /secret key/],
  ])('because it %s, ends with 2, and is not repeated', async (_, args, env, message) => {
    const { photos, home } = await place()
    await writePhoto(join(photos, 'a.png'))
    const { code, stdout, stderr } = await cli(args, { home, cwd: photos, env })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain('sk')
    await expect(readdir(home)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('does not matter to the local engine', async () => {
    const { photos, home } = await place()
    await writePhoto(join(photos, 'a.png'))
    expect(
      await cli(['expand', 'a.png', '--ratio', '1:1'], { home, cwd: photos, env: { [key]: 'sk 1' } }),
    ).toMatchObject({
      code: 0,
    })
  })
})
