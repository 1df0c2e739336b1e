/** What a large company has besides members and orders: coupons, a trail, messages, staff, tills, imports, drafts. */
import { type RawBuilder, sql } from 'kysely'
import type { MemberId } from '../../src/base/ids.ts'
import type { Database } from '../../src/platform/postgres/database.ts'
import { fiftyOffers } from './fifty.ts'
import type { Rooms } from './ground.ts'

const COUPONS = 1_000_000
const BATCHES = 300
const PRODUCTS = 20_000
const STORES = 500

/** Through the rooms: what is no more than a few thousand rows, or made as a whole. */
export async function bringGoods({ catalogue, programme, offers }: Rooms): Promise<void> {
  for (let from = 0; from < PRODUCTS; from += 1_000)
    await catalogue.putProducts(
      Array.from({ length: 1_000 }, (_, place) => ({
        sku: `SKU-${from + place}`,
        name: `Product ${from + place} 商品`,
      })),
    )
  await catalogue.putStores(
    Array.from({ length: STORES }, (_, place) => ({ code: `S${place}`, name: `Store ${place} 门店`, channel: 'pos' })),
  )
  const { definition } = programme.versions()[0] ?? {}
  if (definition === undefined) throw new Error('there is no programme')
  const draft = { definition: { ...definition, ...fiftyOffers() }, note: 'offers', by: 'bench' }
  await programme.publish({ ...draft, effectiveAt: null })
  for (let batch = 0; batch <= BATCHES; batch += 1)
    await offers.addBatch({
      ...{ offer: 'coupon', name: `Batch ${batch} 批次`, by: 'bench', mustClaim: true, giftable: false, most: 1 },
      ...{ startsAt: null, endsAt: null, validDays: 30, mostPerMember: null },
      codes: { kind: 'unique', count: batch === BATCHES ? COUPONS : 20, prefix: `B${batch}-`, characters: 13 },
    })
}

/** Rows as the rooms write them, written by Postgres itself. @param heavy a member who has much of everything */
export async function bringPaperwork(db: Database, heavy: MemberId): Promise<void> {
  for (const statement of statements(heavy)) await statement.execute(db)
}

const member = sql`(array(select member_id from members order by member_id limit 20000))`

function statements(heavy: MemberId): RawBuilder<unknown>[] {
  return [...ofPeople(), ...ofMembers(heavy), ...ofOthers(heavy), ...ofTills(), ...ofOffice()]
}

function ofPeople(): RawBuilder<unknown>[] {
  return [
    sql`insert into staff (id, name, email, role, created_at, updated_at)
      select uuidv7(make_interval(secs => -n)), 'Staff ' || n, 'staff' || n || '@example.com', 'cashier', clock_timestamp(), clock_timestamp()
      from generate_series(1, 500) as n`,
    sql`insert into api_keys (key_id, name, hash, prefix, rights, made_at)
      select uuidv7(make_interval(secs => -n)), 'Key ' || n, sha256(n::text::bytea), 'rk_' || n, array['members.read'], clock_timestamp()
      from generate_series(1, 500) as n`,
    sql`insert into audit (audit_id, at, actor_kind, actor_id, operation, subject_kind, subject_id, members, details, address,
        request_id, sequence, hash)
      select uuidv7(make_interval(secs => 20 * (n - 1000001))), clock_timestamp() + make_interval(secs => 20 * (n - 1000001)), 'staff',
        staff.ids[1 + n % 500], (array['getMember', 'listMembers', 'updateMember', 'adjustPoints'])[1 + n % 4], 'member',
        who.ids[1 + n % 20000], array[who.ids[1 + n % 20000]], '{"fields": ["name"]}', '10.0.0.1', 'request-' || n, n,
        sha256(n::text::bytea)
      from (select ${member} as ids) as who, (select array(select id::text from staff) as ids) as staff, generate_series(1, 1000000) as n`,
    sql`insert into audit (audit_id, at, actor_kind, actor_id, operation, subject_kind, subject_id, members, details, sequence, hash)
      select uuidv7(make_interval(days => -200)), clock_timestamp() - interval '200 days', 'operator', null, 'rareOperation', 'rarity', 'x',
        '{}', '{}', 1000001, sha256('rare'::bytea)`,
    sql`update audit_end set sequence = 1000001`,
  ]
}

