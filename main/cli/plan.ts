import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlanLine } from '../../core/cli-schema'
import { conversionOf } from '../../core/conversion'
import { enlargedTo } from '../../core/expected-scale'
import { type Plan, planTarget, type Target, tilesOf, unitsOf } from '../../core/geometry'
import type { ImportProgress } from '../../core/library'
import { limitsOf, type PassLimits } from '../../core/limits'
import type { Context } from './context'
import { encodingOf } from './encoding-flags'
import { exitCodes } from './exit-codes'
import type { PlanFlags } from './flags'
import { type FoundPhotos, findPhotos, type OpenedPhoto } from './found-photos'
import { type Given, readGiven } from './given'
import { withLinks } from './links'
import { targetOf } from './target'
import { aboutPhoto, counted, shown } from './words'
import { withImaging } from './workshop'

/** `plan`: says for each photo what would be done, and does nothing. */
export async function plan(sources: readonly string[], flags: PlanFlags, context: Context): Promise<number> {
  const { terminal } = context
  const target = targetOf(flags)
  const found = await look(await readGiven(sources), flags, context)
  terminal.progress('')
  let unplanned = 0
  let units = 0
  for (const photo of found.all) {
    const { line, notes } = 'error' in photo ? refused(photo.source, photo.error) : planned(photo, target, flags)
    terminal.out(flags.json ? JSON.stringify(line) : textOf(line, notes))
    if ('error' in line) unplanned++
    else units += line.units
  }
  if (!flags.json)
    terminal.out(`${found.all.length - unplanned} planned, ${unplanned} cannot be; ${counted(units, 'unit')}`)
  return unplanned > 0 ? exitCodes.incomplete : exitCodes.done
}

/** Finds and opens the photos; copies of links are gone afterwards. */
async function look(given: Given, { recursive }: PlanFlags, context: Context): Promise<FoundPhotos> {
  const { terminal, signal } = context
  const onProgress = ({ found, probed }: ImportProgress): void =>
    terminal.progress(`Looking: ${probed} of ${found} photos`)
  const folder = join(tmpdir(), `outframe-plan-${randomUUID()}`)
  try {
    return await withImaging(context, undefined, (imaging) =>
      withLinks(folder, (links) => findPhotos(given, { imaging, links, recursive, signal, onProgress })),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A photo's line, and what else a person is told of it. */
interface Told {
  readonly line: PlanLine
  readonly notes: readonly string[]
}

function planned(photo: OpenedPhoto, target: Target, flags: PlanFlags): Told {
  const { engine, n } = flags
  const source = photo.link ?? photo.path
  const limits = limitsOf[engine]
  const result = planTarget(photo.header.size, target, { limits })
  if (result.kind === 'refused') return refused(source, result.error)
  const paintedElsewhere = limits !== null && result.plan.passes.length > 0
  const written = conversionOf(photo.header, { ...encodingOf(flags), paintedElsewhere }, result.plan)
  if (written.kind === 'refused') return refused(source, written.error)
  const conversions = written.conversion.notes.map(({ message }) => message)
  const { canvas, output, original, passes } = result.plan
  const line = {
    source: { path: source, ...photo.header.size },
    canvas,
    output,
    original,
    passes: passes.map(({ ratios }) => ratios),
    units: unitsOf(result.plan, n, engine),
    ...(conversions.length > 0 && { notes: conversions }),
  }
  return { line, notes: limits === null ? [] : notesOf(result.plan, limits) }
}

function refused(path: string, { code, message }: Extract<PlanLine, { error: unknown }>['error']): Told {
  return { line: { source: { path }, error: { code, message } }, notes: [] }
}

/** What a service is sent otherwise than a person may think. */
function notesOf(plan: Plan, limits: PassLimits): readonly string[] {
  const tiles = tilesOf(plan)
  const enlarged = enlargedTo(plan, limits)
  return [
    ...(tiles > 0 ? [`in ${tiles} tiles, since the service takes no picture as long`] : []),
    ...(enlarged === null ? [] : [`sent enlarged to ${enlarged} px a side`]),
  ]
}

function textOf(line: PlanLine, sent: readonly string[]): string {
  if ('error' in line) return aboutPhoto(line.source.path, line.error.message)
  const { source, canvas, output, original, passes, units, notes = [] } = line
  const resized = output.width !== canvas.width || output.height !== canvas.height
  const parts = [
    `${source.width} × ${source.height} -> ${canvas.width} × ${canvas.height} px, photo at ${original.left}, ${original.top}`,
    ...(resized ? [`resized to ${output.width} × ${output.height} px`] : []),
    passes.length === 0 ? 'has the shape already' : passes.length === 1 ? '1 pass' : `${passes.length} passes`,
    ...sent,
    counted(units, 'unit'),
  ]
  return [`${shown(source.path)}: ${parts.join('; ')}`, ...notes.map((note) => `  ${note}`)].join('\n')
}
