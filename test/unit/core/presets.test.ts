import { describe, expect, it } from 'vitest'
import { AppError, type ErrorCode } from '../../../core/errors'
import { planTarget, targetSchema } from '../../../core/geometry'
import {
  addPreset,
  builtInPresets,
  checkedPresets,
  movePreset,
  presetGroups,
  presetTarget,
  removePreset,
  renamePreset,
  type UserPreset,
  userPresetSchema,
} from '../../../core/presets'
import { defaultTarget } from '../../../core/settings'

function builtIn(id: string) {
  const preset = builtInPresets.find((candidate) => candidate.id === id)
  if (preset === undefined) throw new Error(`No preset ${id}`)
  return preset
}

function own(id: string, name: string): UserPreset {
  return { id, name, target: defaultTarget, moreTargets: [] }
}

function codeOf(action: () => unknown): ErrorCode | null {
  try {
    action()
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
  return null
}

describe('built-in presets', () => {
  it('have ids and labels of their own and follow their groups', () => {
    expect(new Set(builtInPresets.map((preset) => preset.id)).size).toBe(builtInPresets.length)
    for (const preset of builtInPresets) expect(preset.labelKey).toBe(`presets.${preset.id}`)
    const order = builtInPresets.map((preset) => presetGroups.indexOf(preset.group))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(new Set(builtInPresets.map((preset) => preset.group))).toEqual(new Set(presetGroups))
  })

  it('are all targets that can be planned', () => {
    for (const preset of builtInPresets) {
      const target = presetTarget(preset)
      expect(targetSchema.parse(target)).toEqual(target)
      expect(planTarget({ width: 6000, height: 4000 }, target, { limits: null }).kind).toBe('planned')
    }
  })

  it('are centred, not grown and tolerant as the default target is', () => {
    expect(presetTarget(builtIn('16x9'))).toEqual(defaultTarget)
  })

  it.each([
    ['4x5', 4 / 5],
    ['8x10', 8 / 10],
    ['a-portrait', 1 / Math.SQRT2],
    ['a-landscape', Math.SQRT2],
    ['story', 9 / 16],
    ['banner', 3],
  ])('%s has its ratio', (id, aspect) => {
    const { shape } = builtIn(id)
    const { width, height } = shape.kind === 'ratio' ? shape.ratio : shape.size
    expect(width / height).toBeCloseTo(aspect, 9)
  })

  it.each(builtInPresets.filter((preset) => preset.group === 'long-edge'))('$id turns with the photo', (preset) => {
    const shape = (width: number, height: number) => {
      const result = planTarget({ width, height }, presetTarget(preset), { limits: null })
      if (result.kind === 'refused') throw new Error(result.error.message)
      return result.plan
    }
    const [landscape, portrait] = [shape(3000, 2900), shape(2900, 3000)]
    expect(landscape.canvas.width).toBeGreaterThan(landscape.canvas.height)
    expect(portrait.canvas).toEqual({ width: landscape.canvas.height, height: landscape.canvas.width })
    expect(portrait.output).toEqual({ width: landscape.output.height, height: landscape.output.width })
  })

  it('of the other groups never turn', () => {
    for (const preset of builtInPresets) expect(preset.shape.turns).toBe(preset.group === 'long-edge')
  })
})

describe('the user’s own presets', () => {
  const presets = [own('a', 'Album'), own('b', 'Wall Café')]

  it('are added at the end, with a tidy name, and used as saved', () => {
    const added = addPreset(presets, own('c', '  Wide \n cover '))
    expect(added.map((preset) => preset.name)).toEqual(['Album', 'Wall Café', 'Wide cover'])
    expect(presets).toHaveLength(2)
    expect(presetTarget(own('d', 'x'))).toBe(defaultTarget)
  })

  it.each(['album', ' ALBUM ', 'wall cafe\u0301'])('cannot take a name that is there: %j', (name) => {
    expect(codeOf(() => addPreset(presets, own('c', name)))).toBe('bad-request')
    expect(codeOf(() => renamePreset([...presets, own('c', 'Other')], 'c', name))).toBe('bad-request')
  })

  it.each(['', ' \n ', 'x'.repeat(61)])('cannot be named %j', (name) => {
    expect(codeOf(() => addPreset(presets, own('c', name)))).toBe('bad-request')
    expect(codeOf(() => renamePreset(presets, 'a', name))).toBe('bad-request')
    expect(userPresetSchema.safeParse(own('c', name)).success).toBe(false)
  })

  it('may have sixty characters, whatever their bytes', () => {
    const name = '📷'.repeat(60)
    expect(addPreset([], own('c', name))[0]?.name).toBe(name)
    expect(userPresetSchema.parse(own('c', name)).name).toBe(name)
  })

  it('cannot share an id', () => {
    expect(codeOf(() => addPreset(presets, own('a', 'Another')))).toBe('bad-request')
  })

  it('are renamed in their place, also to another spelling of their own name', () => {
    expect(renamePreset(presets, 'a', 'ALBUM').map((preset) => preset.name)).toEqual(['ALBUM', 'Wall Café'])
    expect(renamePreset(presets, 'b', 'Wall').map((preset) => preset.id)).toEqual(['a', 'b'])
  })

  it('stand where they are put, and are checked as a whole', () => {
    const names = (list: readonly UserPreset[]) => list.map(({ id }) => id).join('')
    const three = [own('a', 'One'), own('b', 'Two'), own('c', 'Three')]
    expect(names(movePreset(three, 'c', 'a'))).toBe('cab')
    expect(names(movePreset(three, 'a', 'c'))).toBe('bac')
    expect(names(movePreset(three, 'a', null))).toBe('bca')
    for (const [id, before] of [
      ['b', 'b'],
      ['z', 'a'],
      ['a', 'z'],
    ] as const) {
      expect(movePreset(three, id, before)).toBe(three)
    }
    expect(checkedPresets(three)).toEqual(three)
    expect(codeOf(() => checkedPresets([...three, own('a', 'Four')]))).toBe('bad-request')
    expect(codeOf(() => checkedPresets([...three, own('d', 'ONE')]))).toBe('bad-request')
  })

  it('of before there were several targets have one', () => {
    const { moreTargets: _, ...before } = own('a', 'One')
    expect(userPresetSchema.parse(before)).toEqual(own('a', 'One'))
  })

  it('are removed by id', () => {
    expect(removePreset(presets, 'a')).toEqual([own('b', 'Wall Café')])
  })

  it('that are not there cannot be renamed or removed', () => {
    expect(codeOf(() => renamePreset(presets, 'z', 'Name'))).toBe('not-found')
    expect(codeOf(() => removePreset(presets, 'z'))).toBe('not-found')
  })
})
