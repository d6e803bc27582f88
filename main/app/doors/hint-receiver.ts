import type { AppSettings } from '../../../core/settings'
import { openReceiver, type Receiver } from '../../engines/kling/receiver'
import type { Kept } from '../kept/kept'

interface HintReceiverOptions {
  readonly settings: Pick<Kept['settings'], 'value' | 'onChange'>
  readonly onHint: (taskId: string) => void
  /** Why the port of the settings cannot be had. Tasks are asked after all the same. */
  readonly onProblem: (error: unknown) => void
}

/** Receives notices at the port of the settings, wherever that moves to. */
export class HintReceiver {
  readonly #options: HintReceiverOptions
  readonly #stop: () => void
  #port: AppSettings['receiverPort'] = null
  /** The receiver once the last change is made. It never rejects. */
  #receiver: Promise<Receiver | null> = Promise.resolve(null)

  constructor(options: HintReceiverOptions) {
    this.#options = options
    this.#stop = options.settings.onChange(({ receiverPort }) => this.#follow(receiverPort))
    this.#follow(options.settings.value.receiverPort)
  }

  async close(): Promise<void> {
    this.#stop()
    this.#follow(null)
    await this.#receiver
  }

  #follow(port: AppSettings['receiverPort']): void {
    if (port === this.#port) return
    this.#port = port
    this.#receiver = this.#receiver.then(async (before) => {
      await before?.close()
      return port === null ? null : this.#open(port)
    })
  }

  async #open(port: number): Promise<Receiver | null> {
    try {
      return await openReceiver({ port, onHint: this.#options.onHint })
    } catch (error) {
      this.#options.onProblem(error)
      return null
    }
  }
}
