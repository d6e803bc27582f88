import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/**
 * One accepted create: what is charged, and all that its task is. A task's state follows from this and the time, so
 * the ledger alone brings everything back when the simulator is started again.
 */
export const chargeSchema = z.object({
  taskId: z.string(),
  externalTaskId: z.string().nullable(),
  account: z.string(),
  door: z.enum(['cometapi', 'kling']),
  /** Pictures, slots and units: one of each per picture. */
  n: z.number().int(),
  /** ms since 1970. */
  acceptedAt: z.number(),
  takesMs: z.number(),
  end: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('succeed'), images: z.number().int() }),
    z.object({ kind: z.literal('failed'), message: z.string() }),
  ]),
  ratios: z.object({ up: z.number(), right: z.number(), down: z.number(), left: z.number() }),
  prompt: z.string(),
  callbackUrl: z.string().nullable(),
  watermark: z.boolean(),
  upload: z.object({
    /** SHA-256 of the picture's bytes, hex; its file is `uploads/<taskId>`. */
    sha256: z.string(),
    format: z.enum(['jpeg', 'png']),
    width: z.number().int(),
    height: z.number().int(),
    bytes: z.number().int(),
    /** Whether it came as a link. */
    link: z.boolean(),
    metadata: z.object({ exif: z.boolean(), xmp: z.boolean(), iptc: z.boolean(), orientation: z.number().int() }),
  }),
})
export type Charge = z.infer<typeof chargeSchema>

/** What was charged, in a file with one JSON object a line that anybody can read while it grows. */
export class Ledger {
  readonly #charges: Charge[] = []

  /** Reads what the file holds already. @throws {Error} when a line is not a charge. */
  constructor(readonly file: string) {
    if (!existsSync(file)) return
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (line !== '') this.#charges.push(chargeSchema.parse(JSON.parse(line)))
    }
  }

  /** Writes a charge down, at once: it outlives a kill in the next instant. */
  add(charge: Charge): void {
    appendFileSync(this.file, `${JSON.stringify(charge)}\n`)
    this.#charges.push(charge)
  }

  /** Every charge, oldest first. */
  all(): readonly Charge[] {
    return this.#charges
  }

  /** Units charged. */
  units(): number {
    return this.#charges.reduce((sum, { n }) => sum + n, 0)
  }

  /** External ids that were charged more than once; empty unless duplicates are accepted. */
  twice(): readonly string[] {
    const seen = new Set<string>()
    const twice = new Set<string>()
    for (const { account, externalTaskId } of this.#charges) {
      if (externalTaskId === null) continue
      const key = `${account}\n${externalTaskId}`
      if (seen.has(key)) twice.add(externalTaskId)
      seen.add(key)
    }
    return [...twice]
  }
}
