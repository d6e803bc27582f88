import { z } from 'zod'
import { faultRuleSchema } from './fault-rules'

/** The two ways in. Their paths differ: CometAPI's begin with `/kling`. */
export const doorNames = ['cometapi', 'kling'] as const
export type DoorName = (typeof doorNames)[number]

/**
 * Who may use the service. `standing` is what its state answers: 1100 exception, 1101 arrears, 1102 depleted,
 * 1103 no access, 1304 address not on the list.
 */
export const accountSchema = z.strictObject({
  name: z.string().min(1),
  /** Most slots at once. */
  slots: z.number().int().min(0).default(10),
  keys: z
    .object({ cometapi: z.array(z.string()), kling: z.array(z.string()) })
    .partial()
    .default({}),
  /** Kling's older pair: tokens signed with it are taken at the Kling door. */
  pair: z.object({ accessKey: z.string(), secretKey: z.string() }).nullable().default(null),
  standing: z.enum(['good', 'exception', 'arrears', 'depleted', 'no-access', 'address']).default('good'),
  /** Units left; `null`: no end. A create that needs more answers 1102. */
  balance: z.number().nullable().default(null),
})
export type Account = z.infer<typeof accountSchema>

const routeSchema = z.enum(['there', 'missing'])
const doorSchema = z.strictObject({
  create: routeSchema.default('there'),
  query: routeSchema.default('there'),
  list: routeSchema.default('there'),
  /** What a missing route answers: `{"code": null, "message": "404"}` with this status, or an HTML 404. */
  missing: z.enum(['null-404', 'null-200', 'html']).default('null-404'),
  /** Whether a task is found by its external id. */
  lookUps: z.boolean().default(true),
})
export type DoorOptions = z.infer<typeof doorSchema>

/** All that can be set at the start. */
export const optionsSchema = z.strictObject({
  /** 0: any free one. */
  port: z.number().int().min(0).max(65_535).default(0),
  /** Port for switching faults and reading the ledger; `null`: none. */
  adminPort: z.number().int().min(0).max(65_535).nullable().default(null),
  /** Folder for the ledger and the uploads, so that both outlive the process; `null`: a temporary one. */
  folder: z.string().nullable().default(null),
  /** Same seed and same order of requests: same times and same faults. */
  seed: z.number().int().default(1),
  accounts: z.array(accountSchema).default(() => [
    accountSchema.parse({
      name: 'studio',
      keys: { cometapi: ['sk-comet-studio'], kling: ['sk-kling-studio'] },
      pair: { accessKey: 'AK-studio', secretKey: 'SK-studio-0123456789abcdef' },
    }),
  ]),
  doors: z
    .object({
      cometapi: doorSchema.default(() => doorSchema.parse({ list: 'missing', lookUps: false })),
      kling: doorSchema.default(() => doorSchema.parse({})),
    })
    .default(() => ({
      cometapi: doorSchema.parse({ list: 'missing', lookUps: false }),
      kling: doorSchema.parse({}),
    })),
  /** How long a task takes, ms, uniform between the two. */
  taskMs: z.object({ min: z.number().min(0), max: z.number().min(0) }).default({ min: 1000, max: 3000 }),
  /** How long after acceptance a task can be seen by questions, ms: an accepted create may still be landing. */
  visibleAfterMs: z.number().min(0).default(0),
  /** What a second create with a known external id meets: an error, or a second task and a second charge. */
  duplicates: z
    .union([z.object({ status: z.number().int(), code: z.number().int() }), z.literal('accept')])
    .default({ status: 400, code: 1201 }),
  /** Prompts with one of these words are refused with 1301. */
  refusedWords: z.array(z.string().min(1)).default([]),
  /** How long a link is good, ms. A question after that gets a fresh one, until the render is deleted. */
  linkMs: z
    .number()
    .positive()
    .default(24 * 60 * 60 * 1000),
  /** How long renders are kept, ms (30 days). */
  renderLifeMs: z
    .number()
    .positive()
    .default(30 * 24 * 60 * 60 * 1000),
  render: z
    .object({
      format: z.enum(['jpeg', 'png']),
      /** The render's side as a fraction of what the ratios ask for. */
      scale: z.number().positive().max(1),
      /** The service repaints the original too: every sample becomes `gain * sample + offset`, per channel. */
      drift: z.object({
        gain: z.tuple([z.number(), z.number(), z.number()]),
        offset: z.tuple([z.number(), z.number(), z.number()]),
      }),
    })
    .default({ format: 'jpeg', scale: 1, drift: { gain: [1.02, 1, 0.97], offset: [2, 0, -3] } }),
  faults: z.array(faultRuleSchema).default([]),
})
export type SimulatorOptions = z.infer<typeof optionsSchema>
/** What `startSimulator` takes: everything has a default. */
export type SimulatorInput = z.input<typeof optionsSchema>

/** What can be changed while it runs; what is left out stays, in nested objects too. */
export type SimulatorChanges = Partial<
  Omit<SimulatorInput, 'port' | 'adminPort' | 'folder' | 'seed' | 'faults' | 'doors' | 'render'>
> & {
  readonly doors?: { readonly [D in DoorName]?: Partial<DoorOptions> }
  readonly render?: Partial<SimulatorOptions['render']>
}

const fixed: readonly string[] = ['port', 'adminPort', 'folder', 'seed', 'faults']

/** Options with some changed. @throws {ZodError} on what is no option; @throws {SyntaxError} on one that stays as it was started. */
export function changeOptions(options: SimulatorOptions, changes: SimulatorChanges): SimulatorOptions {
  const stays = Object.keys(changes).find((name) => fixed.includes(name))
  if (stays !== undefined) throw new SyntaxError(`${stays} cannot be changed while the simulator runs`)
  return optionsSchema.parse(merged(options, changes))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function merged(before: unknown, changes: unknown): unknown {
  if (!isRecord(before) || !isRecord(changes)) return changes === undefined ? before : changes
  const entries = Object.entries(changes).map(([name, value]) => [name, merged(before[name], value)] as const)
  return { ...before, ...Object.fromEntries(entries) }
}
