import { z } from 'zod'
import { targetSchema } from './geometry/types'
import { moreTargetsSchema } from './targets'

/** A folder whose new photos come into the library by themselves. */
export const watchFolderSchema = z.object({
  id: z.string().min(1).max(64),
  /** Absolute. */
  path: z.string().min(1).max(32_768),
  /** What its photos get for a target; `null`: the batch's. */
  target: targetSchema.nullable(),
  /** Further targets; they count only where `target` is not `null`. */
  moreTargets: moreTargetsSchema.default([]),
  /** Whether its photos are started by themselves. */
  start: z.boolean(),
})
export type WatchFolder = z.infer<typeof watchFolderSchema>

/**
 * `looking`: what is in it is being looked through. `gone`: it is not there. `unreadable`: it may not be read. `output`:
 * it is one of results, or inside one: nothing comes in from there.
 */
export const watchStates = ['looking', 'watching', 'gone', 'unreadable', 'output'] as const
export const watchStateSchema = z.enum(watchStates)
export type WatchState = z.infer<typeof watchStateSchema>

/** Why photos that should start by themselves were not started. */
export const startHoldSchema = z.enum(['no-consent', 'no-budget', 'failed'])
export type StartHold = z.infer<typeof startHoldSchema>

/** How things stand with one watched folder. */
export const watchViewSchema = z.object({
  id: z.string(),
  state: watchStateSchema,
  /** Photos that were in it when watching began and were not asked for. */
  before: z.number().int(),
  /** Files that have come and are not whole yet, or cannot be opened. */
  waiting: z.number().int(),
  /** Whether the system cannot tell what happens there: it is looked at every now and then. */
  polled: z.boolean(),
  /** What came last; `null`: nothing since the program was started. `at`: ms since 1970. */
  last: z
    .object({
      at: z.number(),
      photos: z.number().int(),
      started: z.number().int(),
      held: startHoldSchema.nullable(),
    })
    .nullable(),
})
export type WatchView = z.infer<typeof watchViewSchema>

/** Photos that came in from a watched folder, one burst at a time. */
export const watchArrivalSchema = z.object({
  folder: z.string(),
  path: z.string(),
  photos: z.number().int(),
  started: z.number().int(),
  held: startHoldSchema.nullable(),
})
export type WatchArrival = z.infer<typeof watchArrivalSchema>
