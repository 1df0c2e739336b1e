/** The lists of a definition: what stands in each, how a new one begins, and the form that changes it. */
import type { ReactNode } from 'react'
import type { Language, Written } from '../../../ui/preferences.ts'
import { textOf } from '../../../ui/texts.ts'
import { BenefitForm } from './benefit.tsx'
import { type Bound, moved, row, without } from './bound.ts'
import { type Definition, freeCode, type Names } from './definition.ts'
import type { Said } from './editing.tsx'
import { LadderForm } from './ladder.tsx'
import { OfferForm } from './offer.tsx'
import { RuleForm } from './rule.tsx'
import { CostForm, ExchangeForm, GroupForm, IssueForm, ReasonForm, TransferForm } from './smaller.tsx'
import { WalletForm } from './wallet.tsx'

export const sectionNames = [
  'wallets',
  'earningRules',
  'ladders',
  'benefits',
  'offers',
  'offerGroups',
  'couponIssues',
  'exchanges',
  'transfers',
  'adjustmentReasons',
  'costs',
] as const
export type SectionName = (typeof sectionNames)[number]

/** What a new item is called; those without a code of their own need nothing. */
export type Naming = { readonly code: string; readonly name: Names }

export type Item = {
  /** Its code; its place where it has none. */
  readonly key: string
  readonly code: string | undefined
  readonly title: string
  readonly value: object
}

export type Section = {
  readonly name: SectionName
  readonly coded: boolean
  /** What must be there before one can be added; undefined when nothing is missing. */
  readonly needs: (definition: Definition) => 'couponOffers' | 'twoWallets' | 'spendable' | undefined
  readonly items: (definition: Definition, language: Language) => Item[]
  readonly sentence: (said: Said[Written], key: string) => string | undefined
  /** With the new item at the end. */
  readonly added: (definition: Definition, naming: Naming) => Definition
  readonly copied: (definition: Definition, index: number) => Definition
  readonly removed: (definition: Definition, index: number) => Definition
  readonly moved: (definition: Definition, index: number, by: number) => Definition
  readonly form: (whole: Bound<Definition>, index: number) => ReactNode
}

type Made<T> = {
  readonly name: SectionName
  readonly list: (definition: Definition) => T[]
  readonly put: (definition: Definition, list: T[]) => Definition
  readonly title: (item: T, definition: Definition, language: Language) => string
  readonly fresh: (naming: Naming, definition: Definition) => T
  readonly form: (of: Bound<T>) => ReactNode
  readonly recoded?: (item: T, code: string) => T
  readonly needs?: Section['needs']
  readonly sentence?: Section['sentence']
}

const codeIn = (item: object): string | undefined =>
  'code' in item && typeof item.code === 'string' ? item.code : undefined

function section<T extends object>(made: Made<T>): Section {
  const { name, list, put, title, fresh, form, recoded } = made
  const codes = (definition: Definition) => list(definition).map((item) => codeIn(item) ?? '')
  return {
    name,
    coded: recoded !== undefined,
    needs: made.needs ?? (() => undefined),
    items: (definition, language) =>
      list(definition).map((item, index) => ({
        key: codeIn(item) ?? String(index),
        code: codeIn(item),
        title: title(item, definition, language),
        value: item,
      })),
    sentence: made.sentence ?? (() => undefined),
    added: (definition, naming) => put(definition, [...list(definition), fresh(naming, definition)]),
    copied: (definition, index) => {
      const all = list(definition)
      const item = all[index]
      if (item === undefined) return definition
      const copy = recoded?.(item, freeCode(codeIn(item) ?? '', codes(definition))) ?? { ...item }
      return put(definition, all.toSpliced(index + 1, 0, copy))
    },
    removed: (definition, index) => put(definition, without(list(definition), index)),
    moved: (definition, index, by) => put(definition, moved(list(definition), index, by)),
    form: (whole, index) => {
      const all = list(whole.value)
      const item = all[index]
      const of: Bound<T[]> = { value: all, onChange: (next) => whole.onChange(put(whole.value, next)), place: name }
      return item === undefined ? null : form(row(of, index, item))
    },
  }
}

