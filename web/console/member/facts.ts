/** Facts in words. A kind that this console does not know yet is shown as it is, with what it says. */

import { useFormat } from '../../ui/format.ts'
import { useNaming } from '../../ui/programme.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { Fact } from './queries.ts'
import { useReasons } from './reasons.ts'

const known = [
  'member.enrolled',
  'member.became-member',
  'member.updated',
  'member.identified',
  'member.identity-removed',
  'member.suspended',
  'member.closed',
  'member.reactivated',
  'member.note-written',
  'member.note-changed',
  'member.note-taken-back',
  'member.household-joined',
  'member.household-role',
  'member.household-left',
  'member.erased',
  'member.merged',
  'member.merge-undone',
  'order.confirmed',
  'order.returned',
  'order.cancelled',
  'order.reopened',
  'order.claimed',
  'coupon.issued',
  'coupon.claimed',
  'coupon.given',
  'benefit.used',
  'benefit.use-undone',
  'benefit.given',
  'points.redeemed',
  'points.adjusted',
  'points.held',
  'points.hold-released',
  'points.hold-lapsed',
  'points.released',
  'points.expired',
  'points.cancelled',
  'points.reinstated',
  'points.terms-changed',
  'points.carried',
  'points.exchanged',
  'points.transfer-sent',
  'points.transfer-arrived',
  'points.transfer-returned',
  'points.approval-asked',
  'points.approval-refused',
  'tier.changed',
  'tier.will-change',
  'tier.placed',
  'tier.placement-ended',
] as const

const callers = ['staff', 'key', 'member', 'import', 'system'] as const
const identities = ['phone', 'email', 'card', 'number', 'wechat-openid', 'wechat-unionid', 'external'] as const

const householdRoles = ['head', 'adult', 'child'] as const

type Data = Fact['data']

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

export function useFactSentence(): (fact: Fact) => string {
  const { t } = useTranslation()
  const details = useDetails()
  const by = useBy()
  return ({ kind, data }) => {
    const found = known.find((each) => each === kind)
    if (found === undefined) return t('timeline.unknown', { kind, data: JSON.stringify(data) })
    return `${t(`facts.${found}`, details(data))}${by(data)}`
  }
}

function useBy(): (data: Data) => string {
  const { t } = useTranslation()
  return ({ by }) => {
    if (typeof by !== 'object' || by === null || !('kind' in by)) return ''
    const caller = callers.find((each) => each === by.kind)
    return caller === undefined || caller === 'system' ? '' : ` ${t(`timeline.by.${caller}`)}`
  }
}

/** Everything that a sentence may speak of; each uses what it needs. */
function useDetails() {
  const { t } = useTranslation()
  const format = useFormat()
  const naming = useNaming()
  const { inWords } = useReasons()
  return (data: Data) => {
    const wallet = text(data['wallet'])
    const ladder = text(data['ladder'])
    const [from, to] = [text(data['from']), text(data['to'])]
    const currency = text(data['currency'])
    const role = householdRoles.find((each) => each === data['role'])
    const identity = identities.find((each) => each === data['identity'])
    const money = (minor: unknown) => (currency === '' ? '' : format.money(number(minor), currency))
    return {
      number: text(data['number']),
      code: text(data['code']),
      benefit: naming.benefitName(text(data['benefit'])),
      uses: format.number(number(data['uses'])),
      net: money(data['netMinor']),
      refund: money(data['refundMinor']),
      earned:
        sums(
          data['earned'],
          naming.wallets.map(({ code }) => code),
          format.points,
        ) || t('timeline.nothing'),
      points: wallet === '' ? '' : format.points(Math.abs(number(data['amount'])), wallet),
      change: wallet === '' ? '' : format.change(number(data['amount']), wallet),
      reason: inWords(text(data['reason'])),
      version: text(data['version']),
      event: text(data['event']),
      gave: format.points(number(data['gave']), from),
      received: format.points(number(data['received']), to),
      from: naming.tierName(ladder, from),
      to: naming.tierName(ladder, to),
      tier: naming.tierName(ladder, text(data['tier'])),
      day: text(data['at']) === '' ? '' : format.day(text(data['at'])),
      identity: identity === undefined ? text(data['identity']) : t(`identities.${identity}`),
      role: role === undefined ? text(data['role']) : t(`household.roles.${role}`),
      origin:
        [data['channel'], data['store']]
          .map(text)
          .filter((part) => part !== '')
          .join(' · ') || t('timeline.nowhere'),
      fields: Array.isArray(data['fields']) ? format.list(data['fields'].map(text)) : '',
    }
  }
}

/** “120 points, 96 growth” of amounts by wallet. */
function sums(value: unknown, wallets: readonly string[], points: (amount: number, wallet: string) => string): string {
  if (typeof value !== 'object' || value === null) return ''
  const amounts = new Map(Object.entries(value))
  return wallets
    .flatMap((wallet) => (number(amounts.get(wallet)) > 0 ? [points(number(amounts.get(wallet)), wallet)] : []))
    .join(' · ')
}
