import { contextBridge, ipcRenderer, webFrame, webUtils } from 'electron'
import type { Bridge } from '../core/ipc/bridge'
import type { PushChannel, PushPayload, RequestChannel, RequestInput, RequestOutput } from '../core/ipc/contract'
import type { Result } from '../core/ipc/result'
import { letGoAfterScrolling } from './let-go'

function invoke<C extends RequestChannel>(channel: C, input?: RequestInput<C>): Promise<Result<RequestOutput<C>>> {
  return ipcRenderer.invoke(channel, input)
}

/** The page gets the payload alone: an event would hand it the channel's sender. */
function listen<C extends PushChannel>(channel: C, listener: (payload: PushPayload<C>) => void): () => void {
  const receive = (_event: unknown, payload: PushPayload<C>) => listener(payload)
  ipcRenderer.on(channel, receive)
  return () => {
    ipcRenderer.off(channel, receive)
  }
}

const bridge: Bridge = {
  app: {
    info: () => invoke('app:info'),
    report: (input) => invoke('app:report', input),
    about: () => invoke('app:about'),
    licences: () => invoke('app:licences'),
    openNotices: () => invoke('app:open-notices'),
    diagnostics: () => invoke('app:diagnostics'),
    menuView: (input) => invoke('app:menu-view', input),
    copy: (input) => invoke('app:copy', input),
  },
  log: {
    read: (input) => invoke('log:read', input),
    reveal: () => invoke('log:reveal'),
  },
  storage: {
    usage: () => invoke('storage:usage'),
    clear: (input) => invoke('storage:clear', input),
  },
  settings: {
    get: () => invoke('settings:get'),
    update: (input) => invoke('settings:update', input),
  },
  presets: {
    list: () => invoke('presets:list'),
    save: (input) => invoke('presets:save', input),
    rename: (input) => invoke('presets:rename', input),
    remove: (input) => invoke('presets:remove', input),
    replace: (input) => invoke('presets:replace', input),
    export: () => invoke('presets:export'),
    import: () => invoke('presets:import'),
  },
  library: {
    snapshot: () => invoke('library:snapshot'),
    add: (input) => invoke('library:add', input),
    addText: (input) => invoke('library:add-text', input),
    addSamples: () => invoke('library:add-samples'),
    pick: (input) => invoke('library:pick', input),
    cancelImport: () => invoke('library:cancel-import'),
    remove: (input) => invoke('library:remove', input),
    putBack: (input) => invoke('library:put-back', input),
    setOwn: (input) => invoke('library:set-own', input),
    reveal: (input) => invoke('library:reveal', input),
  },
  watch: {
    list: () => invoke('watch:list'),
    pick: () => invoke('watch:pick'),
    takeExisting: (input) => invoke('watch:take-existing', input),
  },
  queue: {
    snapshot: () => invoke('queue:snapshot'),
    start: (input) => invoke('queue:start', input),
    setRunning: (input) => invoke('queue:set-running', input),
    cancel: (input) => invoke('queue:cancel', input),
    retry: (input) => invoke('queue:retry', input),
    remove: (input) => invoke('queue:remove', input),
    move: (input) => invoke('queue:move', input),
    dismissRecovery: () => invoke('queue:dismiss-recovery'),
    approvePilot: (input) => invoke('queue:approve-pilot', input),
    setBudget: (input) => invoke('queue:set-budget', input),
    unknownCharges: () => invoke('queue:unknown-charges'),
    settleUnknown: (input) => invoke('queue:settle-unknown', input),
    place: (input) => invoke('queue:place', input),
    pause: (input) => invoke('queue:pause', input),
    setPriority: (input) => invoke('queue:set-priority', input),
    clear: (input) => invoke('queue:clear', input),
    holdBatch: (input) => invoke('queue:hold-batch', input),
    batchSettings: (input) => invoke('queue:batch-settings', input),
    exportReport: (input) => invoke('queue:export-report', input),
  },
  access: {
    list: () => invoke('access:list'),
    setKey: (input) => invoke('access:set-key', input),
    removeKey: (input) => invoke('access:remove-key', input),
    check: (input) => invoke('access:check', input),
  },
  gallery: {
    reveal: (input) => invoke('gallery:reveal', input),
    open: (input) => invoke('gallery:open', input),
    look: (input) => invoke('gallery:look', input),
    openWith: (input) => invoke('gallery:open-with', input),
    drag: (input) => invoke('gallery:drag', input),
    copy: (input) => invoke('gallery:copy', input),
    trashable: (input) => invoke('gallery:trashable', input),
    trash: (input) => invoke('gallery:trash', input),
    estimate: (input) => invoke('gallery:estimate', input),
    remake: (input) => invoke('gallery:remake', input),
  },
  marks: {
    snapshot: () => invoke('marks:snapshot'),
    set: (input) => invoke('marks:set', input),
  },
  editors: {
    list: () => invoke('editors:list'),
    pick: () => invoke('editors:pick'),
    remove: (input) => invoke('editors:remove', input),
  },
  output: {
    pickFolder: () => invoke('output:pick-folder'),
    checkNames: (input) => invoke('output:check-names', input),
  },
  on: {
    libraryPatch: (listener) => listen('library:patch', listener),
    queuePatch: (listener) => listen('queue:patch', listener),
    queueShowBatch: (listener) => listen('queue:show-batch', listener),
    marksPatch: (listener) => listen('marks:patch', listener),
    settingsChanged: (listener) => listen('settings:changed', listener),
    accessChanged: (listener) => listen('access:changed', listener),
    watchChanged: (listener) => listen('watch:changed', listener),
    watchArrived: (listener) => listen('watch:arrived', listener),
    menuCommand: (listener) => listen('menu:command', listener),
    appProblem: (listener) => listen('app:problem', listener),
  },
  pathsOf: (files) => files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== ''),
}

contextBridge.exposeInMainWorld('outframe', bridge)
letGoAfterScrolling(window, () => webFrame.clearCache())
