import { z } from 'zod'
import { errorInfoSchema } from '../errors'
import {
  editorSchema,
  fileNowSchema,
  markSchema,
  marksSnapshotSchema,
  remakeEstimateSchema,
  remakeRequestSchema,
  resultRefSchema,
} from '../gallery'
import { targetSchema } from '../geometry/types'
import { libraryPatchSchema, librarySnapshotSchema, ownChangeSchema } from '../library'
import { logTailSchema, mostLogEntries } from '../log'
import { menuStateSchema } from '../menu-views'
import { moneySettingsSchema } from '../money'
import { mostPresets, userPresetSchema } from '../presets'
import {
  nameReportSchema,
  pauseWaySchema,
  placeSchema,
  prioritySchema,
  queuePatchSchema,
  queueSnapshotSchema,
  startResultSchema,
  unknownChargeSchema,
  unknownChoiceSchema,
} from '../queue'
import { reportFormatSchema } from '../report'
import { checkViewSchema, doorKeySchema } from '../service/access'
import { credentialsSchema } from '../service/credentials'
import { doorIdSchema } from '../service/doors'
import { appSettingsSchema, batchSettingsSchema } from '../settings'
import { storageKindSchema, storageUsageSchema } from '../storage'
import { moreTargetsSchema } from '../targets'
import { watchArrivalSchema, watchViewSchema } from '../watch'
import { aboutSchema, appInfoSchema, licenceSchema, menuCommandSchema, presetImportSchema } from './app'

const none = z.undefined()
const nothing = z.void()
const id = z.string().min(1).max(64)
const ids = z.array(z.string().min(1).max(64)).max(200_000)
const paths = z.array(z.string().min(1).max(32_768)).min(1).max(100_000)
const results = z.array(resultRefSchema).min(1).max(100_000)
/** Some photos or jobs by id, or all there are. */
const selection = z.union([ids, z.literal('all')])

/**
 * Every request the page can make: channel -> what it sends, what it gets. This is the only list; main validates each
 * input against it, and the bridge has one method per channel (`library:add` is `library.add`).
 */
