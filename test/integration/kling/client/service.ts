import type { CreateRequest, ExpandService } from '../../../../core/service/client'
import type { DoorId } from '../../../../core/service/doors'
import type { Timeouts } from '../../../../main/engines/kling/channel'
import { openService, type ServiceOptions } from '../../../../main/engines/kling/service'
import type { Simulator } from '../../../simulator/simulator'
import { keys, picture } from '../simulator/calls'

/** Short enough for a test to wait for, long enough for a busy machine. */
const timeouts: Partial<Timeouts> = { connectMs: 2000 }

/** The client under test, at one of the simulator's doors. */
export function openDoor(simulator: Simulator, door: DoorId, options: Partial<ServiceOptions> = {}): ExpandService {
  return openService({
    door,
    endpoint: simulator[door],
    credentials: { kind: 'key', key: keys[door] },
    ...options,
    timeouts: { ...timeouts, ...options.timeouts },
  })
}

const data = await picture(600, 400)
let ids = 0

/** A create that nothing is wrong with, under an id of its own. */
export function request(changes: Partial<CreateRequest> = {}): CreateRequest {
  ids += 1
  return {
    externalTaskId: `create-${process.pid}-${ids}`,
    image: { kind: 'bytes', data },
    ratios: { up: 0.1, right: 0.25, down: 0.2, left: 0.25 },
    prompt: '',
    n: 1,
    ...changes,
  }
}

export const fresh = { resent: false } as const
export const resent = { resent: true } as const