function ofMembers(heavy: MemberId): RawBuilder<unknown>[] {
  return [
    sql`insert into messages (member_id, message_id, channel, purpose, sealed, key_version, state, attempts, due_at, made_at,
        lapses_at, sent_at, gateway)
      select who.ids[1 + n % 20000], uuidv7(make_interval(secs => 30 * (n - 500001))), 'sms', 'sign-in', null, 1, 'sent', 1, told.at,
        told.at, told.at + interval '10 minutes', told.at, 'development'
      from (select ${member} as ids) as who, generate_series(1, 500000) as n,
        lateral (select clock_timestamp() + make_interval(secs => 30 * (n - 500001)) as at) as told`,
    sql`update coupons set member_id = given.member_id, status = 'active', claimed_at = clock_timestamp() - interval '3 days',
        ends_at = date_trunc('day', now()) + make_interval(days => given.place::int % 60 - 20), used = (given.place % 3 = 0)::int
      from (
        select code, row_number() over (order by code) as place, case when row_number() over (order by code) <= 400
          then ${heavy}::uuid else who.ids[1 + row_number() over (order by code) % 20000] end as member_id
        from coupons, (select ${member} as ids) as who where code < 'B300-9'
      ) as given where coupons.code = given.code`,
    sql`delete from coupon_counts`,
    sql`insert into coupon_counts (batch_id, state, ends_at, codes)
      select batch_id, state, case when state in ('unclaimed', 'active') then ends_at end, count(*)
      from (
        select batch_id, ends_at, case when status = 'void' then 'void' when used >= most then 'used' else status end as state
        from coupons where batch_id is not null
      ) as now group by 1, 2, 3`,
    sql`insert into approvals (member_id, approval_id, kind, wallet, amount, reason, asked_by, asked_by_name, asked_at, lapses_at,
        state, decided_by, decided_by_name, decided_at)
      select who.ids[1 + n % 20000], uuidv7(make_interval(mins => n - 200000)), 'adjust', 'points', 500, 'complaint', 'a', 'Ann',
        told.at, told.at + interval '30 days', case when n % 20000 = 1 then 'waiting' else 'approved' end,
        case when n % 20000 <> 1 then 'b' end, case when n % 20000 <> 1 then 'Ben' end, case when n % 20000 <> 1 then told.at end
      from (select ${member} as ids) as who, generate_series(1, 200000) as n,
        lateral (select clock_timestamp() + make_interval(mins => n - 200000) as at) as told`,
    sql`insert into transfers (member_id, transfer_id, to_member_id, wallet, amount, fee, lots, counters, state, sent_by, sent_at,
        settled_at)
      select case when n <= 2000 then ${heavy}::uuid else who.ids[1 + n % 20000] end, uuidv7(make_interval(mins => n - 200000)),
        case when n between 2001 and 4000 then ${heavy}::uuid else who.ids[20000 - n % 10000] end, 'points', 10, 0, '[]', '[]',
        'arrived', 'demo', clock_timestamp(), clock_timestamp()
      from (select array(select unnest(${member}) except select ${heavy}::uuid) || ${heavy}::uuid as ids offset 0) as who,
        generate_series(1, 200000) as n
      where who.ids[1 + n % 20000] <> who.ids[20000 - n % 10000]`,
    sql`insert into consent_texts (code, version, kind, channel, required, words, published_at)
      values ('terms', 1, 'terms', null, true, '{"en": "Terms", "zh-CN": "条款"}', clock_timestamp())`,
    sql`insert into consents (member_id, consent_id, code, version, given, at, by_kind, by_id, source)
      select member_id, uuidv7(), 'terms', 1, true, joined_at, 'system', 'demo', 'import' from members`,
    sql`insert into holds (member_id, hold_id, wallet, amount, captured, status, placed_at, expires_at, closed_at, lots, reason)
      select wallets.member_id, uuidv7(make_interval(mins => -row_number() over ()::int)), wallet, 1, 0,
        case when row_number() over () % 100 = 0 then 'held' else 'released' end, placed.at, placed.at + interval '300 days',
        case when row_number() over () % 100 = 0 then null else placed.at end, '[]', 'reserved'
      from (select member_id, wallet, row_number() over () as n from wallets where wallet = 'points' limit 200000) as wallets,
        lateral (select clock_timestamp() - make_interval(mins => wallets.n::int) as at) as placed`,
  ]
}

