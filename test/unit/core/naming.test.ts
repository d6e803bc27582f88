import { describe, expect, it } from 'vitest'
import { AppError } from '../../../core/errors'
import { namedAnchors, parseMargins, type Target } from '../../../core/geometry'
import {
  checkTemplate,
  defaultTemplate,
  type NameFields,
  nameTokens,
  outputExtension,
  outputName,
  shapeName,
} from '../../../core/naming'
import { outputFormats } from '../../../core/photo'
import { defaultBatchSettings } from '../../../core/settings'

const fields: NameFields = {
  name: 'IMG_0412',
  folder: 'Wedding',
  ratio: '16x9',
  width: 5312,
  height: 2988,
  preset: 'Album',
  seq: 7,
  date: '2026-03-13',
  engine: 'local',
  rating: 4,
  variation: 1,
  n: 1,
}

function nameOf(template: string, changes: Partial<NameFields> = {}, extension = '.jpg'): string {
  return outputName(template, { ...fields, ...changes }, extension)
}

describe('a template', () => {
  it('is {name}_{ratio} by default', () => {
    expect(defaultBatchSettings.output.template).toBe(defaultTemplate)
    expect(nameOf(defaultTemplate)).toBe('IMG_0412_16x9.jpg')
  })

  it.each([
    ['{width}x{height}', '5312x2988.jpg'],
    ['{preset}-{date}', 'Album-2026-03-13.jpg'],
    ['{folder} {seq}', 'Wedding 7.jpg'],
    ['{seq:3}_{name}', '007_IMG_0412.jpg'],
    ['{engine} {rating}', 'local 4.jpg'],
    ['{name}_{name}', 'IMG_0412_IMG_0412.jpg'],
    ['cover', 'cover.jpg'],
  ])('%j is filled in', (template, name) => {
    expect(nameOf(template)).toBe(name)
  })

  it('has the ratio where no preset was used', () => {
    expect(nameOf('{name}_{preset}', { preset: null })).toBe('IMG_0412_16x9.jpg')
  })

  it('keeps the digits of a number that needs more than asked for', () => {
    expect(nameOf('{seq:3}', { seq: 12_345 })).toBe('12345.jpg')
  })

  it('gets _v1, _v2 for one of several variations, unless it places them itself', () => {
    expect(nameOf(defaultTemplate, { n: 3, variation: 2 })).toBe('IMG_0412_16x9_v2.jpg')
    expect(nameOf('{variant} {name}', { n: 3, variation: 2 })).toBe('v2 IMG_0412.jpg')
    expect(nameOf('{name}_{variant}')).toBe('IMG_0412_v1.jpg')
  })

  it.each(['{nmae}', '{name}_{Ratio}', '{}', '{ name }', '{toString}'])('%j names a token that is none', (template) => {
    const token = template.slice(template.lastIndexOf('{'))
    expect(() => checkTemplate(template)).toThrow(AppError)
    expect(() => checkTemplate(template)).toThrow(`got ${token} in ${JSON.stringify(template)}.`)
  })

  it.each(['{name', 'name}', '{name}}', '{{name}', '{na{me}}'])('%j has a brace too many', (template) => {
    expect(() => checkTemplate(template)).toThrow('to have both braces of each token')
  })

  it.each(['{name:3}', '{seq:}', '{seq:0}', '{seq:10}', '{seq:x}'])(
    '%j has digits where there are none',
    (template) => {
      expect(() => checkTemplate(template)).toThrow('to give digits, 1 to 9, to {seq} only')
    },
  )

  it('may use every token', () => {
    expect(() => checkTemplate(nameTokens.map((token) => `{${token}}`).join('_'))).not.toThrow()
  })
})

describe('{ratio}', () => {
  const placing = { anchor: namedAnchors.center, grow: 1, tolerance: 0.005 }
  const shaped = (width: number, height: number, turns = false): Target => ({
    kind: 'ratio',
    ratio: { width, height },
    turns,
    ...placing,
  })

  it('is the ratio as it was asked for', () => {
    expect(shapeName(shaped(16, 9))).toBe('16x9')
    expect(shapeName(shaped(8, 10))).toBe('8x10')
    expect(shapeName(shaped(1.91, 1))).toBe('1.91x1')
    expect(shapeName(shaped(1, Math.SQRT2))).toBe('1x1.4142')
  })

  it('is the size for sizes, and margins for margins', () => {
    const size: Target = { kind: 'size', size: { width: 1920, height: 1080 }, turns: false, ...placing }
    expect(shapeName(size)).toBe('1920x1080')
    expect(shapeName({ kind: 'margins', margins: parseMargins('1,2,3,4') })).toBe('margins')
  })

  it('turns with the photo when the target does', () => {
    expect(shapeName(shaped(3, 2, true), { width: 2000, height: 3000 })).toBe('2x3')
    expect(shapeName(shaped(3, 2, true), { width: 3000, height: 2000 })).toBe('3x2')
    expect(shapeName(shaped(3, 2), { width: 2000, height: 3000 })).toBe('3x2')
  })
})

describe('an extension', () => {
  it.each([
    ['same', 'a/IMG.JPG', 'jpeg', '.JPG'],
    ['same', 'a/IMG.jpeg', 'jpeg', '.jpeg'],
    ['same', 'a/IMG.tiff', 'tiff', '.tiff'],
    ['same', 'a/IMG.TIF', 'tiff', '.TIF'],
    ['same', 'a/really-a-png.jpg', 'png', '.png'],
    ['same', 'a.jpg/without', 'webp', '.webp'],
    ['same', 'a/toString.constructor', 'avif', '.avif'],
    ['same', 'a/IMG.HEIC', 'heic', '.jpg'],
    ['same', 'a/IMG.CR2', 'raw', '.jpg'],
    ['same', 'a/B0001.3FR', 'raw', '.jpg'],
    ['same', 'a/really-a-tiff.nef', 'tiff', '.tif'],
    ['jpeg', 'a/IMG.JPEG', 'jpeg', '.jpg'],
    ['tiff', 'a/IMG.jpg', 'jpeg', '.tif'],
  ] as const)('for the format %s of %s (%s) is %s', (format, path, own, extension) => {
    expect(outputExtension(format, { path, format: own })).toBe(extension)
  })

  it('exists for every format', () => {
    for (const format of outputFormats) expect(outputExtension(format, { path: 'a', format })).toMatch(/^\.[a-z]{3,4}$/)
  })
})
