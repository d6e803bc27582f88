import { createStore } from 'zustand/vanilla'
import type { Target } from '../../core/geometry'
import type { DoorId } from '../../core/service/doors'
import { noTraits, type PhotoFilter, type TraitFilter } from './photo-filter'
import { emptySelection, reduceSelection, type Selection, type SelectionAction } from './selection'

export const views = ['library', 'canvas', 'queue', 'gallery', 'settings'] as const
export type View = (typeof views)[number]

export const queueFilters = ['all', 'waiting', 'working', 'attention', 'done'] as const
export type QueueFilter = (typeof queueFilters)[number]

/** A Start that waits for the user to say that photos may leave for a door. */
export interface ConsentRequest {
  readonly door: DoorId
  readonly photos: readonly string[] | 'all'
  readonly again: boolean
}

/** A part of the settings that something else leads to. */
export type SettingsPlace = DoorId | 'money'

/** What only the window knows: where the user is. Nothing of it outlives the window. */
export interface ViewState {
  readonly view: View
  readonly search: string
  readonly filter: PhotoFilter
  readonly traits: TraitFilter
  /** The folder whose photos are shown, absolute; `null`: all. */
  readonly folder: string | null
  /** Folders of the tree that are folded up. */
  readonly folded: ReadonlySet<string>
  /** The menu of photos is open there, CSS px from the window's corner. */
  readonly photoMenu: { readonly x: number; readonly y: number } | null
  readonly selection: Selection
  /** Size of the cells while the hand is on the slider, px; `null`: as in the settings. */
  readonly cellEdge: number | null
  /** The target that the photo in Canvas is being dragged to; `null`: its own. */
  readonly dragged: Target | null
  readonly queueFilter: QueueFilter
  /** The queue shows the requests that may have been charged in place of its jobs. */
  readonly charges: boolean
  /** The batch whose results are shown; `null`: all. */
  readonly galleryBatch: string | null
  /** The job shown in the gallery; `null`: the first there is. */
  readonly galleryJob: string | null
  readonly galleryVariation: number
  /** The rarer settings of the output are shown. */
  readonly moreOutput: boolean
  readonly shortcutsOpen: boolean
  /** A batch is being handed over to the queue. */
  readonly starting: boolean
  readonly consent: ConsentRequest | null
  /** Where the settings scroll to when they open. */
  readonly settingsPlace: SettingsPlace | null
  /** The prompt's field holds more than may be sent: nothing starts until it is shorter. */
  readonly promptTooLong: boolean
}

export function createViewStore() {
  const store = createStore<ViewState>(() => ({
    view: 'library',
    search: '',
    filter: 'all',
    traits: noTraits,
    folder: null,
    folded: new Set(),
    photoMenu: null,
    selection: emptySelection,
    cellEdge: null,
    dragged: null,
    queueFilter: 'all',
    charges: false,
    galleryBatch: null,
    galleryJob: null,
    galleryVariation: 1,
    moreOutput: false,
    shortcutsOpen: false,
    starting: false,
    consent: null,
    settingsPlace: null,
    promptTooLong: false,
  }))
  return {
    ...store,
    go: (view: View) => store.setState({ view, charges: false }),
    select: (action: SelectionAction) =>
      store.setState((state) => ({ selection: reduceSelection(state.selection, action) })),
    /** Shows the photos of a state, whatever was asked before; `all`: every photo. */
    showPhotos: (filter: PhotoFilter) =>
      store.setState({ view: 'library', filter, search: '', traits: noTraits, folder: null }),
    showJob: (job: string, variation = 1) =>
      store.setState({ view: 'gallery', galleryJob: job, galleryVariation: variation }),
    showQueue: (queueFilter: QueueFilter) => store.setState({ view: 'queue', queueFilter, charges: false }),
    showCharges: () => store.setState({ view: 'queue', charges: true }),
    showSettings: (settingsPlace: SettingsPlace) => store.setState({ view: 'settings', settingsPlace }),
    showBatch: (batch: string) => store.setState({ view: 'gallery', galleryBatch: batch, galleryJob: null }),
  }
}

export type ViewStore = ReturnType<typeof createViewStore>
