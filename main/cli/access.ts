import { type DoorSettings, defaultDoorSettings, type ServiceAccess } from '../../core/service/access'
import { type DoorId, doors } from '../../core/service/doors'
import { DoorAccess } from '../engines/kling/access'
import { credentialsAt, type Keys, noKeyError } from './keys'

/** The options that say how a door is used. */
export interface DoorFlags {
  readonly endpoint?: string
  readonly concurrency?: number
}

/** The way to the services, with keys from the environment. */
export interface CliAccess extends ServiceAccess {
  /** Ends kept connections; creates under way are awaited. */
  close(): Promise<void>
}

/**
 * Makes ready what leads to some doors. Nothing is sent by that.
 * @throws {AppError} `bad-request` for a key that cannot be one
 */
export function openAccess(needed: readonly DoorId[], keys: Keys, flags: DoorFlags): CliAccess {
  const credentials = new Map(needed.map((door) => [door, credentialsAt(door, keys)]))
  const access = new DoorAccess({
    credentials: async (door) => credentials.get(door) ?? null,
    settings: (door) => settingsOf(door, flags),
  })
  return {
    current: async (door) => {
      const current = await access.current(door)
      const needsKey = current.kind === 'missing' && current.error.code === 'no-key'
      return needsKey ? { ...current, error: noKeyError(door) } : current
    },
    at: (door, endpoint) => access.at(door, endpoint),
    onChange: (listener) => access.onChange(listener),
    close: () => access.close(),
  }
}

/** How a door is used. */
export function settingsOf(door: DoorId, { endpoint, concurrency }: DoorFlags): DoorSettings {
  return {
    ...defaultDoorSettings[door],
    ...(endpoint !== undefined && { endpoint }),
    ...(concurrency !== undefined && { slots: concurrency }),
  }
}

/** Who receives photos: said before any leaves, since naming a paid engine is the consent. */
export function receiverText(door: DoorId, flags: DoorFlags): string {
  const { host } = new URL(settingsOf(door, flags).endpoint)
  return `Working copies of the photos are sent to ${doors[door].name} (${host}).`
}
