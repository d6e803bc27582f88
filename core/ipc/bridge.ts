import type { PushChannel, PushPayload, RequestChannel, RequestInput, RequestOutput } from './contract'
import type { Result } from './result'

type Camel<S extends string> = S extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S
type Room<C extends string> = C extends `${infer R}:${string}` ? R : never
type Verb<C extends string> = C extends `${string}:${infer V}` ? Camel<V> : never

type Call<C extends RequestChannel> =
  RequestInput<C> extends undefined
    ? () => Promise<Result<RequestOutput<C>>>
    : (input: RequestInput<C>) => Promise<Result<RequestOutput<C>>>

type Requests = {
  readonly [R in Room<RequestChannel>]: {
    readonly [C in RequestChannel as C extends `${R}:${string}` ? Verb<C> : never]: Call<C>
  }
}

/** Listens to a push; the answer stops it. */
type Listen<C extends PushChannel> = (listener: (payload: PushPayload<C>) => void) => () => void

/** `window.outframe`: one named method per channel, nothing generic. `library:add-text` is `library.addText`. */
export type Bridge = Requests & {
  readonly on: {
    readonly libraryPatch: Listen<'library:patch'>
    readonly queuePatch: Listen<'queue:patch'>
    readonly queueShowBatch: Listen<'queue:show-batch'>
    readonly marksPatch: Listen<'marks:patch'>
    readonly settingsChanged: Listen<'settings:changed'>
    readonly accessChanged: Listen<'access:changed'>
    readonly watchChanged: Listen<'watch:changed'>
    readonly watchArrived: Listen<'watch:arrived'>
    readonly menuCommand: Listen<'menu:command'>
    readonly appProblem: Listen<'app:problem'>
  }
  /** Absolute paths of dropped or pasted files, in order; files that have none are left out. */
  readonly pathsOf: (files: readonly File[]) => readonly string[]
}
