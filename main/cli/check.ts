import type { CheckLine } from '../../core/cli-schema'
import { type ErrorInfo, toErrorInfo } from '../../core/errors'
import type { CheckView } from '../../core/service/access'
import { type DoorId, doors, isDoor } from '../../core/service/doors'
import { keyVariables } from '../shared/key-variables'
import { openAccess, settingsOf } from './access'
import type { Context } from './context'
import { exitCodes } from './exit-codes'
import type { CheckFlags } from './flags'
import { shown } from './words'

/** `check`: says whether an engine's key is good and its route there. Never charged. */
export async function check(flags: CheckFlags, context: Context): Promise<number> {
  const { engine } = flags
  const view = isDoor(engine) ? await doorView(engine, flags, context) : nothingNeeded
  const endpoint = isDoor(engine) ? settingsOf(engine, flags).endpoint : null
  const line: CheckLine = { event: 'check', engine, endpoint, ...view }
  context.terminal.out(flags.json ? JSON.stringify(line) : textOf(line))
  return line.ok ? exitCodes.done : exitCodes.incomplete
}

/** What is true of an engine that has neither. */
const nothingNeeded: CheckView = { ok: true, key: 'good', create: 'there', query: 'there', error: null, reason: null }

async function doorView(door: DoorId, flags: CheckFlags, { keys, signal }: Context): Promise<CheckView> {
  const access = openAccess([door], keys, flags)
  try {
    const current = await access.current(door)
    if (current.kind === 'missing') {
      const error = toErrorInfo(current.error)
      return { ok: false, key: 'unknown', create: 'unclear', query: 'unclear', error, reason: 'no-key' }
    }
    const { error, ...report } = await current.service.check({ signal })
    return { ...report, error: error && advised(door, toErrorInfo(error)) }
  } finally {
    await access.close()
  }
}

/** An error with what is to be done here, on the command line. */
function advised(door: DoorId, { code, message }: ErrorInfo): ErrorInfo {
  const advice = code === 'bad-key' ? keyAdvice(door) : code === 'no-route' && door === 'cometapi' ? routeAdvice : null
  return { code, message: advice === null ? message : `${message} ${advice}` }
}

function keyAdvice(door: DoorId): string {
  const pair = doors[door].keyPair ? ` or ${keyVariables.accessKey} and ${keyVariables.secretKey}` : ''
  return `It was taken from ${keyVariables.key}${pair}.`
}

const routeAdvice =
  'CometAPI documents image expansion, but did not route it on 2026-03-13. Use --engine kling with a key of Kling, or --engine local.'

const words = {
  key: { good: 'good', bad: 'refused', unknown: 'not known' },
  route: { there: 'there', missing: 'missing', unclear: 'not known' },
} as const

function textOf({ engine, endpoint, ok, key, create, query, error }: CheckLine): string {
  if (!isDoor(engine)) return 'The local engine needs no key and no network.'
  return [
    `${doors[engine].name} at ${shown(endpoint ?? '')}`,
    `Key: ${words.key[key]}`,
    `Route to expand photos: ${words.route[create]}`,
    `Route to ask for results: ${words.route[query]}`,
    ...(error ? [shown(error.message)] : []),
    ...(ok ? ['Ready. Nothing was charged.'] : []),
  ].join('\n')
}
