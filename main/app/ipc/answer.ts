import { z } from 'zod'
import { AppError, toErrorInfo } from '../../../core/errors'
import { type RequestChannel, type RequestOutput, requests } from '../../../core/ipc/contract'
import type { Result } from '../../../core/ipc/result'
import type { Log } from '../log'

/** What a handler gets: the page's input after it was checked. */
export type Checked<C extends RequestChannel> = z.output<(typeof requests)[C]['input']>

/** Answers one channel. What it throws becomes the result's error. */
export type Handler<C extends RequestChannel> = (input: Checked<C>) => RequestOutput<C> | Promise<RequestOutput<C>>

/**
 * Answers one request, and never throws: the sender is judged first, then the input, then the handler runs.
 * @param trusted whether it came from the window's own page.
 */
export async function answer<C extends RequestChannel>(
  channel: C,
  handler: Handler<C>,
  request: { readonly trusted: boolean; readonly input: unknown },
  log: Pick<Log, 'warn' | 'error'>,
): Promise<Result<RequestOutput<C>>> {
  try {
    if (!request.trusted) throw new AppError('bad-request', `A sender that is not the window asked for ${channel}.`)
    return { ok: true, value: await handler(checked(channel, request.input)) }
  } catch (error) {
    const info = toErrorInfo(error)
    if (info.code === 'internal') log.error(`${channel} failed`, error)
    else if (info.code === 'bad-request') log.warn(`${channel} was refused: ${info.message}`)
    return { ok: false, error: info }
  }
}

/** The contract once more, as a type that ties each channel to its own input. */
const contract: { readonly [C in RequestChannel]: { readonly input: z.ZodType<Checked<C>> } } = requests

function checked<C extends RequestChannel>(channel: C, input: unknown): Checked<C> {
  const parsed = contract[channel].input.safeParse(input)
  if (parsed.success) return parsed.data
  throw new AppError('bad-request', `${channel} got something else than expected: ${z.prettifyError(parsed.error)}`)
}
