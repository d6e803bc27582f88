import { Option } from 'commander'
import { parseAnchor, parseGrow, parseMargins, parseRatio, parseSize, parseTolerance } from '../../core/geometry'
import { type EngineId, engineIds } from '../../core/limits'
import { type LocalPainting, localEfforts, localMethods } from '../../core/local-painting'
import { nameTokens } from '../../core/naming'
import { type UnknownChoice, unknownChoices } from '../../core/queue'
import { type ConflictPolicy, defaultBatchSettings as defaults } from '../../core/settings'
import type { DoorFlags } from './access'
import type { EncodingFlags } from './encoding-flags'
import type { TargetFlags } from './target'
import { endpoint, prompt, template, units, value, whole } from './values'

/** The options of all commands, as commander hands them over. */

interface CommonFlags {
  readonly json?: true
}

export interface StatusFlags extends CommonFlags {
  readonly state?: string
}

export interface QueueFlags extends StatusFlags, DoorFlags {
  readonly budget?: number
}

export interface PlanFlags extends CommonFlags, TargetFlags, EncodingFlags {
  readonly engine: EngineId
  readonly n: number
  readonly recursive: boolean
}

export interface ExpandFlags extends QueueFlags, PlanFlags {
  readonly local: LocalPainting['method']
  readonly effort: LocalPainting['effort']
  readonly prompt: string
  readonly out?: string
  readonly name: string
  readonly conflict: Exclude<ConflictPolicy, 'ask'>
  readonly feather: number
  readonly again?: true
}

export interface ResumeFlags extends QueueFlags {
  readonly unknown: UnknownChoice
}

export interface CheckFlags extends CommonFlags {
  readonly engine: EngineId
  readonly endpoint?: string
}

/** `--ratio`, `--size`, `--margins` and what belongs to them. */
export const targetOptions = (): readonly Option[] => [
  new Option('--ratio <W:H>', 'a shape such as 16:9').argParser(value(parseRatio)),
  new Option('--size <WxH>', 'an exact size in pixels such as 1920x1080').argParser(value(parseSize)),
  new Option('--margins <T,R,B,L>', 'pixels, or % of height and width, such as 10%,0,10%,25%').argParser(
    value(parseMargins),
  ),
  new Option(
    '--anchor <PLACE>',
    'where the photo sits: center, top, top-right, ... or x,y from 0 to 1 (default: center)',
  ).argParser(value(parseAnchor)),
  new Option(
    '--grow <FACTOR>',
    'the canvas contains the photo scaled by this, 1 to 100, or max (default: 1)',
  ).argParser(value(parseGrow)),
  new Option('--tolerance <PERCENT>', 'a photo this near the shape has it already (default: 0.5%)').argParser(
    value(parseTolerance),
  ),
]

/** What paints, how many pictures, and which files. */
export const planOptions = (): readonly Option[] => [
  engineOption().default(defaults.engine),
  new Option('--n <COUNT>', 'pictures per photo, 1 to 9').argParser(whole(1, 9)).default(defaults.n),
  new Option('--recursive', 'folders and all below them').default(true),
  new Option('--no-recursive', 'only the files directly in a folder'),
]

/** What is asked of the engine, and which files the outputs are. */
export const outputOptions = (): readonly Option[] => [
  new Option(
    '--local <METHOD>',
    'how the local engine paints: texture continues what is in the photo; the others mirror, stretch or blur it',
  )
    .choices(localMethods)
    .default(defaults.local.method),
  new Option('--effort <EFFORT>', 'how much time texture may take')
    .choices(localEfforts)
    .default(defaults.local.effort),
  new Option('--prompt <TEXT>', 'what to paint, for engines that read')
    .argParser(prompt)
    .default(defaults.prompt, 'none'),
  new Option(
    '--out <DIR>',
    'output folder (default: outframe in each folder given, beside a single file, in the current folder for links)',
  ),
  new Option(
    '--name <TEMPLATE>',
    `names of the outputs, from ${nameTokens.map((token) => `{${token}}`).join(' ')}; {seq:3} counts in three digits`,
  )
    .argParser(template)
    .default(defaults.output.template),
  new Option('--conflict <CHOICE>', 'a name that is taken: unique adds _2 and so on, skip leaves the photo out')
    .choices(['unique', 'skip'])
    .default('unique'),
  new Option('--feather <PX>', 'width of the blend on the painted side')
    .argParser(whole(0, 1000))
    .default(defaults.output.feather),
  new Option('--again', 'make outputs that exist already once more'),
]

export const engineOption = (): Option =>
  new Option(
    '--engine <NAME>',
    'what paints: local (nothing leaves this computer), or a service that is sent copies of the photos',
  ).choices(engineIds)

/** The state folder and what bounds the work. */
export const queueOptions = (): readonly Option[] => [
  stateOption(),
  endpointOption(),
  new Option(
    '--concurrency <SLOTS>',
    "pictures in the making at a time, 1 to 100: of a service, what the account's pack allows (default: 10)",
  ).argParser(whole(1, 100)),
  new Option('--budget <UNITS>', 'block what would take more units than this').argParser(units),
]

export const endpointOption = (): Option =>
  new Option('--endpoint <URL>', "another address of the engine's service: https, or http on this computer").argParser(
    endpoint,
  )

export const stateOption = (): Option =>
  new Option('--state <DIR>', 'state folder (default: queue in OUTFRAME_HOME, else where this system keeps data)')

export const unknownOption = (): Option =>
  new Option(
    '--unknown <CHOICE>',
    'requests of which nobody knows whether they were charged: look again, send again (may be charged again), give up',
  )
    .choices(unknownChoices)
    .default('look')

export const jsonOption = (): Option => new Option('--json', 'one JSON object a line on stdout')
