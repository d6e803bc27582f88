import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { RequestChannel } from '../../../core/ipc/contract'
import type { Log } from '../log'
import { answer, type Handler } from './answer'

/** One handler per channel of the contract. */
export type Handlers = { readonly [C in RequestChannel]: Handler<C> }

/** The handlers of some rooms of the contract, such as `library`. */
export type HandlersOf<Room extends string> = Pick<Handlers, Extract<RequestChannel, `${Room}:${string}`>>

/** Answers every channel of the contract. `isTrusted` judges who asks. */
export function handleRequests(handlers: Handlers, isTrusted: (event: IpcMainInvokeEvent) => boolean, log: Log): void {
  const handle = <C extends RequestChannel>(channel: C, handler: Handler<C>) =>
    ipcMain.handle(channel, (event, input: unknown) =>
      answer(channel, handler, { trusted: isTrusted(event), input }, log),
    )
  for (const channel of Object.keys(handlers) as RequestChannel[]) handle(channel, handlers[channel])
}
