import { copyFileSync } from 'node:fs'
import type { z } from 'zod'
import type { Log } from '../log'
import { type Members, salvage } from './salvage'

/** A JSON file that is written as a whole or not at all. No file reads as `undefined`, a damaged one as `null`. */
export interface JsonFile {
  readonly path: string
  read(): unknown
  write(value: Readonly<Record<string, unknown>>): Promise<void>
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
  /** The last write begun; it never rejects. */
  #written: Promise<void> = Promise.resolve()
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
    this.#timer ??= setTimeout(() => void this.flush(), writeDelay)
    for (const listener of this.#listeners) listener(value)
  }

  /** Calls back after every change; answers with the function that ends it. */
  onChange(listener: (value: z.output<z.ZodObject<Shape>>) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Resolves once all changes so far are on disk. A file that cannot be written costs the change, not the program. */
  flush(): Promise<void> {
    if (this.#timer !== null) {
      clearTimeout(this.#timer)
      this.#timer = null
      this.#written = this.#written.then(() => this.#write())
    }
    return this.#written
  }

  async #write(): Promise<void> {
    try {
      await this.file.write(this.#value)
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
