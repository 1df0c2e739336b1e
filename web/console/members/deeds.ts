/** What is done for each of many members, and how it is taken back. Each has a key of its own, so that nobody is served twice. */
import type { Bulk, Subject } from '../../ui/bulk.ts'
import { ask, regulars } from '../../ui/server.ts'

export const whats = ['tag', 'untag', 'coupon', 'points', 'suspend'] as const
export type What = (typeof whats)[number]

export type Asked = {
  readonly tag?: string
  readonly offer?: string
  readonly validDays?: number | null
  readonly wallet?: string
  readonly amount?: number
  readonly reason?: string
  readonly code?: string
  readonly reference?: string
}

type Deed = Pick<Bulk, 'act' | 'undo'>
type Keyed = Asked & { readonly key: string }

export function deedOf(what: What, asked: Keyed): Deed {
  switch (what) {
    case 'tag':
      return { act: tagging(asked, true), undo: tagging(asked, false) }
    case 'untag':
      return { act: tagging(asked, false), undo: tagging(asked, true) }
    case 'coupon':
      return issuing(asked)
    case 'points':
      return { act: adjusting(asked, 1), undo: adjusting(asked, -1) }
    case 'suspend':
      return suspending(asked)
  }
}

function tagging({ tag = '' }: Keyed, wanted: boolean) {
  const text = tag.trim()
  return async ({ id: memberId }: Subject): Promise<boolean> => {
    const path = { memberId }
    const { tags, revision } = await ask(regulars.GET('/v1/members/{memberId}', { params: { path } }))
    if (tags.includes(text) === wanted) return false
    const changed = wanted ? [...tags, text] : tags.filter((each) => each !== text)
    await ask(regulars.PATCH('/v1/members/{memberId}', { params: { path }, body: { tags: changed, revision } }))
    return true
  }
}

function issuing({ offer = '', validDays, key }: Keyed): Deed {
  const codes = new Map<string, string>()
  return {
    async act({ id: memberId }) {
      const params = { path: { memberId }, header: { 'idempotency-key': `${key}:${memberId}` } }
      const body = { offer, giftable: false, ...(typeof validDays === 'number' ? { validDays } : {}) }
      const { code } = await ask(regulars.POST('/v1/members/{memberId}/coupons', { params, body }))
      codes.set(memberId, code)
      return true
    },
    async undo({ id }) {
      const code = codes.get(id)
      if (code === undefined) return false
      await ask(regulars.POST('/v1/coupons/{code}/void', { params: { path: { code } } }))
      return true
    },
  }
}

/** What waits for a second person changed nothing yet, so there is nothing to take back. */
function adjusting({ wallet = '', amount = 0, reason = '', code, reference, key }: Keyed, sign: 1 | -1) {
  return async ({ id: memberId }: Subject): Promise<boolean> => {
    const params = { path: { memberId }, header: { 'idempotency-key': `${key}:${memberId}:${sign}` } }
    const evidence = {
      ...(code === undefined ? {} : { reasonCode: code }),
      ...(reference === undefined || reference.trim() === '' ? {} : { reference: reference.trim() }),
    }
    const body = { wallet, amount: amount * sign, reason, ...evidence }
    const answer = await ask(regulars.POST('/v1/members/{memberId}/adjustments', { params, body }))
    return !('approvalId' in answer)
  }
}

function suspending({ reason = '' }: Keyed): Deed {
  return {
    async act({ id: memberId }) {
      await ask(regulars.POST('/v1/members/{memberId}/suspend', { params: { path: { memberId } }, body: { reason } }))
      return true
    },
    async undo({ id: memberId }) {
      await ask(regulars.POST('/v1/members/{memberId}/reactivate', { params: { path: { memberId } } }))
      return true
    },
  }
}
