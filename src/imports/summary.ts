/** What an import did, in figures that add up to the file's: every line is in exactly one class. */
import { sql } from 'kysely'
import type { AccountsService, WalletTotals } from '../accounts/service.ts'
import type { ImportId } from '../base/ids.ts'
import type { MembersService } from '../members/service.ts'
import { type Database, row, rows, type Tx } from '../platform/postgres/database.ts'
import type { Definition } from '../programme/definition.ts'
import { type Counted, census } from '../tiers/census.ts'

export const lineClasses = [
  'members',
  'guests',
  'returnsMatched',
  'returnsUnmatched',
  'adjustments',
  'rejected',
] as const
export type LineClass = (typeof lineClasses)[number]

export type Summary = {
  /** Below the heading, without blank lines; the classes sum to the total. */
  readonly lines: Readonly<Record<LineClass | 'total', number>>
  /** Orders of members and of guests that stand. */
  readonly orders: number
  readonly memberOrders: number
  readonly guestOrders: number
  /** Members who are named in the file. */
  readonly members: number
  /** Σ of all lines in minor units after discounts, what was given back below zero: the file's own total. */
  readonly revenueMinor: number
  readonly revenueByClass: Readonly<Record<LineClass, number>>
  readonly currencies: readonly string[]
  /** Pieces given back: with a purchase, without one, and lines of which only a part found one. */
  readonly returns: {
    readonly quantityMatched: number
    readonly quantityUnmatched: number
    readonly linesPartlyMatched: number
  }
  readonly remainders: Readonly<Record<string, number>>
  readonly rejections: Readonly<Record<string, number>>
  /** Of the whole programme after the import, in its spending wallet. */
  readonly points: { readonly earned: number; readonly returned: number; readonly outstanding: number }
  readonly tiers: Readonly<Record<string, number>>
  readonly seconds: number
}

type ClassRow = { class: LineClass; lines: number; minor: number }

/** A returned line of which a part found a purchase is matched; an order line is a member's when it has a customer. */
function classes(on: Database | Tx, importId: ImportId): Promise<ClassRow[]> {
  return rows(
    on,
    sql<ClassRow>`
      with matched as (select distinct line_no from import_matches where import_id = ${importId}::uuid)
      select class, count(*) as lines, sum(minor) as minor
      from (
        select
          case
            when j.line_no is not null then 'rejected'
            when l.kind = 'return' then case when m.line_no is null then 'returnsUnmatched' else 'returnsMatched' end
            when l.kind in ('fee', 'adjustment') or r.line_no is not null then 'adjustments'
            when l.customer is null then 'guests'
            else 'members'
          end as class,
          l.amount_minor - sign(l.amount_minor)::bigint * l.discount_minor as minor
        from import_lines l
        left join matched m on m.line_no = l.line_no
        left join import_rejections j on j.import_id = l.import_id and j.line_no = l.line_no
        left join import_remainders r on r.import_id = l.import_id and r.line_no = l.line_no
        where l.import_id = ${importId}::uuid
        union all
        select 'rejected', j.amount_minor
        from import_rejections j
        where j.import_id = ${importId}::uuid
          and not exists (select from import_lines l where l.import_id = j.import_id and l.line_no = j.line_no)
      ) classified
      group by class`,
  )
}

type OrderRow = { guest: boolean; orders: number }

/** Orders that stand: those whose lines were refused when they were applied are not among them. */
function standing(on: Database | Tx, importId: ImportId): Promise<OrderRow[]> {
  return rows(
    on,
    sql<OrderRow>`
      select customer is null as guest, count(*) as orders
      from import_orders o
      where import_id = ${importId}::uuid and side = 'sale'
        and number not in (
          select l.number from import_rejections j
          join import_lines l on l.import_id = j.import_id and l.line_no = j.line_no
          where j.import_id = ${importId}::uuid and l.kind <> 'return'
        )
      group by 1`,
  )
}

type CountRow = { name: string; count: number }

function reasons(on: Database | Tx, importId: ImportId): Promise<CountRow[]> {
  return rows(
    on,
    sql<CountRow>`
      select reason as name, count(*) as count from import_rejections where import_id = ${importId}::uuid group by reason order by reason`,
  )
}

function remainderKinds(on: Database | Tx, importId: ImportId): Promise<CountRow[]> {
  return rows(
    on,
    sql<CountRow>`
      select class || ': ' || reason as name, count(*) as count from import_remainders
      where import_id = ${importId}::uuid group by class, reason order by class, reason`,
  )
}

