import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../core/errors'
import {
  anchorNameOf,
  anchorNames,
  namedAnchors,
  parseAnchor,
  parseGrow,
  parseMargins,
  parseRatio,
  parseSides,
  parseSize,
  parseTolerance,
} from '../../../../core/geometry'

function expectRefused(parse: (text: string) => unknown, text: string, message: string) {
  try {
    parse(text)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(error.code).toBe('bad-target')
    expect(error.message).toBe(message.replace('{}', () => JSON.stringify(text)))
    return
  }
  throw new Error(`${JSON.stringify(text)} was taken`)
}

describe('both sides in one', () => {
  it.each([
    ['16:9', { width: 16, height: 9 }],
    ['4 / 5', { width: 4, height: 5 }],
    ['1920x1080', { width: 1920, height: 1080 }],
    ['1920 × 1080', { width: 1920, height: 1080 }],
    ['2,35:1', { width: 2.35, height: 1 }],
    ['１６：９', { width: 16, height: 9 }],
    ['16', null],
    ['16:', null],
    ['16:9:4', null],
  ])('%j is %j', (text, sides) => {
    expect(parseSides(text)).toEqual(sides)
  })
})

describe('a ratio', () => {
  it.each([
    ['16:9', 16, 9],
    ['1.91:1', 1.91, 1],
    ['16x9', 16, 9],
    ['16X9', 16, 9],
    ['16×9', 16, 9],
    [' 4 : 5 ', 4, 5],
    ['.5:1', 0.5, 1],
    ['4/5', 4, 5],
    ['2,35:1', 2.35, 1],
    ['１６：９', 16, 9],
  ])('is read from %j', (text, width, height) => {
    expect(parseRatio(text)).toEqual({ width, height })
  })

  it.each(['', '16', '16:', ':9', '16:9:4', '0:9', '16:0', '-16:9', '1e3:1', 'Infinity:1', '100001:1', '16;9', '1.:1'])(
    'is not %j',
    (text) => {
      expectRefused(parseRatio, text, 'Expected `ratio` to be two positive numbers such as 16:9 or 1.91:1, got {}.')
    },
  )
})

describe('a size', () => {
  it.each(['1920x1080', '1920×1080', '1920X1080', ' 1920 x 1080 ', '１９２０ｘ１０８０'])('is read from %j', (text) => {
    expect(parseSize(text)).toEqual({ width: 1920, height: 1080 })
  })

  it.each([
    '',
    '1920',
    '1920x',
    '1920:1080',
    '1920/1080',
    '1,920x1,080',
    '0x10',
    '10x0',
    '-1x10',
    '10.5x10',
    '1920x1080px',
    `${'9'.repeat(400)}x1`,
  ])('is not %j', (text) => {
    expectRefused(parseSize, text, 'Expected `size` to be two whole numbers of pixels such as 1920x1080, got {}.')
  })
})

describe('margins', () => {
  it('are top, right, bottom and left, in percent or pixels; a bare number is pixels', () => {
    expect(parseMargins('10%,0,12.5%,25px')).toEqual({
      top: { value: 10, unit: 'percent' },
      right: { value: 0, unit: 'px' },
      bottom: { value: 12.5, unit: 'percent' },
      left: { value: 25, unit: 'px' },
    })
    expect(parseMargins(' 1 , 2 px, 3 %, 4PX ').left).toEqual({ value: 4, unit: 'px' })
  })

  it.each([
    '',
    '10%',
    '1,2,3',
    '1,2,3,4,5',
    '1,2,3,',
    '-1,0,0,0',
    '-1%,0,0,0',
    '1.5,0,0,0',
    '1em,0,0,0',
    'a,b,c,d',
    '1 2 3 4',
  ])('are not %j', (text) => {
    expectRefused(
      parseMargins,
      text,
      'Expected `margins` to be four of px or % (top,right,bottom,left; none negative) such as 10%,0,10%,25%, got {}.',
    )
  })
})

describe('an anchor', () => {
  it.each(anchorNames)('is read from its name %s, and named again', (name) => {
    expect(parseAnchor(name)).toEqual(namedAnchors[name])
    expect(anchorNameOf(namedAnchors[name])).toBe(name)
  })

  it('is a free point', () => {
    expect(parseAnchor('0.5,0.25')).toEqual({ x: 0.5, y: 0.25 })
    expect(parseAnchor('0, 1')).toEqual({ x: 0, y: 1 })
    expect(anchorNameOf({ x: 0.5, y: 0.25 })).toBeNull()
  })

  it.each(['', 'middle', 'toString', '0.5', '0.5,1.1', '-0.1,0', '0.5;0.5', '1,2,3'])('is not %j', (text) => {
    expectRefused(
      parseAnchor,
      text,
      'Expected `anchor` to be center, top, top-right, right, bottom-right, bottom, bottom-left, left, top-left or x,y from 0 to 1 such as 0.5,0.25, got {}.',
    )
  })
})

describe('grow', () => {
  it('is a number from 1, or max', () => {
    expect(parseGrow('1')).toBe(1)
    expect(parseGrow('1.3')).toBe(1.3)
    expect(parseGrow(' MAX ')).toBe('max')
  })

  it.each(['', '0.9', '101', '-1', '1e1', '0x2', 'maximum', '1.3x'])('is not %j', (text) => {
    expectRefused(parseGrow, text, 'Expected `grow` to be a number from 1 to 100, or max, got {}.')
  })
})

describe('a tolerance', () => {
  it.each([
    ['0.5%', 0.005],
    ['0.005', 0.005],
    ['0', 0],
    ['2 %', 0.02],
    ['50%', 0.5],
  ])('is read from %j', (text, tolerance) => {
    expect(parseTolerance(text)).toBeCloseTo(tolerance, 12)
  })

  it.each(['', '%', '51%', '0.6', '-1%', '1e-3', 'half'])('is not %j', (text) => {
    expectRefused(
      parseTolerance,
      text,
      'Expected `tolerance` to be a percentage from 0% to 50% such as 0.5%, or 0 to 0.5, got {}.',
    )
  })
})
