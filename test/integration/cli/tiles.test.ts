import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { planLineSchema } from '../../../core/cli-schema'
import { startSimulator } from '../../simulator/simulator'
import { cli, ensureCliBuilt, linesOf, runJson } from './cli'
import { pixels, place, writePhoto } from './place'

beforeAll(ensureCliBuilt)

const keys = { kling: 'sk-kling-studio', cometapi: 'sk-comet-studio' }

it.each(['kling', 'cometapi'] as const)(
  'panoramas and a tiny photo come out of %s at what the plan said, each original pixel as it was',
  async (door) => {
    const there = await place()
    await writePhoto(join(there.photos, 'lying.png'), 900, 300)
    await writePhoto(join(there.photos, 'upright.png'), 100, 450)
    await writePhoto(join(there.photos, 'tiny.png'), 120, 90)
    const service = await startSimulator({ taskMs: { min: 0, max: 0 } })
    onTestFinished(() => service.close())
    const wanted = [there.photos, '--engine', door, '--ratio', '16:9']
    const lines = linesOf((await cli(['plan', ...wanted, '--json'], there)).stdout, planLineSchema)
    const plans = lines.flatMap((line) => ('error' in line ? [] : [line]))
    expect(plans.map(({ units }) => units)).toEqual([2, 1, 3])
    const options = { ...there, env: { OUTFRAME_API_KEY: keys[door] } }
    const run = await runJson(['expand', ...wanted, '--endpoint', service[door]], options)
    expect(run).toMatchObject({ code: 0, summary: { done: 3, units: 6 } })
    expect(service.ledger.all()).toHaveLength(6)
    for (const { source, canvas, original } of plans) {
      const [output] = run.last.get(source.path)?.outputs ?? []
      const { width, height } = await sharp(output?.path).metadata()
      expect({ width, height }).toEqual(canvas)
      const kept = await pixels(output?.path ?? '', { ...original, width: source.width, height: source.height })
      expect(kept.equals(await pixels(source.path))).toBe(true)
    }
  },
)
