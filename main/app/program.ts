import { dirname, join } from 'node:path'
import { app, type BrowserWindow, nativeTheme, session } from 'electron'
import { AppError, toErrorInfo } from '../../core/errors'
import { type Language, resolveLanguage } from '../../core/language'
import type { AppSettings } from '../../core/settings'
import type { Queue } from '../queue/types'
import type { Folders } from '../shared/folders'
import { setAppMenu } from './app-menu'
import { RunWatch } from './attention'
import { BatchWatch } from './batch-watch'
import type { Context } from './context'
import { Desktop } from './desktop'
import { Doors } from './doors/doors'
import { systemProxies } from './doors/system-proxies'
import { goOnAsLeft } from './go-on'
import { handleRequests } from './ipc/handle'
import { createHandlers } from './ipc/handlers'
import { type Kept, openKept } from './kept/kept'
import type { Log } from './log'
import { MainWindow } from './main-window'
import { pageUrl, problemUrl } from './protocols/page-policy'
import { type Problem, serveProblem } from './protocols/problem-page'
import { serveThumbnail } from './protocols/serve-thumbnail'
import { askToQuit } from './quit-question'
import { type UnderWay, underWayIn } from './quit-words'
import { copySamplePhotos } from './sample-photos'
import type { Services } from './services'
import { systemLocale } from './system-locale'
import { type Texts, textsIn } from './texts/texts'
import { KeyFile } from './vault/key-file'
import { systemCipher } from './vault/system-cipher'
import { Vault } from './vault/vault'

