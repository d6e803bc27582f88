import { copyFileSync } from 'node:fs'
import type { z } from 'zod'
import type { Log } from '../log'
import { type Members, salvage } from './salvage'

/** A JSON file that is written as a whole or not at all; what cannot be parsed reads as `null`. */
export interface JsonFile {
  readonly path: string
  read(): unknown
  write(value: Readonly<Record<string, unknown>>): void
}

/** How long changes are collected before they are written, ms: a slider or a word being typed is one write. */
const writeDelay = 250

/**
 * An object that outlives the program: in memory at once, on disk soon after. What cannot be understood of the file is
 * the fallback's, and the file is copied before it is written over.
 */
export class KeptObject<Shape extends Members> {
  #value: z.output<z.ZodObject<Shape>>
  #timer: NodeJS.Timeout | null = null
  readonly #listeners = new Set<(value: z.output<z.ZodObject<Shape>>) => void>()

  constructor(
    readonly file: JsonFile,
    schema: z.ZodObject<Shape>,
    fallback: z.output<z.ZodObject<Shape>>,
    readonly log: Pick<Log, 'warn'>,
  ) {
    const { value, isWhole } = salvage(schema, fallback, file.read())
    this.#value = value
    if (!isWhole) this.#putAside()
  }

  get value(): z.output<z.ZodObject<Shape>> {
    return this.#value
  }

  set(value: z.output<z.ZodObject<Shape>>): void {
    this.#value = value
    this.#timer ??= setTimeout(() => this.flush(), writeDelay)
    for (const listener of this.#listeners) listener(value)
  }

  onChange(listener: (value: z.output<z.ZodObject<Shape>>) => void): void {
    this.#listeners.add(listener)
  }

  /** Writes what is not on disk yet, now. A file that cannot be written costs the change, not the program. */
  flush(): void {
    if (this.#timer === null) return
    clearTimeout(this.#timer)
    this.#timer = null
    try {
      this.file.write(this.#value)
    } catch (error) {
      this.log.warn(`${this.file.path} cannot be written`, error)
    }
  }

  #putAside(): void {
    const copy = this.file.path.replace(/\.json$/, `.damaged-${new Date().toISOString().replaceAll(':', '-')}.json`)
    try {
      copyFileSync(this.file.path, copy)
      this.log.warn(
        `${this.file.path} is damaged: what could not be read is as after installing. It is kept as ${copy}.`,
      )
    } catch (error) {
      this.log.warn(`${this.file.path} is damaged and could not be copied`, error)
    }
  }
}
