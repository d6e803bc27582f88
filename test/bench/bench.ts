/** What a bench measured: `value` is held against the limit, `detail` says in words what it was made of. */
export interface Measurement {
  readonly value: number
  readonly detail: string
}

/**
 * One promise about speed or memory. A file `*.bench.ts` exports `benches`, a list of these; `npm run bench` runs each in
 * a process of its own, one after the other, with `gc()` exposed and the checkout as its working folder.
 */
export interface Bench {
  readonly name: string
  /** The most that `value` may be. */
  readonly limit: number
  /** What `value` and `limit` count: `×` for a ratio, `s`, `MB`. */
  readonly unit: string
  run(): Promise<Measurement>
}