const named = ({ name }: { name: Names }, _definition: Definition, language: Language) => textOf(name, language)
const nameOf = (parts: readonly { code: string; name: Names }[], code: string, language: Language) =>
  textOf(parts.find((each) => each.code === code)?.name, language) ?? code
const orNone = <T,>(list: T[]): T[] | undefined => (list.length === 0 ? undefined : list)
const said = (list: readonly { code: string; sentence: string }[], key: string) =>
  list.find(({ code }) => code === key)?.sentence

const spendable = ({ wallets }: Definition) => wallets.filter(({ purpose }) => purpose === 'spend')

const FRESH_PERCENT = { kind: 'percent', basisPoints: 1_000, of: 'goods', base: 'remaining' } as const

const all: readonly Section[] = [
  section({
    name: 'wallets',
    list: ({ wallets }) => wallets,
    put: (definition, wallets) => ({ ...definition, wallets }),
    title: named,
    recoded: (item, code) => ({ ...item, code }),
    fresh: (naming) => ({
      ...naming,
      unit: { ...naming.name },
      purpose: 'spend' as const,
      pending: { kind: 'none' as const },
      expiry: { kind: 'rolling' as const, months: 12, roundUpTo: 'month' as const },
      debt: 'owe' as const,
    }),
    form: (of) => <WalletForm of={of} />,
    sentence: ({ wallets }, key) => said(wallets, key),
  }),
  section({
    name: 'earningRules',
    list: ({ earningRules }) => earningRules,
    put: (definition, earningRules) => ({ ...definition, earningRules }),
    title: named,
    recoded: (item, code) => ({ ...item, code }),
    fresh: (naming, { wallets }) => ({
      ...naming,
      wallet: wallets[0]?.code ?? '',
      earn: { by: 'amount' as const, points: 1, perUnits: 1 },
      rounding: 'floor' as const,
    }),
    form: (of) => <RuleForm of={of} />,
    sentence: ({ earningRules }, key) => said(earningRules, key),
  }),
  section({
    name: 'ladders',
    list: ({ ladders }) => ladders,
    put: (definition, ladders) => ({ ...definition, ladders }),
    title: named,
    recoded: (item, code) => ({ ...item, code }),
    fresh: (naming, { wallets }) => ({
      ...naming,
      ...walletFor(wallets.find(({ purpose }) => purpose === 'status')?.code),
      tiers: [{ code: 'regular', name: { en: '', 'zh-CN': '' }, reach: 0, keep: 0, pointsPercent: 100 }],
    }),
    form: (of) => <LadderForm of={of} />,
    sentence: ({ ladders }, key) => {
      const ladder = ladders.find(({ code }) => code === key)
      return ladder === undefined ? undefined : [ladder.sentence, ...ladder.tiers.map(tierSaid)].join(' ')
    },
  }),
  section({
    name: 'benefits',
    list: ({ benefits }) => benefits ?? [],
    put: (definition, benefits) => ({ ...definition, benefits: orNone(benefits) }),
    title: named,
    recoded: (item, code) => ({ ...item, code }),
    fresh: (naming) => ({ ...naming, gives: { kind: 'quota' as const, per: 'month' as const } }),
    form: (of) => <BenefitForm of={of} />,
    sentence: ({ benefits }, key) => said(benefits, key),
  }),
  section({
    name: 'offers',
    list: ({ offers }) => offers ?? [],
    put: (definition, offers) => ({ ...definition, offers: orNone(offers) }),
    title: named,
    recoded: (item, code) => ({ ...item, code }),
    fresh: (naming, { offerGroups }) => ({
      ...naming,
      group: offerGroups?.[0]?.code ?? '',
      priority: 0,
      needs: 'nothing' as const,
      gives: [FRESH_PERCENT],
    }),
    form: (of) => <OfferForm of={of} />,
    sentence: ({ offers }, key) => said(offers, key),
  }),
  section({
    name: 'offerGroups',
    list: ({ offerGroups }) => offerGroups ?? [],
    put: (definition, offerGroups) => ({ ...definition, offerGroups: orNone(offerGroups) }),
    title: named,
    recoded: (item, code) => ({ ...item, code }),
    fresh: (naming) => ({ ...naming, mode: 'all' as const }),
    form: (of) => <GroupForm of={of} />,
    sentence: ({ offerGroups }, key) => said(offerGroups, key),
  }),
  section({
    name: 'couponIssues',
    list: ({ couponIssues }) => couponIssues ?? [],
    put: (definition, couponIssues) => ({ ...definition, couponIssues: orNone(couponIssues) }),
    title: named,
    recoded: (item, code) => ({ ...item, code }),
    needs: ({ offers = [] }) => (offers.some(({ needs }) => needs === 'coupon') ? undefined : 'couponOffers'),
    fresh: (naming, { offers = [] }) => ({
      ...naming,
      offer: offers.find(({ needs }) => needs === 'coupon')?.code ?? '',
      on: 'member.enrolled' as const,
      validDays: 30,
    }),
    form: (of) => <IssueForm of={of} />,
    sentence: ({ couponIssues }, key) => said(couponIssues, key),
  }),
  section({
    name: 'exchanges',
    list: ({ exchanges }) => exchanges ?? [],
    put: (definition, exchanges) => ({ ...definition, exchanges: orNone(exchanges) }),
    title: ({ from, to, give, receive }, { wallets }, language) =>
      `${give} ${nameOf(wallets, from, language)} → ${receive} ${nameOf(wallets, to, language)}`,
    needs: (definition) => {
      if (spendable(definition).length === 0) return 'spendable'
      return definition.wallets.length < 2 ? 'twoWallets' : undefined
    },
    fresh: (_naming, definition) => {
      const from = spendable(definition)[0]?.code ?? ''
      return { from, to: definition.wallets.find(({ code }) => code !== from)?.code ?? '', give: 100, receive: 1 }
    },
    form: (of) => <ExchangeForm of={of} />,
  }),
  section({
    name: 'transfers',
    list: ({ transfers }) => transfers ?? [],
    put: (definition, transfers) => ({ ...definition, transfers: orNone(transfers) }),
    title: ({ wallet }, { wallets }, language) => nameOf(wallets, wallet, language),
    needs: (definition) => (spendable(definition).length === 0 ? 'spendable' : undefined),
    fresh: (_naming, definition) => ({ wallet: spendable(definition)[0]?.code ?? '' }),
    form: (of) => <TransferForm of={of} />,
  }),
  section({
    name: 'adjustmentReasons',
    list: ({ adjustmentReasons }) => adjustmentReasons ?? [],
    put: (definition, adjustmentReasons) => ({ ...definition, adjustmentReasons: orNone(adjustmentReasons) }),
    title: named,
    recoded: (item, code) => ({ ...item, code }),
    fresh: (naming) => ({ ...naming, direction: 'both' as const }),
    form: (of) => <ReasonForm of={of} />,
  }),
  section({
    name: 'costs',
    list: ({ costs }) => costs ?? [],
    put: (definition, costs) => ({ ...definition, costs: orNone(costs) }),
    title: ({ sku, currency }) => `${sku === '' ? '…' : sku} · ${currency}`,
    fresh: (_naming, { currencies }) => ({
      sku: '',
      currency: currencies === 'any' ? 'CNY' : (currencies[0] ?? 'CNY'),
      minor: 0,
    }),
    form: (of) => <CostForm of={of} />,
  }),
]

const walletFor = (wallet: string | undefined) => (wallet === undefined ? {} : { wallet })
const tierSaid = ({ name, sentence }: { name: string; sentence: string }) => `${name}: ${sentence}`

export const sections: ReadonlyMap<string, Section> = new Map(all.map((each) => [each.name, each]))
