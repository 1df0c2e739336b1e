/** What comes of a basket, under both programmes: what is to pay, what is earned, and why. */
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useFormat } from '../../../../ui/format.ts'
import { type Definition, useNaming } from '../../../../ui/programme.ts'
import type { Trouble } from '../../../../ui/server.ts'
import { Loading, useSentence } from '../../../../ui/states.tsx'
import { saidIn, textOf, useSaid } from '../../../../ui/texts.ts'
import { useTranslation } from '../../../../ui/translation.ts'
import { useEditing } from '../editing.tsx'
import {
  type Compared,
  compared,
  type Evaluated,
  type OfferCell,
  type Pair,
  type Row,
  type RuleCell,
} from './compare.ts'

type Props = {
  readonly currency: string
  readonly sides: Pair<Evaluated | undefined>
  readonly troubles: Pair<Trouble | null>
}

const both = ['published', 'draft'] as const

export function Outcome({ currency, sides, troubles }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const names = useNames()
  if (both.every((side) => sides[side] === undefined && troubles[side] === null)) return <Loading rows={4} />
  const shown = compared(sides)
  const money = (minor: number) => format.money(minor, currency)
  return (
    <table className="trying-table">
      <thead>
        <tr>
          <td />
          {both.map((side) => (
            <th key={side} scope="col">
              {t(`trying.sides.${side}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <Troubles troubles={troubles} />
        <Sums of={shown} names={names} money={money} />
        <Offers of={shown} names={names} money={money} />
        <Rules of={shown} names={names} />
      </tbody>
    </table>
  )
}

function Troubles({ troubles }: { readonly troubles: Pair<Trouble | null> }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  if (both.every((side) => troubles[side] === null)) return null
  return (
    <tr>
      <th scope="row">{t('trying.impossible')}</th>
      {both.map((side) => {
        const trouble = troubles[side]
        return (
          <td key={side} className="bad">
            {trouble === null ? '' : sentence(trouble)}
          </td>
        )
      })}
    </tr>
  )
}

type Names = ReturnType<typeof useNames>
type PartProps = { readonly of: Compared; readonly names: Names }
type MoneyProps = PartProps & { readonly money: (minor: number) => string }

function Sums({ of: { due, off, points, tiers }, names, money }: MoneyProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <Line title={t('trying.due')} row={due} show={money} strong />
      <Line title={t('trying.off')} row={off} show={money} />
      {points.map((row) => (
        <Line
          key={row.key}
          title={names.wallet(row.key)}
          row={row}
          strong
          absent={t('trying.nothing')}
          show={(amount) => `${format.number(amount)} ${names.unit(row.key)}`}
        />
      ))}
      {tiers.map((row) => (
        <Line
          key={row.key}
          title={names.ladder(row.key)}
          row={row}
          absent={t('trying.asBefore')}
          show={({ before, tier }) => `${names.tier(before)} → ${names.tier(tier)}`}
        />
      ))}
    </>
  )
}

function Offers({ of: { offers, idle }, names, money }: MoneyProps) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  return (
    <>
      <Heading title={t('editing.sections.offers')} empty={offers.length === 0 ? t('trying.noOffers') : undefined} />
      {[...offers, ...(all ? idle : [])].map((row) => (
        <Line
          key={row.key}
          title={names.offer(row.sides.draft ?? row.sides.published)}
          row={{ ...row, differs: row.differs && !idle.includes(row) }}
          absent={t('trying.notThere')}
          show={(cell) => <OfferShown cell={cell} money={money} />}
        />
      ))}
      {idle.length === 0 ? null : (
        <tr>
          <td colSpan={3}>
            <Button type="link" size="small" className="bare" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? t('trying.lessOffers') : t('trying.moreOffers', { count: idle.length })}
            </Button>
          </td>
        </tr>
      )}
    </>
  )
}

function Rules({ of: { rules }, names }: PartProps) {
  const { t } = useTranslation()
  return (
    <>
      <Heading
        title={t('editing.sections.earningRules')}
        empty={rules.length === 0 ? t('trying.noRules') : undefined}
      />
      {rules.map((row) => (
        <Line
          key={row.key}
          title={names.rule(row.sides.draft?.rule ?? row.sides.published?.rule ?? '')}
          row={row}
          absent={t('trying.notThere')}
          show={(rule) => <RuleShown rule={rule} unit={names.unit(rule.wallet)} tierName={names.tier} />}
        />
      ))}
    </>
  )
}

type LineProps<T> = {
  readonly title: ReactNode
  readonly row: Row<T>
  readonly show: (value: T) => ReactNode
  /** Where an answer has no such thing. */
  readonly absent?: string
  readonly strong?: boolean
}

function Line<T>({ title, row: { sides, differs }, show, absent = '', strong = false }: LineProps<T>) {
  const { t } = useTranslation()
  return (
    <tr className={`${strong ? 'trying-strong' : ''} ${differs ? 'trying-differs' : ''}`}>
      <th scope="row">
        {title}
        {differs ? <span className="trying-mark">{t('trying.differs')}</span> : null}
      </th>
      {both.map((side) => {
        const value = sides[side]
        return <td key={side}>{value === undefined ? <span className="quiet">{absent}</span> : show(value)}</td>
      })}
    </tr>
  )
}

function Heading({ title, empty }: { readonly title: string; readonly empty: string | undefined }) {
  return (
    <>
      <tr className="trying-heading">
        <th colSpan={3} scope="rowgroup">
          {title}
        </th>
      </tr>
      {empty === undefined ? null : (
        <tr>
          <td colSpan={3} className="quiet">
            {empty}
          </td>
        </tr>
      )}
    </>
  )
}

function OfferShown({ cell, money }: { readonly cell: OfferCell; readonly money: (minor: number) => string }) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  if (cell.whyNot !== null) return <span className="quiet">{answered(cell.whyNot)}</span>
  return (
    <>
      {cell.minor === 0 ? null : <div>{t('orders.reduced', { money: money(cell.minor) })}</div>}
      {cell.gifts.map(({ sku, quantity }) => (
        <div key={sku}>{t('orders.gift', { sku, quantity })}</div>
      ))}
      {cell.minor === 0 && cell.gifts.length === 0 ? t('trying.applies') : null}
    </>
  )
}

type RuleProps = { readonly rule: RuleCell; readonly unit: string; readonly tierName: (code: string) => string }

function RuleShown({ rule, unit, tierName }: RuleProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { points, percent, tier, whyNot } = rule
  if (whyNot !== null) return <span className="quiet">{t(`trying.whyNot.${whyNot}`)}</span>
  const times = { factor: format.number(percent / 100), tier: tier === null ? '' : tierName(tier) }
  return (
    <>
      {format.number(points)} {unit}
      {percent === 100 ? null : <div className="quiet">{t('orders.times', times)}</div>}
    </>
  )
}

/** Names as the draft has them, then as the version in force has them. */
function useNames() {
  const { definition, language } = useEditing()
  const published = useNaming()
  const drafted = <T extends { code: string }>(parts: readonly T[] | undefined, code: string): T | undefined =>
    parts?.find((each) => each.code === code)
  const tierIn = ({ ladders }: Definition, code: string) =>
    drafted(
      ladders.flatMap(({ tiers }) => tiers),
      code,
    )
  return {
    wallet: (code: string) => textOf(drafted(definition.wallets, code)?.name, language) ?? published.walletName(code),
    unit: (code: string) => textOf(drafted(definition.wallets, code)?.unit, language) ?? published.walletUnit(code),
    ladder: (code: string) => textOf(drafted(definition.ladders, code)?.name, language) ?? published.ladderName(code),
    tier: (code: string) => textOf(tierIn(definition, code)?.name, language) ?? published.anyTierName(code),
    rule: (code: string) => {
      // What an offer gives in points is a rule under the offer's code.
      const [, offer] = /^offer:(.*)\/\d+$/.exec(code) ?? []
      const own = offer === undefined ? drafted(definition.earningRules, code) : drafted(definition.offers, offer)
      return textOf(own?.name, language) ?? published.ruleName(code)
    },
    offer: (cell: OfferCell | undefined): string => {
      const name =
        textOf(drafted(definition.offers, cell?.offer ?? '')?.name, language) ??
        saidIn(cell?.name, language) ??
        cell?.offer ??
        ''
      const coupon = cell?.coupon ?? ''
      return coupon === '' ? name : `${name} ${coupon}`.trim()
    },
  }
}
