import { createHash, randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { authenticate, standingRefusal } from './auth'
import type { Context } from './context'
import type { TaskFault } from './fault-rules'
import type { Charge } from './ledger'
import type { Account, DoorName } from './options'
import { type Picture, readPicture } from './picture'
import { type Refusal, refusal } from './refusal'
import { type CreateBody, readCreate } from './request-rules'

/** What the service made of a create. */
export type Decision =
  | { readonly kind: 'accepted'; readonly charge: Charge }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly externalTaskId: string | null }

/** A create as it came in. */
export interface CreateCall {
  readonly door: DoorName
  readonly authorization: string | undefined
  readonly text: string
}

/**
 * Decides a create as the service would, and charges it when it is accepted. Everything that takes time comes first:
 * from the count of slots to the ledger nothing else can come between.
 */
export async function decide(context: Context, call: CreateCall, fault: TaskFault | undefined): Promise<Decision> {
  const refused = (reason: Refusal, externalTaskId: string | null = null): Decision => ({
    kind: 'refused',
    refusal: reason,
    externalTaskId,
  })
  const account = authenticate(call.authorization, call.door, context.options().accounts, context.now())
  if ('code' in account) return refused(account)
  const standing = standingRefusal(account)
  if (standing) return refused(standing)
  const body = readCreate(call.text, call.door)
  if ('code' in body) return refused(body)
  const picture = await readPicture(body.image)
  if ('code' in picture) return refused(picture, body.externalTaskId)
  const limit = limitRefusal(context, account, body)
  if (limit) return refused(limit, body.externalTaskId)
  const taskId = randomBytes(12).toString('hex')
  writeFileSync(join(context.folder, 'uploads', taskId), picture.data)
  const charge = chargeOf(context, { taskId, account, door: call.door, body, picture, fault })
  context.tasks.accept(charge)
  context.callbacks.watch(charge)
  return { kind: 'accepted', charge }
}

/** Content, uniqueness, money and slots, in the order in which a caller would rather be told. */
function limitRefusal(context: Context, account: Account, body: CreateBody): Refusal | null {
  const { refusedWords, duplicates } = context.options()
  if (refusedWords.some((word) => body.prompt.includes(word))) return refusal(1301)
  if (
    body.externalTaskId !== null &&
    duplicates !== 'accept' &&
    context.tasks.hasExternalId(account.name, body.externalTaskId)
  ) {
    return refusal(duplicates.code, 'external_task_id already exists', duplicates.status)
  }
  const spent = context.tasks.ledger
    .all()
    .reduce((sum, { account: name, n }) => sum + (name === account.name ? n : 0), 0)
  if (account.balance !== null && spent + body.n > account.balance) return refusal(1102)
  return context.tasks.slotsInUse(account.name) + body.n > account.slots ? refusal(1303) : null
}

function chargeOf(
  context: Context,
  parts: {
    readonly taskId: string
    readonly account: Account
    readonly door: DoorName
    readonly body: CreateBody
    readonly picture: Picture
    readonly fault: TaskFault | undefined
  },
): Charge {
  const { taskId, account, door, body, picture, fault } = parts
  const { min, max } = context.options().taskMs
  const drawn = min + (max - min) * context.random()
  return {
    taskId,
    externalTaskId: body.externalTaskId,
    account: account.name,
    door,
    n: body.n,
    acceptedAt: context.now(),
    takesMs: fault?.kind === 'takes' ? fault.ms : drawn,
    end:
      fault?.kind === 'fails'
        ? { kind: 'failed', message: fault.message }
        : { kind: 'succeed', images: fault?.kind === 'fewer-images' ? Math.min(fault.images, body.n) : body.n },
    ratios: { up: body.up, right: body.right, down: body.down, left: body.left },
    prompt: body.prompt,
    callbackUrl: body.callbackUrl,
    watermark: body.watermark,
    upload: {
      sha256: createHash('sha256').update(picture.data).digest('hex'),
      format: picture.format,
      width: picture.width,
      height: picture.height,
      bytes: picture.data.length,
      link: /^https?:/i.test(body.image),
      metadata: picture.metadata,
    },
  }
}
