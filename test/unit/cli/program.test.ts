import { describe, expect, it } from 'vitest'
import { AppError } from '../../../core/errors'
import { type Commands, runProgram } from '../../../main/cli/program'
import { Terminal } from '../../../main/cli/terminal'
import { streams } from './streams'

/** Runs arguments with commands that only remember what they were called with. */
async function run(args: readonly string[], result: number | Error = 0) {
  const calls: unknown[][] = []
  const note = async (...call: unknown[]) => {
    calls.push(call)
    if (result instanceof Error) throw result
    return result
  }
  const commands: Commands = {
    expand: (paths, flags) => note('expand', paths, flags),
    resume: (flags) => note('resume', flags),
    status: (flags) => note('status', flags),
    plan: (paths, flags) => note('plan', paths, flags),
    check: (flags) => note('check', flags),
  }
  const { stdout, stderr, ...rest } = streams()
  const code = await runProgram(args, '1.2.3', commands, new Terminal({ stdout, stderr }))
  return { code, calls, flags: calls[0]?.at(-1), ...rest }
}

/** The documented defaults of how outputs are written. */
const encoding = {
  format: 'same',
  profile: 'original',
  depth: 'original',
  compression: 'deflate',
  subsampling: '4:4:4',
  sharpen: 0,
}