/** What stands behind the window, from its first request to the end. */
export class Program {
  readonly #kept: Kept
  readonly #vault: Vault
  readonly #proxies = systemProxies((url) => session.defaultSession.resolveProxy(url), process.env)
  readonly #doors: Doors
  readonly #locale = systemLocale([...app.getPreferredSystemLanguages(), app.getLocale()])
  readonly #context: Context
  readonly #desktop = new Desktop({
    window: () => this.#window.current,
    texts: () => this.#texts,
    keepAwake: () => this.#kept.settings.value.keepAwake,
    onBatch: (batch) => this.#window.push('queue:show-batch', { batch }),
  })
  readonly #runs = new RunWatch((attention) => this.#desktop.show(attention))
  readonly #window: MainWindow
  #services: Promise<Services> | null = null
  #opened: Services | null = null
  #problem: Problem | null = null
  #menuLanguage: Language | null = null

  constructor(
    readonly folders: Folders,
    readonly log: Log,
  ) {
    const profile = app.getPath('userData')
    this.#kept = openKept(profile, log)
    this.#vault = new Vault(new KeyFile(join(profile, 'keys.json'), log), systemCipher, log)
    this.#doors = new Doors({ vault: this.#vault, settings: this.#kept.settings, proxies: this.#proxies })
    this.#window = new MainWindow({
      place: this.#kept.window,
      log,
      asksBeforeQuit: () => this.asksBeforeQuit,
      // What the system cannot watch, a network drive say, is looked at by who comes back from changing it.
      onFocus: () => this.#opened?.lookAgain(),
      onLost: (how) => this.#lose(how),
    })
    this.#context = {
      services: () => this.#openServices(),
      kept: this.#kept,
      vault: this.#vault,
      doors: this.#doors,
      window: () => this.#window.current,
      texts: () => this.#texts,
      locale: this.#locale,
      version: app.getVersion(),
      sampleFolder: () => this.#sampleFolder(),
      log,
    }
  }

  /** Whether there is something that keeps the program from working. */
  get isBroken(): boolean {
    return this.#problem !== null
  }

  /** Whether creates are under way, which leaving does not give up. */
  get isSending(): boolean {
    const queue = this.#opened?.queue
    return queue !== undefined && (queue.isSending() || queue.summary().counts.submitting > 0)
  }

  /** Whether somebody has to be asked before the program ends. */
  get asksBeforeQuit(): boolean {
    return !this.isBroken && this.#kept.settings.value.askBeforeQuit && this.#underWay !== null
  }

  /** Asks whether the program may end, if it has to be asked. */
  async mayQuit(): Promise<boolean> {
    const underWay = this.#underWay
    if (!this.asksBeforeQuit || underWay === null) return true
    const { quit, dontAskAgain } = await askToQuit(this.#window.current, underWay, this.#texts)
    const { settings } = this.#kept
    if (dontAskAgain) settings.set({ ...settings.value, askBeforeQuit: false })
    return quit
  }

  get #underWay(): UnderWay | null {
    return this.#opened && underWayIn(this.#opened.queue.summary())
  }

  /** Serves the window, whose page is on its way already. */
  open(window: BrowserWindow): void {
    this.log.info(`Outframe ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform}`)
    handleRequests(createHandlers(this.#context), (event) => this.#window.isTrusted(event), this.log)
    this.#follow(this.#kept.settings.value)
    this.#kept.settings.onChange((settings) => {
      this.#follow(settings)
      this.#desktop.follow()
      this.#window.push('settings:changed', settings)
    })
    this.#vault.onChange(() => void this.#vault.list().then((keys) => this.#window.push('access:changed', keys)))
    // Somebody may have closed it already.
    if (!window.isDestroyed()) this.#window.adopt(window)
  }

  /** Answers a request under `thumb://`, once library and queue are open. */
  async serveThumbnail(url: string, signal: AbortSignal): Promise<Response> {
    try {
      const { thumbnails } = await this.#openServices()
      return await serveThumbnail(thumbnails, url, signal)
    } catch (error) {
      this.log.warn('A thumbnail was asked for while there is no library', error)
      return new Response(null, { status: 404 })
    }
  }

  /** The page that says what is wrong, if that is what is asked for and something is. */
  answerProblem(url: string): Response | null {
    return url === problemUrl && this.#problem ? serveProblem(this.#problem, this.#language) : null
  }

  /** Wears the theme and speaks the language of the settings. */
  #follow({ theme }: AppSettings): void {
    nativeTheme.themeSource = theme
    if (this.#menuLanguage === this.#language) return
    this.#menuLanguage = this.#language
    setAppMenu(this.#context, (command) => this.#window.push('menu:command', command))
  }

  /** Brings the window to the front; makes one where it was closed. */
  show(): void {
    this.#window.show(this.#problem ? problemUrl : pageUrl)
  }

  #lose(how: string): void {
    // Where not even the problem's page can be shown, trying on would never end.
    if (this.#problem) app.quit()
    else this.fail(new AppError('internal', `The page ended: ${how}.`))
  }

  /** Shows what keeps the program from working, in place of the page. */
  fail(error: unknown): void {
    this.log.error('The program cannot go on', error)
    this.#problem = { error: toErrorInfo(error), logFile: this.log.file }
    this.#window.load(problemUrl)
  }

  /** Leaves the problem's page for the program, if that works now. */
  async tryAgain(): Promise<void> {
    this.#problem = null
    await this.#services?.catch(() => {
      this.#services = null
    })
    await this.#openServices().then(
      () => this.#window.load(pageUrl),
      () => undefined, // has failed the program once more
    )
  }

  /** Leaves everything on disk as the next start wants to find it. */
  async close(): Promise<void> {
    this.#window.destroy()
    if (this.#opened) this.#kept.session.set({ mode: this.#opened.queue.summary().mode })
    await Promise.all([this.#kept.flush(), this.#closeServices().then(() => this.#doors.close())])
  }

  /** Opens library and queue when they are first asked for: the first picture need not wait for SQLite to be loaded. */
  #openServices(): Promise<Services> {
    if (this.#services === null) {
      this.#services = this.#startServices()
      this.#services.catch((error: unknown) => this.fail(error))
    }
    return this.#services
  }

  async #startServices(): Promise<Services> {
    const { openServices } = await import('./services')
    let batches: BatchWatch | null = null
    const services = await openServices({
      stateDir: this.folders.state,
      thumbnailDir: this.folders.thumbnails,
      linkRoot: app.getPath('pictures'),
      version: app.getVersion(),
      settings: this.#kept.settings,
      presets: this.#kept.presets,
      doors: this.#doors,
      proxies: this.#proxies,
      onLibraryPatch: (patch) => this.#window.push('library:patch', patch),
      onWatchChanged: (views) => this.#window.push('watch:changed', views),
      onArrival: (arrival) => this.#window.push('watch:arrived', arrival),
      onQueuePatch: (patch) => {
        this.#window.push('queue:patch', patch)
        this.#runs.update(patch.summary)
        batches?.settle()
      },
      onMarksPatch: (patch) => this.#window.push('marks:patch', patch),
      onProblem: (error) => {
        this.log.warn('Something does not work', error)
        this.#window.push('app:problem', toErrorInfo(error))
      },
      log: this.log,
    })
    this.#opened = services
    batches = this.#watchBatches(services.queue)
    await goOnAsLeft(services.queue, this.#kept.session.value.mode)
    this.#runs.update(services.queue.summary())
    services.library.watch().catch((error: unknown) => this.log.warn('The library was not looked through', error))
    return services
  }

  #watchBatches(queue: Queue): BatchWatch {
    const unitsOf = (batch: string) => queue.snapshot().batches.find(({ id }) => id === batch)?.units ?? 0
    const watch = new BatchWatch(queue.snapshot().jobs, (result) =>
      this.#desktop.notify({ ...result, units: unitsOf(result.batch) }),
    )
    queue.onChange((change) => watch.note(change))
    return watch
  }

  async #closeServices(): Promise<void> {
    const opening = this.#services
    this.#services = null
    this.#opened = null
    const services = await opening?.catch(() => null)
    await services?.close()
  }

  get #language(): Language {
    return resolveLanguage(this.#kept.settings.value.language, this.#locale)
  }

  get #texts(): Texts {
    return textsIn(this.#language)
  }

  #sampleFolder(): Promise<string> {
    const from = app.isPackaged ? join(process.resourcesPath, 'samples') : join(app.getAppPath(), 'assets/samples')
    return copySamplePhotos(from, join(dirname(this.folders.state), 'samples'))
  }
}