function ofOthers(heavy: MemberId): RawBuilder<unknown>[] {
  return [
    sql`insert into member_filters (filter_id, revision, name, condition, shared, owner, created_at, changed_at)
      select uuidv7(), 1, 'Filter ' || n, '{"field": "member.tier", "is": "equals", "value": "gold"}', true, 'staff:' || n % 20,
        clock_timestamp(), clock_timestamp()
      from generate_series(1, 500) as n`,
    sql`insert into bulk_runs (run_id, deed, filter, state, asked_by, asked_by_kind, asked_at, started_at, ended_at, members, changed,
        unchanged, refused)
      select uuidv7(make_interval(mins => -n)), '{"do": "tag", "tag": "x"}', '{}', 'done', 'bench', 'staff', clock_timestamp(),
        clock_timestamp(), clock_timestamp(), 10, 9, 0, 1
      from generate_series(1, 3000) as n`,
    sql`insert into benefit_uses (member_id, use_id, benefit, uses, used_at, used_by)
      select ${heavy}::uuid, uuidv7(make_interval(mins => -n)), 'free-delivery', 1, clock_timestamp() - make_interval(mins => n), 'bench'
      from generate_series(1, 3000) as n`,
  ]
}

function ofTills(): RawBuilder<unknown>[] {
  return [
    sql`insert into tills (till_id, place, name, store, channel, public_key, registered_by, registered_at)
      select uuidv7(make_interval(secs => -n)), n, 'Till ' || n, 'S1', 'pos', sha256(n::text::bytea), 'bench', clock_timestamp()
      from generate_series(1, 1000) as n`,
    sql`insert into till_orders (till_id, sequence, digest, number, sold_by, currency, total_minor, placed_at, received_at, state,
        order_id, refused)
      select till.ids[1 + n % 2 * (n % 1000)], n, sha256(n::text::bytea), 'T-' || n, 'bench', 'CNY', 1000, clock_timestamp(),
        clock_timestamp(), case when n % 5000 = 0 then 'refused' else 'accepted' end,
        case when n % 5000 <> 0 then uuidv7() end,
        case when n % 5000 = 0 then '{"code": "points.insufficient", "status": 422, "facts": {}, "words": {"en": "No.", "zh-CN": "否"}}'::jsonb end
      from (select array(select till_id from tills order by place) as ids) as till, generate_series(1, 300000) as n`,
  ]
}

function ofOffice(): RawBuilder<unknown>[] {
  return [
    sql`insert into webhook_endpoints (endpoint_id, url, description, enabled, off_why, off_since, position, secret_id, made_at)
      values (uuidv7(), 'https://example.com/hook', 'A shop', false, 'by-hand', clock_timestamp(), 0, uuidv7(), clock_timestamp())`,
    sql`insert into webhook_deliveries (endpoint_id, message_id, kind, member_id, body, state, attempts, tries, due_at, made_at, status)
      select endpoint_id, uuidv7(make_interval(secs => n - 300000)), 'order.confirmed', null, '{}',
        case when n % 30000 = 1 then 'failed' else 'sent' end, 1, 1, clock_timestamp(), clock_timestamp(), 200
      from webhook_endpoints, generate_series(1, 300000) as n`,
    sql`insert into imports (import_id, name, file_hash, mapping, state, phase, done, total, milliseconds, started_by, created_at, secret)
      select uuidv7(make_interval(mins => -n)), 'file ' || n || '.csv', sha256(n::text::bytea), null, 'waiting', 'reading', 0, null, 0,
        'bench', clock_timestamp() - make_interval(mins => n), sha256(n::text::bytea)
      from generate_series(1, 3000) as n`,
    sql`insert into import_rejections (import_id, line_no, reason, facts, words, amount_minor)
      select import_id, n, 'amount-invalid', '{}', '{"en": "No amount.", "zh-CN": "没有金额。"}', 0
      from (select import_id from imports order by created_at limit 1) as import, generate_series(1, 200000) as n`,
    sql`insert into programme_drafts (draft_id, name, base, definition, note, author, created_at, revision, changed_by, changed_at)
      select uuidv7(make_interval(mins => -n)), 'Draft ' || n, 1, definition, '', 'bench', clock_timestamp(), 1, 'bench', clock_timestamp()
      from programme_versions, generate_series(1, 500) as n where version = 1`,
    sql`insert into programme_proposals (proposal_id, draft_id, revision, newest, note, lots, overtake, proposed_by, proposed_at, state,
        closed_by, closed_at)
      select uuidv7(make_interval(secs => -n)), drafts.ids[1 + n % 500], 1, 1, '', 'keep', false, 'bench', clock_timestamp(), 'withdrawn',
        'bench', clock_timestamp()
      from (select array(select draft_id from programme_drafts) as ids) as drafts, generate_series(1, 3000) as n`,
  ]
}