export const requests = {
  'app:info': { input: none, output: appInfoSchema },
  /** A renderer error, for the log. */
  'app:report': { input: z.object({ message: z.string().max(4000), stack: z.string().max(20_000) }), output: nothing },

  'app:about': { input: none, output: aboutSchema },
  'app:licences': { input: none, output: z.array(licenceSchema) },
  /** Opens Chromium's notices in the system's own viewer. */
  'app:open-notices': { input: none, output: nothing },
  /** A report on the program without keys, prompts and paths, for the user to read before anybody else does. */
  'app:diagnostics': { input: none, output: z.object({ text: z.string() }) },
  /** Which view is open, and what can be taken back: the application menu offers what works, and names it. */
  'app:menu-view': { input: menuStateSchema, output: nothing },
  /** Puts text that the page shows on the clipboard. */
  'app:copy': { input: z.object({ text: z.string().min(1).max(200_000) }), output: nothing },
  /** The last entries of the log, without keys. */
  'log:read': { input: z.object({ entries: z.number().int().min(1).max(mostLogEntries) }), output: logTailSchema },
  'log:reveal': { input: none, output: nothing },
  /** What can be had again, and takes up room. */
  'storage:usage': { input: none, output: storageUsageSchema },
  /** Removes what nothing needs; answers with what is left. */
  'storage:clear': { input: z.object({ what: storageKindSchema }), output: storageUsageSchema },

  'settings:get': { input: none, output: appSettingsSchema },
  'settings:update': { input: appSettingsSchema.partial(), output: appSettingsSchema },
  'presets:list': { input: none, output: z.array(userPresetSchema) },
  'presets:save': {
    input: z.object({ name: z.string().max(200), target: targetSchema, moreTargets: moreTargetsSchema.default([]) }),
    output: z.array(userPresetSchema),
  },
  'presets:rename': {
    input: z.object({ id: z.string().max(64), name: z.string().max(200) }),
    output: z.array(userPresetSchema),
  },
  'presets:remove': { input: z.object({ id: z.string().max(64) }), output: z.array(userPresetSchema) },
  /** All presets at once: in another order, or as they were before a change. */
  'presets:replace': {
    input: z.object({ presets: z.array(userPresetSchema).max(mostPresets) }),
    output: z.array(userPresetSchema),
  },
  /** Writes all presets to a file that the user chooses; answers false when the dialog was closed. */
  'presets:export': { input: none, output: z.object({ saved: z.boolean() }) },
  /** Takes in the presets of a file that the user chooses. */
  'presets:import': { input: none, output: presetImportSchema },

  'library:snapshot': { input: none, output: librarySnapshotSchema },
  'library:add': { input: z.object({ paths }), output: nothing },
  /** Text from the clipboard or a drop: file URLs, absolute paths and links, one a line; answers how many were understood. */
  'library:add-text': {
    input: z.object({ text: z.string().max(1_000_000) }),
    output: z.object({ paths: z.number().int(), links: z.number().int() }),
  },
  'library:add-samples': { input: none, output: nothing },
  /** The system's picker; answers false when the user closed it. */
  'library:pick': { input: z.object({ what: z.enum(['folders', 'files']) }), output: z.object({ added: z.boolean() }) },
  'library:cancel-import': { input: none, output: nothing },
  'library:remove': { input: z.object({ ids: selection }), output: nothing },
  /** Brings photos back that were removed since the program started: ids, place, targets and prompts as they were. */
  'library:put-back': { input: z.object({ ids }), output: nothing },
  /** Gives photos targets and prompts, all in one step; answers with what takes exactly that back. */
  'library:set-own': {
    input: z.object({ changes: z.array(ownChangeSchema).max(200_000) }),
    output: z.object({ before: z.array(ownChangeSchema) }),
  },
  'library:reveal': { input: z.object({ id: z.string().max(64) }), output: nothing },

  /** How the watched folders of the settings are; they are changed with the settings. */
  'watch:list': { input: none, output: z.array(watchViewSchema) },
  /** The system's picker for a folder to watch; answers false when the user closed it. */
  'watch:pick': { input: none, output: z.object({ added: z.boolean() }) },
  /** Brings in what was in a folder when watching it began. */
  'watch:take-existing': { input: z.object({ id }), output: nothing },

  'queue:snapshot': { input: none, output: queueSnapshotSchema },
  /**
   * Adds a batch of library photos and starts the queue. `again`: make outputs that exist already once more. An engine
   * that sends photos away is refused with `no-consent` before the user has agreed (settings' `consents`).
   */
  'queue:start': {
    input: z.object({ photos: selection, settings: batchSettingsSchema, again: z.boolean() }),
    output: startResultSchema,
  },
  'queue:set-running': { input: z.object({ running: z.boolean() }), output: nothing },
  'queue:cancel': { input: z.object({ jobs: selection }), output: nothing },
  'queue:retry': { input: z.object({ jobs: selection }), output: nothing },
  'queue:remove': { input: z.object({ jobs: selection }), output: nothing },
  /** Puts jobs, in their order, before another one; `null`: at the end. */
  'queue:move': {
    input: z.object({ jobs: ids, before: z.string().max(64).nullable() }),
    /** Where jobs that got a new place were before. */
    output: z.array(placeSchema).readonly(),
  },
  /** Puts jobs back where they were. */
  'queue:place': { input: z.object({ places: z.array(placeSchema).max(200_000) }), output: nothing },
  'queue:pause': { input: z.object({ way: pauseWaySchema }), output: nothing },
  'queue:set-priority': { input: z.object({ jobs: selection, priority: prioritySchema }), output: nothing },
  /** Takes finished jobs off the queue's list; gallery and history keep them. */
  'queue:clear': { input: z.object({ jobs: selection, cleared: z.boolean() }), output: nothing },
  'queue:hold-batch': { input: z.object({ batch: id, held: z.boolean() }), output: nothing },
  /** What a batch was started with, or one of its jobs, by itself; `null`: an older version did not note it. */
  'queue:batch-settings': {
    input: z.object({ batch: id, job: id.optional() }),
    output: batchSettingsSchema.nullable(),
  },
  /** Writes a report of a batch, or of all (`null`), where the system's dialog says; `null`: it was closed. */
  'queue:export-report': {
    input: z.object({ batch: id.nullable(), format: reportFormatSchema }),
    output: z.object({ file: z.string().nullable(), jobs: z.number().int() }),
  },
  'queue:dismiss-recovery': { input: none, output: nothing },
  /** Lets the jobs run that a batch's pilot held back. */
  'queue:approve-pilot': { input: z.object({ batch: id }), output: nothing },
  /** Changes a batch's cap; its jobs that waited for it go on. */
  'queue:set-budget': {
    input: z.object({ batch: id, units: moneySettingsSchema.shape.budgetPerBatch }),
    output: nothing,
  },
  'queue:unknown-charges': { input: none, output: z.array(unknownChargeSchema) },
  'queue:settle-unknown': { input: z.object({ creates: selection, choice: unknownChoiceSchema }), output: nothing },

  'access:list': { input: none, output: z.array(doorKeySchema) },
  /** The only way of a key: from the form to main's vault, never back. */
  'access:set-key': { input: z.object({ door: doorIdSchema, credentials: credentialsSchema }), output: doorKeySchema },
  'access:remove-key': { input: z.object({ door: doorIdSchema }), output: doorKeySchema },
  /** Whether key and route are good. Never charged. */
  'access:check': { input: z.object({ door: doorIdSchema }), output: checkViewSchema },

  'gallery:reveal': {
    input: z.object({ job: z.string().max(64), variation: z.number().int().min(1) }),
    output: nothing,
  },
  'gallery:open': { input: z.object({ job: z.string().max(64), variation: z.number().int().min(1) }), output: nothing },
  /** The file as it is now. Stars and labels that other programs have written into it become the result's mark. */
  'gallery:look': { input: resultRefSchema, output: fileNowSchema },
  /** Opens it in one of the programs that the user chose. */
  'gallery:open-with': {
    input: resultRefSchema.extend({ editor: z.string().min(1).max(64) }),
    output: nothing,
  },
  /** Lets the user drop the files on another program; to be asked while the pointer drags. */
  'gallery:drag': { input: z.object({ results: results.max(1000) }), output: nothing },
  /** `picture`: of one result, at most 4096 px. `files`: as a file manager copies. `paths`: text, one a line. */
  'gallery:copy': {
    input: z.object({ results: results.max(1000), what: z.enum(['picture', 'files', 'paths']) }),
    output: z.object({ files: z.number().int() }),
  },
  /** What of the results may be put in the trash; asked before the user is. */
  'gallery:trashable': { input: z.object({ results }), output: z.object({ files: z.number().int() }) },
  /** Puts the files of results in the system's trash. The user has been asked. */
  'gallery:trash': {
    input: z.object({ results }),
    output: z.object({ trashed: z.number().int(), failed: z.array(errorInfoSchema) }),
  },
  /** What making results once more would take. */
  'gallery:estimate': { input: remakeRequestSchema, output: remakeEstimateSchema },
  /** Makes results once more and starts the queue. Refused with `budget` when it takes more units than `units`. */
  'gallery:remake': {
    input: remakeRequestSchema.extend({ units: z.number().min(0).max(1_000_000_000) }),
    output: startResultSchema,
  },
  'marks:snapshot': { input: none, output: marksSnapshotSchema },
  'marks:set': {
    input: z.object({
      marks: z
        .array(resultRefSchema.extend({ mark: markSchema }))
        .min(1)
        .max(200_000),
    }),
    output: nothing,
  },
  'editors:list': { input: none, output: z.array(editorSchema) },
  /** The system's file picker for a program; main alone learns what may be started. */
  'editors:pick': { input: none, output: z.array(editorSchema) },
  'editors:remove': { input: z.object({ id: z.string().min(1).max(64) }), output: z.array(editorSchema) },
  /** The system's folder picker for the output folder; `null` when the user closed it. */
  'output:pick-folder': { input: none, output: z.object({ folder: z.string().nullable() }) },
  /** What Start would do with names; a later question takes the place of one that is not answered yet (`cancelled`). */
  'output:check-names': {
    input: z.object({ photos: selection, settings: batchSettingsSchema }),
    output: nameReportSchema,
  },
} as const

/** Every push from main to the page. */
export const pushes = {
  'library:patch': libraryPatchSchema,
  'queue:patch': queuePatchSchema,
  /** Somebody wants to see a batch: a notification of it was clicked. */
  'queue:show-batch': z.object({ batch: z.string() }),
  'marks:patch': marksSnapshotSchema,
  'settings:changed': appSettingsSchema,
  'access:changed': z.array(doorKeySchema),
  'watch:changed': z.array(watchViewSchema),
  'watch:arrived': watchArrivalSchema,
  'menu:command': menuCommandSchema,
  /** Something of the program itself does not work, and all else goes on: for a notice. */
  'app:problem': errorInfoSchema,
} as const

export type RequestChannel = keyof typeof requests
export type RequestInput<C extends RequestChannel> = z.input<(typeof requests)[C]['input']>
export type RequestOutput<C extends RequestChannel> = z.infer<(typeof requests)[C]['output']>
export type PushChannel = keyof typeof pushes
export type PushPayload<C extends PushChannel> = z.infer<(typeof pushes)[C]>
