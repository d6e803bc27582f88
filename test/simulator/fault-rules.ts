import { z } from 'zod'
import { seededRandom } from './random'

/** What a fault can be attached to. `callback`: a notice the simulator sends itself. */
export const operations = ['create', 'query', 'list', 'download', 'callback'] as const
export type Operation = (typeof operations)[number]

/** What is answered in the place of the truth. */
const replySchema = z.discriminatedUnion('kind', [
  /** The connection is destroyed; with `afterBytes`, as soon as that much of the request's body has come. */
  z.object({ kind: z.literal('cut'), afterBytes: z.number().int().min(0).optional() }),
  /** Nothing is answered, ever. */
  z.object({ kind: z.literal('silence') }),
  /** A documented error; status and message come from the table unless given. */
  z.object({
    kind: z.literal('code'),
    code: z.number().int(),
    status: z.number().int().optional(),
    message: z.string().optional(),
    retryAfter: z.string().optional(),
  }),
  z.object({ kind: z.literal('html'), status: z.number().int(), retryAfter: z.string().optional() }),
  z.object({ kind: z.literal('empty'), status: z.number().int(), retryAfter: z.string().optional() }),
  /** `{"error": {"message", "type", "code"}}`, as gateways in front of many services answer. */
  z.object({
    kind: z.literal('openai'),
    status: z.number().int(),
    message: z.string().default('upstream error'),
    retryAfter: z.string().optional(),
  }),
  /** `{"code": null, "message": "404"}`. */
  z.object({ kind: z.literal('null-404'), status: z.number().int().default(404) }),
  /** Any body at all. */
  z.object({
    kind: z.literal('raw'),
    status: z.number().int().default(200),
    body: z.string(),
    headers: z.record(z.string(), z.string()).default({ 'content-type': 'application/json' }),
  }),
  /** The true answer with fields changed: paths like `data.task_status`; `omit` takes them out. */
  z.object({
    kind: z.literal('edit'),
    set: z.record(z.string(), z.unknown()).default({}),
    omit: z.array(z.string()).default([]),
    status: z.number().int().optional(),
  }),
  /** The answer's head promises the whole, then the connection is cut after this share of the body. */
  z.object({ kind: z.literal('truncated'), share: z.number().min(0).max(1).default(0.5) }),

  // downloads only
  /** A complete answer whose picture ends early. */
  z.object({ kind: z.literal('short-picture'), share: z.number().min(0).max(1).default(0.5) }),
  /** Called a JPEG, and noise. */
  z.object({ kind: z.literal('noise') }),
  /** So many bytes, with or without saying so first. */
  z.object({ kind: z.literal('huge'), bytes: z.number().int().positive(), announced: z.boolean().default(true) }),
  z.object({ kind: z.literal('expired'), status: z.number().int().default(403) }),
  z.object({ kind: z.literal('redirect'), to: z.string(), status: z.number().int().default(302) }),
  /** A good picture of another shape. */
  z.object({ kind: z.literal('other-shape') }),
  /** The whole answer, in so many pieces with a pause before each. */
  z.object({ kind: z.literal('drip'), pieces: z.number().int().positive(), pauseMs: z.number().min(0) }),
])
export type FaultReply = z.infer<typeof replySchema>
export type FaultReplyInput = z.input<typeof replySchema>

/** What becomes of the task that the create starts. */
const taskFaultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fails'), message: z.string() }),
  z.object({ kind: z.literal('fewer-images'), images: z.number().int().min(0) }),
  z.object({ kind: z.literal('takes'), ms: z.number().min(0) }),
])
export type TaskFault = z.infer<typeof taskFaultSchema>

const faultSchema = z.strictObject({
  /** Create only: whether the create is accepted, and charged, in spite of the reply. Default: it is not looked at. */
  accept: z.boolean().default(false),
  /** Create only, with `accept`: it is accepted so many ms after the reply: a create that is still landing. */
  landMs: z.number().min(0).default(0),
  /** Waits before the reply. */
  delayMs: z.number().min(0).default(0),
  /** Default: the truth. */
  reply: replySchema.optional(),
  task: taskFaultSchema.optional(),
  /** Callback only. `lie`: says that the task succeeded, whatever is true. */
  callback: z.enum(['drop', 'lie', 'twice']).optional(),
})
export type Fault = z.infer<typeof faultSchema>

/**
 * Which requests meet a fault. A rule counts, from 1, the requests of its operation and door that come after it was
 * added; all that is given must agree. The first rule that agrees wins; the others count on.
 */
export const faultRuleSchema = z.strictObject({
  name: z.string().optional(),
  on: z.enum(operations),
  door: z.enum(['cometapi', 'kling']).optional(),
  /** These, by number. */
  nth: z.union([z.number().int().positive(), z.array(z.number().int().positive())]).optional(),
  /** A storm: from this one to that one, both included. */
  from: z.number().int().positive().optional(),
  to: z.number().int().positive().optional(),
  every: z.number().int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
  /** At most so often. */
  times: z.number().int().positive().optional(),
  /** Only requests whose body is larger, bytes: a photo's create and not the small one that only checks. The others are not counted. */
  largerThan: z.number().int().min(0).optional(),
  fault: faultSchema,
})
export type FaultRule = z.infer<typeof faultRuleSchema>
export type FaultRuleInput = z.input<typeof faultRuleSchema>

interface Counted {
  readonly rule: FaultRule
  readonly random: () => number
  seen: number
  used: number
}

/** The rules in force. */
export class FaultBook {
  #rules: Counted[] = []
  #added = 0

  constructor(readonly seed: number) {}

  /** @throws {ZodError} on a rule that is none. */
  add(...rules: readonly FaultRuleInput[]): void {
    for (const input of rules) {
      this.#added += 1
      // A sequence of its own for each rule: adding one does not move another's dice.
      this.#rules.push({
        rule: faultRuleSchema.parse(input),
        random: seededRandom(this.seed + 7919 * this.#added),
        seen: 0,
        used: 0,
      })
    }
  }

  clear(): void {
    this.#rules = []
  }

  /** The rules, and how often each was met. */
  list(): readonly { readonly rule: FaultRule; readonly seen: number; readonly used: number }[] {
    return this.#rules.map(({ rule, seen, used }) => ({ rule, seen, used }))
  }

  /** The fault for the next request of that kind; counts it. `bytes`: the size of its body. */
  next(on: Operation, door: string, bytes = 0): Fault | null {
    let hit: Fault | null = null
    for (const counted of this.#rules) {
      const { rule } = counted
      if (rule.on !== on || (rule.door !== undefined && rule.door !== door)) continue
      if (rule.largerThan !== undefined && bytes <= rule.largerThan) continue
      counted.seen += 1
      // The dice are thrown for every request, so that a rule's sequence does not depend on the others.
      const lucky = rule.probability === undefined || counted.random() < rule.probability
      if (hit !== null || !lucky || !agrees(rule, counted)) continue
      counted.used += 1
      hit = rule.fault
    }
    return hit
  }
}

function agrees(rule: FaultRule, { seen, used }: { readonly seen: number; readonly used: number }): boolean {
  if (rule.times !== undefined && used >= rule.times) return false
  if (rule.nth !== undefined && !(Array.isArray(rule.nth) ? rule.nth : [rule.nth]).includes(seen)) return false
  if (rule.from !== undefined && seen < rule.from) return false
  if (rule.to !== undefined && seen > rule.to) return false
  return rule.every === undefined || seen % rule.every === 0
}
