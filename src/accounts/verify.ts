/** The laws of the books, checked on what is stored: set-based where SQL can say it, entry by entry where it cannot. */
import { sql } from 'kysely'
import { asId, type MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { type Check, checkOf, EXAMPLES_AT_MOST } from '../platform/postgres/checks.ts'
import { rows, type Tx } from '../platform/postgres/database.ts'
import { type Account, noHash } from './account.ts'
import { expiryFromHistory } from './inactivity.ts'
import { placements } from './qualifying.ts'
import { seal } from './seal.ts'
import { allEntries, allLots, loadAccounts, type Reads, type SealedEntry } from './store.ts'

export type { Reads } from './store.ts'

const entryCount = sql<{ rows: number }>`select count(*) as rows from entries`
const walletCount = sql<{ rows: number }>`select count(*) as rows from wallets`

/** What SQL can say of L1 to L4. All of it is read in one snapshot. */
export async function verifyBooks(tx: Tx): Promise<Check[]> {
  return [
    await checkOf(tx, 'L1', 'what leaves one account arrives in another: the lots of an entry sum to its amount', {
      counted: entryCount,
      violations: sql<{ place: string }>`
        select format('entry %s of member %s', entry_id, member_id) as place from entries
        where amount <> (select coalesce(sum((part ->> 1)::bigint), 0) from jsonb_array_elements(lots) as part)`,
    }),
    await checkOf(tx, 'L2', 'a balance is the replay of its entries, without a gap', {
      counted: walletCount,
      violations: sql<{ place: string }>`
        with replay as (
          select member_id, wallet, max(sequence) as newest, count(*) as entries,
            sum(case direction when 'in' then amount else -amount end) as balance
          from entries group by member_id, wallet
        ), running as (
          select member_id, wallet, sequence, balance,
            sum(case direction when 'in' then amount else -amount end) over (partition by member_id, wallet order by sequence) as replayed
          from entries
        )
        select format('wallet %s of member %s', wallet, member_id) as place
        from wallets w full join replay r using (member_id, wallet)
        where w.sequence is null or w.balance <> coalesce(r.balance, 0) or w.sequence <> coalesce(r.newest, 0)
          or w.sequence <> coalesce(r.entries, 0)
        union all
        select format('entry %s in wallet %s of member %s', sequence, wallet, member_id) from running where balance <> replayed`,
    }),
    await checkOf(tx, 'L3', 'open lots sum to the balance, and each lot is what its entries left of it', {
      counted: sql<{ rows: number }>`select count(*) as rows from lots`,
      violations: sql<{ place: string }>`
        with open as (
          select member_id, wallet, sum(remaining) as remaining, sum(held) as held from lots group by member_id, wallet
        ), parts as (
          select e.member_id, (part ->> 0)::uuid as lot_id,
            sum(case e.direction when 'in' then (part ->> 1)::bigint else -(part ->> 1)::bigint end) as remaining,
            sum(case when e.kind in ('expire', 'cancel') then (part ->> 1)::bigint when e.kind = 'reinstate' then -(part ->> 1)::bigint
              else 0 end) as expired
          from entries e cross join lateral jsonb_array_elements(e.lots) as part
          group by e.member_id, (part ->> 0)::uuid
        ), held as (
          select member_id, wallet, sum(amount) as held from holds where status = 'held' group by member_id, wallet
        )
        select format('wallet %s of member %s', wallet, member_id) as place
        from wallets w full join open o using (member_id, wallet) left join held h using (member_id, wallet)
        where w.sequence is null or w.balance <> coalesce(o.remaining, 0) or w.held <> coalesce(o.held, 0) or w.held <> coalesce(h.held, 0)
        union all
        select format('lot %s of member %s', l.lot_id, l.member_id)
        from lots l left join parts p using (member_id, lot_id)
        where l.remaining <> coalesce(p.remaining, 0) or l.expired <> coalesce(p.expired, 0)`,
    }),
    await checkOf(tx, 'L3', 'an account knows when its next lot, hold or review falls due', {
      counted: sql<{ rows: number }>`select count(*) as rows from accounts`,
      violations: sql<{ place: string }>`
        with due as (
          select member_id, least(
            case when not released then available_at end, case when remaining > held then expires_at end
          ) as at from lots where remaining > 0
          union all
          select member_id, expires_at from holds where status = 'held'
          union all
          select member_id, review_at from standings
        ), next as (select member_id, min(at) as at from due group by member_id)
        select format('account of member %s', member_id) as place
        from accounts a left join next n using (member_id) where a.due_at is distinct from n.at`,
    }),
    await checkOf(tx, 'L4', 'no wallet is below its floor, and what is owed is the replay of its debts', {
      counted: walletCount,
      violations: sql<{ place: string }>`
        with debts as (
          select member_id, wallet, sum(case kind when 'owe' then amount when 'repay' then -amount else 0 end) as owed
          from entries where counter = 'debt' group by member_id, wallet
        )
        select format('wallet %s of member %s', w.wallet, w.member_id) as place
        from wallets w left join debts d using (member_id, wallet)
        where w.balance < 0 or w.held < 0 or w.owed <> coalesce(d.owed, 0)`,
    }),
    await checkOf(tx, 'L13', 'the books hold ids only: nothing in them reads like an address or a phone number', {
      counted: entryCount,
      violations: sql<{ place: string }>`
        select format('entry %s of member %s', entry_id, member_id) as place from entries
        where trace::text ~* ${personal}
        union all
        select format('fact %s of member %s', fact_id, member_id) from facts where data::text ~* ${personal}`,
    }),
  ]
}

/** Members with something open that activity keeps alive, by id, in pages. */
function membersKeptAlive(tx: Tx, after: MemberId | null): Promise<{ memberId: MemberId }[]> {
  return rows(
    tx,
    sql<{ memberId: MemberId }>`
      select distinct member_id as "memberId" from lots
      where inactivity is not null and remaining > 0 and (${after}::uuid is null or member_id > ${after}::uuid)
      order by member_id limit ${PAGE}::int`,
  )
}

/** Open lots whose expiry follows activity, with the entries walked again. */
export async function verifyExpiries(tx: Tx): Promise<Check> {
  const wrong: string[] = []
  let seen = 0
  let after: MemberId | null = null
  for (;;) {
    const members: MemberId[] = (await membersKeptAlive(tx, after)).map(({ memberId }) => memberId)
    if (members.length === 0) break
    const [lots, entries] = await Promise.all([allLots(tx, members), allEntries(tx, members)])
    const histories = Map.groupBy(entries, (entry) => entry.memberId)
    for (const lot of lots) {
      if (lot.inactivity === null || lot.remaining === 0) continue
      seen += 1
      const history = histories.get(lot.memberId) ?? []
      const [least, most] = [expiryFromHistory(lot, history, false), expiryFromHistory(lot, history)]
      const stands = lot.expiresAt ?? 0
      if (least === null || most === null || stands < least || stands > most)
        wrong.push(`lot ${lot.lotId} of member ${lot.memberId}`)
    }
    after = members.at(-1) ?? null
  }
  const says = 'an expiry that follows activity is what history makes of it'
  return { law: 'L11', says, rows: seen, violations: wrong.length, examples: wrong.slice(0, EXAMPLES_AT_MOST) }
}

/** An e-mail address, or an international phone number written as one. */
const personal = '[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}|\\+[1-9][0-9]{9,14}([^0-9]|$)'

const PAGE = 2_000

/** Members with an account, by id, in pages. */
export async function membersWithAccounts(tx: Tx, after: MemberId | null): Promise<MemberId[]> {
  const page = await rows(
    tx,
    sql<{ memberId: string }>`
      select member_id as "memberId" from accounts
      where ${after}::uuid is null or member_id > ${after}::uuid order by member_id limit ${PAGE}::int`,
  )
  return page.map(({ memberId }) => asId(memberId))
}

export type Whole = { readonly account: Account; readonly entries: readonly SealedEntry[] }

/** Accounts with all of their past. */
export async function wholeAccounts(tx: Tx, members: readonly MemberId[], reads: Reads): Promise<Whole[]> {
  const wants = members.map((memberId) => ({ memberId, at: Number.MAX_SAFE_INTEGER as Instant, orderIds: [] }))
  const [accounts, entries, lots, placed] = await Promise.all([
    loadAccounts(tx, wants, reads),
    allEntries(tx, members),
    allLots(tx, members),
    placements(tx, members),
  ])
  const of = <T extends { memberId: MemberId }>(found: readonly T[]) => Map.groupBy(found, (each) => each.memberId)
  const [entriesOf, lotsOf, placementsOf] = [of(entries), of(lots), of(placed)]
  return [...accounts].map(([memberId, account]) => {
    const past = entriesOf.get(memberId) ?? []
    const whole = { lots: lotsOf.get(memberId) ?? [], placements: placementsOf.get(memberId) ?? [] }
    return { account: { ...account, ...whole, past, complete: true }, entries: past }
  })
}

/** Every account with all of its past, a page of members at a time. */
export async function* accountPages(tx: Tx, reads: Reads): AsyncGenerator<Whole[]> {
  let after: MemberId | null = null
  for (;;) {
    const members: MemberId[] = await membersWithAccounts(tx, after)
    if (members.length === 0) return
    yield await wholeAccounts(tx, members, reads)
    after = members.at(-1) ?? null
  }
}

/** Where a member's hash chain breaks: the entries whose hash does not follow from their content and the hash before. */
export function brokenSeals(memberId: MemberId, entries: readonly SealedEntry[]): string[] {
  const broken: string[] = []
  let previous = { wallet: '', hash: noHash, sequence: 0 }
  for (const entry of entries) {
    if (entry.wallet !== previous.wallet) previous = { wallet: entry.wallet, hash: noHash, sequence: 0 }
    const fits = entry.sequence === previous.sequence + 1 && seal(memberId, entry, previous.hash).equals(entry.hash)
    if (!fits) broken.push(`entry ${entry.sequence} in wallet ${entry.wallet} of member ${memberId}`)
    previous = { wallet: entry.wallet, hash: entry.hash, sequence: entry.sequence }
  }
  return broken
}