describe('the arguments', () => {
  it('have the documented defaults', async () => {
    const expand = await run(['expand', 'a.jpg'])
    expect(expand.calls).toEqual([
      [
        'expand',
        ['a.jpg'],
        {
          engine: 'local',
          local: 'texture',
          effort: 'fast',
          n: 1,
          recursive: true,
          prompt: '',
          name: '{name}_{ratio}',
          feather: 16,
          conflict: 'unique',
          ...encoding,
        },
      ],
    ])
    expect((await run(['plan', 'a.jpg', 'b'])).calls).toEqual([
      ['plan', ['a.jpg', 'b'], { engine: 'local', n: 1, recursive: true, ...encoding }],
    ])
    expect((await run(['resume'])).calls).toEqual([['resume', { unknown: 'look' }]])
    expect((await run(['status'])).calls).toEqual([['status', {}]])
    expect((await run(['check', '--engine', 'kling'])).calls).toEqual([['check', { engine: 'kling' }]])
  })

  it.each<[string, string, object]>([
    ['--ratio', '16:9', { ratio: { width: 16, height: 9 } }],
    ['--ratio', '1.91:1', { ratio: { width: 1.91, height: 1 } }],
    ['--size', '1920x1080', { size: { width: 1920, height: 1080 } }],
    [
      '--margins',
      '10%,0,20,25%',
      {
        margins: {
          top: { value: 10, unit: 'percent' },
          right: { value: 0, unit: 'px' },
          bottom: { value: 20, unit: 'px' },
          left: { value: 25, unit: 'percent' },
        },
      },
    ],
    ['--anchor', 'top-right', { anchor: { x: 1, y: 0 } }],
    ['--anchor', '0.5,0.25', { anchor: { x: 0.5, y: 0.25 } }],
    ['--grow', '1.3', { grow: 1.3 }],
    ['--grow', 'max', { grow: 'max' }],
    ['--tolerance', '2%', { tolerance: 0.02 }],
    ['--prompt', 'a quiet lake', { prompt: 'a quiet lake' }],
    ['--prompt', 'x'.repeat(2500), { prompt: 'x'.repeat(2500) }],
    ['--n', '9', { n: 9 }],
    ['--engine', 'kling', { engine: 'kling' }],
    ['--endpoint', 'https://api.example.com/v1/', { endpoint: 'https://api.example.com/v1' }],
    ['--endpoint', 'http://127.0.0.1:8080', { endpoint: 'http://127.0.0.1:8080' }],
    ['--endpoint', 'http://[::1]:8080', { endpoint: 'http://[::1]:8080' }],
    ['--concurrency', '3', { concurrency: 3 }],
    ['--out', 'x', { out: 'x' }],
    ['--format', 'avif', { format: 'avif' }],
    ['--quality', '100', { quality: 100 }],
    ['--local', 'stretch', { local: 'stretch' }],
    ['--effort', 'quality', { effort: 'quality' }],
    ['--profile', 'display-p3', { profile: 'display-p3' }],
    ['--depth', '16', { depth: 16 }],
    ['--depth', 'original', { depth: 'original' }],
    ['--compression', 'lzw', { compression: 'lzw' }],
    ['--subsampling', '4:2:0', { subsampling: '4:2:0' }],
    ['--sharpen', '40', { sharpen: 40 }],
    ['--name', '{name}-{seq:3}', { name: '{name}-{seq:3}' }],
    ['--feather', '0', { feather: 0 }],
    ['--state', 'x', { state: 'x' }],
    ['--budget', '2.5', { budget: 2.5 }],
    ['--budget', '0', { budget: 0 }],
  ])('take %s %s', async (option, text, flags) => {
    expect((await run(['expand', 'a.jpg', option, text])).flags).toMatchObject(flags)
  })

  it.each([
    ['--recursive', { recursive: true }],
    ['--no-recursive', { recursive: false }],
    ['--again', { again: true }],
    ['--strip-gps', { stripGps: true }],
    ['--keep-times', { keepTimes: true }],
    ['--json', { json: true }],
  ])('take %s', async (option, flags) => {
    expect((await run(['expand', 'a.jpg', option])).flags).toMatchObject(flags)
  })

  it.each(['look', 'send', 'give-up'])('of resume take --unknown %s', async (unknown) => {
    expect((await run(['resume', '--unknown', unknown])).flags).toMatchObject({ unknown })
  })

  it.each([
    [[]],
    [['explode']],
    [['expand']],
    [['plan']],
    [['check']],
    [['check', '--engine', 'kling', 'extra']],
    [['check', '--engine', 'kling', '--endpoint', 'http://api.example.com']],
    [['status', 'extra']],
    [['resume', 'extra']],
    [['expand', 'a', '--colour']],
    [['plan', 'a', '--out', 'b']],
    [['plan', 'a', '--local', 'mirror']],
    [['resume', '--ratio', '1:1']],
    ...[
      ['--ratio', '16'],
      ['--ratio', '0:1'],
      ['--ratio', '-16:9'],
      ['--size', '1920'],
      ['--size', '19.5x10'],
      ['--size', '0x10'],
      ['--margins', '1,2,3'],
      ['--margins', '-5%,0,0,0'],
      ['--margins', '1,2,3,x'],
      ['--anchor', 'middle'],
      ['--anchor', '2,0'],
      ['--grow', '0.5'],
      ['--grow', 'most'],
      ['--tolerance', '90%'],
      ['--prompt', 'x'.repeat(2501)],
      ['--n', '0'],
      ['--n', '10'],
      ['--n', '1.5'],
      ['--engine', 'dalle'],
      ['--endpoint', 'http://api.example.com'],
      ['--endpoint', 'ftp://127.0.0.1'],
      ['--endpoint', 'https://me:secret@api.example.com'],
      ['--endpoint', 'api.example.com'],
      ['--endpoint', 'https://api.example.com?key=1'],
      ['--endpoint', 'https://api'],
      ['--concurrency', '0'],
      ['--concurrency', '101'],
      ['--concurrency', 'many'],
      ['--format', 'gif'],
      ['--quality', '0'],
      ['--quality', '101'],
      ['--local', 'smear'],
      ['--effort', 'best'],
      ['--profile', 'adobe-rgb'],
      ['--depth', '12'],
      ['--compression', 'jpeg'],
      ['--subsampling', '4:2:2'],
      ['--sharpen', '101'],
      ['--strip-gps=no'],
      ['--name', ''],
      ['--name', '{nonsense}'],
      ['--feather', '-1'],
      ['--feather', '1001'],
      ['--budget', '-1'],
      ['--budget', 'lots'],
      ['--state'],
    ].map((option) => [['expand', 'a', ...option]]),
    [['resume', '--unknown', 'guess']],
  ])('%j are refused with 2 and a message', async (args) => {
    const { code, calls, said, told } = await run(args)
    expect(code).toBe(2)
    expect(calls).toEqual([])
    expect(told()).toBe('')
    expect(said()).not.toBe('')
  })

  it('answer --help and --version on stdout', async () => {
    expect(await run(['--version']).then(({ code, told }) => [code, told()])).toEqual([0, '1.2.3\n'])
    const { code, told } = await run(['expand', '--help'])
    expect(code).toBe(0)
    for (const option of ['--ratio', '--no-recursive', '--json', 'default: 16']) expect(told()).toContain(option)
  })

  it.each<[string, number | AppError | Error, number]>([
    ['the code of its command', 1, 1],
    ['2 for wrong usage', new AppError('bad-request', 'Say one shape.'), 2],
    ['1 when the state is owned', new AppError('state-owned', 'It is in use.'), 1],
    ['130 when it was interrupted', new AppError('cancelled', 'Cancelled.'), 130],
    ['1 for what nobody foresaw', new TypeError('Oops'), 1],
  ])('end with %s', async (_, result, code) => {
    const ran = await run(['status'], result)
    expect(ran.code).toBe(code)
    expect(ran.told()).toBe('')
    if (result instanceof Error) expect(ran.said()).toContain(result.message)
  })
})
