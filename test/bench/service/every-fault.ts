import type { FaultRuleInput } from '../../simulator/fault-rules'
import { seededRandom } from '../../simulator/random'

/** Larger than the check's create, smaller than any photo's, bytes: faults are for creates that could be charged. */
const photosOnly = 1000

type Fault = FaultRuleInput['fault']

/** What can befall one kind of request: how probable it is, and what. */
type Kinds = Readonly<Record<string, readonly [probability: number, fault: Fault]>>

/** Between two requests that meet a fault for certain there are others, which meet one by chance or none. */
const certainEvery = 2

/** In another order for each seed. */
function shuffled<T>(values: readonly T[], random: () => number): readonly T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value)
}

/** Chances are this share of what is written below: with more of them the waits after troubles, which grow, take over. */
const chance = 0.5

/** Each kind once for certain, early in the batch, and each by chance all along. */
function rules(on: FaultRuleInput['on'], kinds: Kinds, random: () => number): readonly FaultRuleInput[] {
  const base = Object.entries(kinds).map(([name, [probability, fault]]) => ({
    rule: { name: `${on}: ${name}`, on, fault, ...(on === 'create' && { largerThan: photosOnly }) },
    probability,
  }))
  const certain = shuffled(base, random).map(({ rule }, index) => ({ ...rule, nth: (index + 1) * certainEvery }))
  return [...certain, ...base.map(({ rule, probability }) => ({ ...rule, probability: chance * probability }))]
}

const taken = { accept: true } as const
/** Accepted only after the caller was told otherwise, and after a first look that cannot find it. */
const landing = { accept: true, landMs: 1200 } as const

const creates: Kinds = {
  'cut while it is uploaded': [0.03, { reply: { kind: 'cut', afterBytes: 2000 } }],
  'cut, not taken': [0.03, { reply: { kind: 'cut' } }],
  'cut, taken': [0.05, { ...taken, reply: { kind: 'cut' } }],
  'cut, landing': [0.03, { ...landing, reply: { kind: 'cut' } }],
  'half an answer': [0.03, { reply: { kind: 'truncated' } }],
  'server error, not taken': [0.03, { reply: { kind: 'code', code: 5000 } }],
  'server error, taken': [0.03, { ...taken, reply: { kind: 'code', code: 5002 } }],
  'server error, landing': [0.03, { ...landing, reply: { kind: 'code', code: 5001 } }],
  'a page, not taken': [0.02, { reply: { kind: 'html', status: 502 } }],
  'a page, taken': [0.03, { ...taken, reply: { kind: 'html', status: 504 } }],
  'a page with 200, taken': [0.02, { ...taken, reply: { kind: 'html', status: 200 } }],
  'code null, not taken': [0.02, { reply: { kind: 'raw', body: '{"code":null,"message":"busy"}' } }],
  'code null, taken': [0.02, { ...taken, reply: { kind: 'raw', body: '{"code":null,"message":"busy"}' } }],
  'missing route': [0.005, { reply: { kind: 'null-404' } }],
  'nothing, not taken': [0.02, { reply: { kind: 'empty', status: 502 } }],
  'nothing with 200, taken': [0.03, { ...taken, reply: { kind: 'empty', status: 200 } }],
  'a gateway’s error, not taken': [0.02, { reply: { kind: 'openai', status: 500 } }],
  'a gateway’s error, taken': [0.02, { ...taken, reply: { kind: 'openai', status: 503, retryAfter: '1' } }],
  'a gateway’s 429, not taken': [0.02, { reply: { kind: 'openai', status: 429, retryAfter: '1' } }],
  'a gateway’s 429, taken': [0.02, { ...taken, reply: { kind: 'openai', status: 429, retryAfter: '1' } }],
  'too many requests': [0.03, { reply: { kind: 'code', code: 1302, retryAfter: '1' } }],
  'too many tasks': [0.05, { reply: { kind: 'code', code: 1303 } }],
  'wrong types': [0.02, { reply: { kind: 'edit', set: { 'data.task_id': ['17'], 'data.task_info': 'none' } } }],
  'code as text': [0.02, { reply: { kind: 'edit', set: { code: '0' } } }],
  'no data': [0.02, { reply: { kind: 'edit', omit: ['data'] } }],
  'unknown state': [0.02, { reply: { kind: 'edit', set: { 'data.task_status': 7 } } }],
  'slow answer': [0.1, { delayMs: 700 }],
}

const queries: Kinds = {
  cut: [0.03, { reply: { kind: 'cut' } }],
  'half an answer': [0.02, { reply: { kind: 'truncated' } }],
  'server error': [0.03, { reply: { kind: 'code', code: 5000 } }],
  'a page': [0.02, { reply: { kind: 'html', status: 502 } }],
  'a page with 200': [0.005, { reply: { kind: 'html', status: 200 } }],
  nothing: [0.02, { reply: { kind: 'empty', status: 200 } }],
  'code null': [0.02, { reply: { kind: 'raw', body: '{"code":null,"message":null}' } }],
  'missing route': [0.005, { reply: { kind: 'null-404' } }],
  'a gateway’s error': [0.02, { reply: { kind: 'openai', status: 500 } }],
  'too many requests': [0.02, { reply: { kind: 'code', code: 1302, retryAfter: '1' } }],
  'unknown state': [0.02, { reply: { kind: 'edit', set: { 'data.task_status': 'succeeded' } } }],
  'wrong types': [0.02, { reply: { kind: 'edit', set: { 'data.task_result': 'none', 'data.task_id': null } } }],
  'no links': [0.02, { reply: { kind: 'edit', omit: ['data.task_result'] } }],
  'slow answer': [0.05, { delayMs: 600 }],
}

const downloads: Kinds = {
  cut: [0.04, { reply: { kind: 'cut' } }],
  'half of it': [0.04, { reply: { kind: 'truncated' } }],
  'ends early': [0.04, { reply: { kind: 'short-picture' } }],
  'no picture': [0.03, { reply: { kind: 'noise' } }],
  'another shape': [0.03, { reply: { kind: 'other-shape' } }],
  expired: [0.04, { reply: { kind: 'expired' } }],
  'a page': [0.03, { reply: { kind: 'html', status: 200 } }],
  'server error': [0.03, { reply: { kind: 'empty', status: 503 } }],
  slow: [0.06, { delayMs: 500 }],
  'drop by drop': [0.04, { reply: { kind: 'drip', pieces: 6, pauseMs: 80 } }],
}

/** Every fault after which a photo can still be finished, all at once. */
export function everyFault(seed: number): readonly FaultRuleInput[] {
  const random = seededRandom(seed)
  return [
    ...rules('create', creates, random),
    ...rules('query', queries, random),
    ...rules('download', downloads, random),
  ]
}