type Extent = { members: number; matched: number; unmatched: number; partly: number; currencies: string[] }

async function extent(on: Database | Tx, importId: ImportId): Promise<Extent> {
  const found = await row(
    on,
    sql<Extent>`
      select
        (select count(distinct member_id) from import_customers where import_id = ${importId}::uuid) as members,
        (select coalesce(sum(quantity), 0) from import_matches where import_id = ${importId}::uuid) as matched,
        (select coalesce(sum(quantity), 0) from import_remainders where import_id = ${importId}::uuid and class = 'return') as unmatched,
        (select count(*) from import_remainders r where import_id = ${importId}::uuid and class = 'return' and exists (
          select from import_matches m where m.import_id = r.import_id and m.line_no = r.line_no)) as partly,
        (select coalesce(array_agg(distinct currency order by currency), '{}') from import_lines where import_id = ${importId}::uuid)
          as currencies`,
  )
  if (found === undefined) throw new Error('an aggregate gave no row')
  return found
}

/** Of the programme's side of the books: points given, taken back with goods, and what members hold now. */
function pointsOf(totals: readonly WalletTotals[], wallet: string): Summary['points'] {
  const sumOf = (wanted: (each: WalletTotals) => boolean): number =>
    totals.filter((each) => each.wallet === wallet && wanted(each)).reduce((sum, each) => sum + each.amount, 0)
  const issued = (direction: 'in' | 'out') => sumOf((each) => each.counter === 'issued' && each.direction === direction)
  const balance = sumOf((each) => each.direction === 'in') - sumOf((each) => each.direction === 'out')
  return { earned: issued('in'), returned: issued('out'), outstanding: balance }
}

/** Members on each tier of the first ladder. */
function tiersOf(
  { ladders }: Definition,
  counted: Counted,
  members: Readonly<Record<string, number>>,
): Record<string, number> {
  const [ladder] = ladders
  if (ladder === undefined) return {}
  return Object.fromEntries(census(ladder, counted, members).map(({ tier, members: some }) => [tier, some]))
}

export type Books = {
  readonly accounts: Pick<AccountsService, 'totals' | 'tierCounts'>
  readonly members: Pick<MembersService, 'counts'>
}

/** Reads everything that an import left behind. */
export async function summaryOf(
  on: Database | Tx,
  importId: ImportId,
  { accounts, members, definition }: Books & { definition: Definition },
): Promise<Omit<Summary, 'seconds'>> {
  const found = await classes(on, importId)
  const orders = await standing(on, importId)
  const size = await extent(on, importId)
  const totals = await accounts.totals()
  const ofClass = (of: 'lines' | 'minor') =>
    Object.fromEntries(lineClasses.map((name) => [name, found.find((each) => each.class === name)?.[of] ?? 0]))
  const sumOf = (of: 'lines' | 'minor') => found.reduce((sum, each) => sum + each[of], 0)
  const ordersOf = (guest: boolean) => orders.find((each) => each.guest === guest)?.orders ?? 0
  return {
    lines: { total: sumOf('lines'), ...everyClass(ofClass('lines')) },
    orders: ordersOf(false) + ordersOf(true),
    memberOrders: ordersOf(false),
    guestOrders: ordersOf(true),
    members: size.members,
    revenueMinor: sumOf('minor'),
    revenueByClass: everyClass(ofClass('minor')),
    currencies: size.currencies,
    returns: {
      quantityMatched: size.matched,
      quantityUnmatched: size.unmatched,
      linesPartlyMatched: size.partly,
    },
    remainders: countsOf(await remainderKinds(on, importId)),
    rejections: countsOf(await reasons(on, importId)),
    points: pointsOf(totals, definition.wallets.find((each) => each.purpose === 'spend')?.code ?? ''),
    tiers: tiersOf(definition, await accounts.tierCounts(), await members.counts()),
  }
}

function everyClass(counts: Record<string, number>): Record<LineClass, number> {
  const of = (name: LineClass) => counts[name] ?? 0
  return {
    members: of('members'),
    guests: of('guests'),
    returnsMatched: of('returnsMatched'),
    returnsUnmatched: of('returnsUnmatched'),
    adjustments: of('adjustments'),
    rejected: of('rejected'),
  }
}

function countsOf(counts: readonly CountRow[]): Record<string, number> {
  return Object.fromEntries(counts.map(({ name, count }) => [name, count]))
}
