/** What a version says about points that members give each other: checked, and in words. */
import type { Locale, Words } from '../base/refusals.ts'
import { grouped } from '../base/text.ts'
import type { Definition, Period, Transfer, WalletDefinition } from './definition.ts'
import { cannotBeSpent, noLadder, noTier, notLessThan, noWallet, walletTwice } from './problems.ts'

/** The rules for giving from a wallet; undefined when it is not allowed. */
export function transferOf(definition: Definition, wallet: string): Transfer | undefined {
  return definition.transfers?.find((each) => each.wallet === wallet)
}

/** The first mistake, with its place below `transfers[index]`. */
export function mistakeInTransfer(
  transfer: Transfer,
  index: number,
  definition: Definition,
): { part: string; problem: Words } | undefined {
  const { wallet: code, least = 1, most, tiers } = transfer
  const wallet = definition.wallets.find((each) => each.code === code)
  if (wallet === undefined) return { part: 'wallet', problem: noWallet(code) }
  if (wallet.purpose !== 'spend') return { part: 'wallet', problem: cannotBeSpent(code) }
  const earlier = definition.transfers?.slice(0, index).some((each) => each.wallet === code)
  if (earlier === true) return { part: 'wallet', problem: walletTwice(code) }
  if (most !== undefined && most < least) return { part: 'most', problem: notLessThan(least) }
  if (tiers === undefined) return undefined
  const ladder = definition.ladders.find((each) => each.code === tiers.ladder)
  if (ladder === undefined) return { part: 'tiers.ladder', problem: noLadder(tiers.ladder) }
  const unknown = tiers.codes.find((tier) => ladder.tiers.every((each) => each.code !== tier))
  return unknown === undefined ? undefined : { part: 'tiers.codes', problem: noTier(unknown) }
}

const periods: Readonly<Record<Period, readonly [string, string]>> = {
  day: ['a day', '每天'],
  week: ['a week', '每周'],
  month: ['a month', '每月'],
  year: ['a year', '每年'],
  lifetime: ['in a lifetime', '终身'],
}

/** How a wallet's points can be given to others; empty when they cannot. */
export function transferInWords({ code, unit }: WalletDefinition, definition: Definition, locale: Locale): string {
  const transfer = transferOf(definition, code)
  if (transfer === undefined) return ''
  const zh = locale === 'zh-CN'
  const { least, most, caps = [], feePercent, tiers } = transfer
  const ladder = definition.ladders.find((each) => each.code === tiers?.ladder)
  const names = ladder?.tiers.filter((tier) => tiers?.codes.includes(tier.code)).map((tier) => tier.name[locale]) ?? []
  const limits = [
    ...(least === undefined ? [] : [zh ? `每次至少 ${grouped(least)}` : `at least ${grouped(least)} at once`]),
    ...(most === undefined ? [] : [zh ? `每次最多 ${grouped(most)}` : `at most ${grouped(most)} at once`]),
    ...caps.map(({ points, per }) =>
      zh ? `${periods[per][1]}最多 ${grouped(points)}` : `at most ${grouped(points)} ${periods[per][0]}`,
    ),
    ...(feePercent === undefined ? [] : [zh ? `手续费 ${feePercent}%` : `for a fee of ${feePercent} %`]),
    ...(names.length === 0 ? [] : [zh ? `仅限${names.join('、')}` : `by ${names.join(', ')} only`]),
  ]
  const how = limits.length === 0 ? '' : zh ? `（${limits.join('，')}）` : ` (${limits.join(', ')})`
  return zh ? `；${unit[locale]}可转赠${how}` : `; ${unit[locale]} can be given to another member${how}`
}
