import { z } from 'zod'
import { blockedReasons } from '../blocked-reasons'
import type { AppError } from '../errors'
import { errorInfoSchema } from '../errors'
import type { ExpandService } from './client'
import { type DoorId, doorIdSchema, doors } from './doors'
import { parseEndpoint } from './endpoint'

/** Slots that are taken for granted until the service says otherwise: what small packs have. */
const defaultSlots = 10

/** Most slots that can be asked for at once. */
export const maxSlots = 100

/** An address in the form in which endpoints are compared: see `parseEndpoint`. */
export const endpointSchema = z
  .string()
  .max(2000)
  .transform((text, context) => {
    const parsed = parseEndpoint(text)
    if (parsed.kind === 'endpoint') return parsed.url
    context.addIssue({ code: 'custom', message: parsed.reason })
    return z.NEVER
  })

/** How a door is used. Holds no key. */
export const doorSettingsSchema = z.object({
  endpoint: endpointSchema,
  /** Slots in use at most; fewer once the service says so. */
  slots: z.number().int().min(1).max(maxSlots),
  /** Where the service posts a task's changes; https, or http on this computer. `null`: nowhere. */
  callbackUrl: endpointSchema.nullable(),
  /** Kling only; `null`: not said. */
  watermark: z.boolean().nullable(),
})
export type DoorSettings = z.infer<typeof doorSettingsSchema>

function defaultsOf(door: DoorId): DoorSettings {
  return { endpoint: doors[door].endpoints[0] ?? '', slots: defaultSlots, callbackUrl: null, watermark: null }
}

export const defaultDoorSettings: Readonly<Record<DoorId, DoorSettings>> = {
  cometapi: defaultsOf('cometapi'),
  kling: defaultsOf('kling'),
}

/** Where a door's key is: nowhere, kept encrypted by the system's keyring, or in memory until the program ends. */
export const keyPlaces = ['none', 'kept', 'session'] as const

/** What the window may know of a door's key. Never the key. */
export const doorKeySchema = z.object({
  door: doorIdSchema,
  place: z.enum(keyPlaces),
  /** One key, or Kling's pair; `null`: there is none. */
  kind: z.enum(['key', 'pair']).nullable(),
  /** Whether this system can keep keys encrypted. */
  canKeep: z.boolean(),
  /** Why a kept key cannot be used: the keyring is locked, or another one. */
  problem: errorInfoSchema.nullable(),
})
export type DoorKey = z.infer<typeof doorKeySchema>

/** `CheckReport` as it crosses a border. */
export const checkViewSchema = z.object({
  ok: z.boolean(),
  key: z.enum(['good', 'bad', 'unknown']),
  create: z.enum(['there', 'missing', 'unclear']),
  query: z.enum(['there', 'missing', 'unclear']),
  error: errorInfoSchema.nullable(),
  reason: z.enum(blockedReasons).nullable(),
})
export type CheckView = z.infer<typeof checkViewSchema>

/** A door as it is set up now, or why it cannot be used. */
export type Access =
  | { readonly kind: 'ready'; readonly service: ExpandService; readonly settings: DoorSettings }
  | { readonly kind: 'missing'; readonly error: AppError; readonly settings: DoorSettings }

/** The way from the queue to the services: keys stay on the other side of it. */
export interface ServiceAccess {
  /** The door as it is set up now: the same service until key, endpoint or proxy changes. Never rejects. */
  current(door: DoorId): Promise<Access>
  /** The same account at another endpoint, where a task was accepted before; `null`: there is no key. */
  at(door: DoorId, endpoint: string): Promise<ExpandService | null>
  /** Calls back after key or settings of a door changed; answers with the function that ends it. */
  onChange(listener: (door: DoorId) => void): () => void
}
