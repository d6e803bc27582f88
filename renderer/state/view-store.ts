import { createStore } from 'zustand/vanilla'
import type { Target } from '../../core/geometry'
import type { LibraryPhoto } from '../../core/library'
import { type View, views } from '../../core/menu-views'
import type { NameReport } from '../../core/queue'
import type { DoorId } from '../../core/service/doors'
import type { ConflictPolicy } from '../../core/settings'
import type { GalleryZoom } from './gallery-zoom'
import { resultId } from './marks-store'
import { noTraits, type PhotoFilter, type TraitFilter } from './photo-filter'
import type { Remake } from './remake'
import { noFilter, type ResultFilter, type ResultSort } from './result-filter'
import { emptySelection, reduceSelection, type Selection, type SelectionAction } from './selection'

export { type View, views }

export const queueFilters = ['all', 'waiting', 'working', 'attention', 'done'] as const
export type QueueFilter = (typeof queueFilters)[number]

/** What waits for the user to say that photos may leave for a door. */
export type ConsentRequest = { readonly door: DoorId } & (StartRequest | { readonly remake: Remake })

/** A Start that waits for something. */
export interface StartRequest {
  readonly photos: readonly string[] | 'all'
  readonly again: boolean
  /** What the user chose before for names that are taken; absent: as the settings have it. */
  readonly conflict?: ConflictPolicy | undefined
}

/** A Start that waits for the user to say what becomes of outputs whose names are taken. */
export interface ConflictRequest {
  readonly photos: readonly string[] | 'all'
  /** Whether photos have more than one target: then it is pictures that are counted. */
  readonly several: boolean
  readonly report: NameReport
}

export const galleryLayouts = ['grid', 'loupe', 'compare'] as const
export type GalleryLayout = (typeof galleryLayouts)[number]

/** Results whose files are to go to the trash, once the user agrees. */
export interface TrashRequest {
  readonly results: readonly string[]
  /** Files that may go. */
  readonly files: number
}

/** A part of the settings that something else leads to. */
export type SettingsPlace = DoorId | 'money' | 'watching' | 'storage' | 'log' | 'diagnostics' | 'about'

/** A photo's own targets and prompt; `null`: it had none of its own. */
export type CopiedSettings = Pick<LibraryPhoto, 'target' | 'moreTargets' | 'prompt'>

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
  /** Which of a photo's targets is shown and changed: 0 is the first; past the end of its list, the last. */
  readonly shownTarget: number
  /** What Copy Settings took from a photo, for Paste Settings; `null`: nothing yet. */
  readonly copied: CopiedSettings | null
  /** The target that the photo in Canvas is being dragged to; `null`: its own. */
  readonly dragged: Target | null
  readonly queueFilter: QueueFilter
  /** The queue shows the requests that may have been charged in place of its jobs. */
  readonly charges: boolean
  /** The view that was asked for takes the keyboard once it is seen, wherever that is then. */
  readonly isEntering: boolean
  /** The batch whose results are shown; `null`: all. */
  readonly galleryBatch: string | null
  readonly galleryLayout: GalleryLayout
  /** How one result is held against its original. */
  readonly galleryStage: 'slider' | 'side'
  /** Where the results are looked at more closely; `null`: they are shown whole. */
  readonly galleryZoom: GalleryZoom | null
  /** Of results; the focus is the one that is shown. */
  readonly gallerySelection: Selection
  readonly galleryFilter: ResultFilter
  readonly gallerySort: ResultSort
  /** Caps Lock is on: a mark goes on to the next result, whatever the settings say. */
  readonly capsLock: boolean
  /** What was marked last, for a screen reader. */
  readonly galleryNews: string
  /** The files that the user is asked about before they go to the trash. */
  readonly trashing: TrashRequest | null
  /** The rarer settings of the output are shown. */
  readonly moreOutput: boolean
  readonly shortcutsOpen: boolean
  /** The list of the user's own presets is open. */
  readonly presetsOpen: boolean
  /** The guide of the first start is open. */
  readonly guide: boolean
  /** A batch is being handed over to the queue. */
  readonly starting: boolean
  readonly consent: ConsentRequest | null
  readonly conflicts: ConflictRequest | null
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
    shownTarget: 0,
    copied: null,
    dragged: null,
    queueFilter: 'all',
    charges: false,
    isEntering: false,
    galleryBatch: null,
    galleryLayout: 'loupe',
    galleryStage: 'slider',
    galleryZoom: null,
    gallerySelection: emptySelection,
    galleryFilter: noFilter,
    gallerySort: 'order',
    capsLock: false,
    galleryNews: '',
    trashing: null,
    moreOutput: false,
    shortcutsOpen: false,
    presetsOpen: false,
    guide: false,
    starting: false,
    consent: null,
    conflicts: null,
    settingsPlace: null,
    promptTooLong: false,
  }))
  return {
    ...store,
    go: (view: View) => store.setState({ view, charges: false, isEntering: false }),
    /** Opens a view and brings the keyboard into it, wherever that was: its own keys work at once. */
    enter: (view: View) =>
      store.setState((state) => ({ view, charges: false, isEntering: state.isEntering || state.view !== view })),
    select: (action: SelectionAction) =>
      store.setState((state) => ({ selection: reduceSelection(state.selection, action) })),
    selectResults: (action: SelectionAction) =>
      store.setState((state) => ({ gallerySelection: reduceSelection(state.gallerySelection, action) })),
    /** Shows the photos of a state, whatever was asked before; `all`: every photo. */
    showPhotos: (filter: PhotoFilter) =>
      store.setState({ view: 'library', filter, search: '', traits: noTraits, folder: null }),
    showJob: (job: string, variation = 1) =>
      store.setState({
        view: 'gallery',
        galleryLayout: 'loupe',
        galleryBatch: null,
        galleryFilter: noFilter,
        gallerySelection: reduceSelection(emptySelection, { type: 'only', id: resultId(job, variation) }),
      }),
    showQueue: (queueFilter: QueueFilter) => store.setState({ view: 'queue', queueFilter, charges: false }),
    showCharges: () => store.setState({ view: 'queue', charges: true }),
    showSettings: (settingsPlace: SettingsPlace) => store.setState({ view: 'settings', settingsPlace }),
    showBatch: (batch: string) =>
      store.setState({ view: 'gallery', galleryBatch: batch, gallerySelection: emptySelection }),
  }
}

export type ViewStore = ReturnType<typeof createViewStore>
