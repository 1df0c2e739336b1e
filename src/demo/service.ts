/** Puts the generated sample shop into an empty database, and says how far it is. */
import { setImmediate as breath } from 'node:timers/promises'
import type { AccountsService } from '../accounts/service.ts'
import { Refused } from '../base/refusals.ts'
import { dateOf, type Instant, instantText } from '../base/time.ts'
import type { CatalogueService } from '../catalogue/service.ts'
import type { MembersService } from '../members/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { calendar } from './calendar.ts'
import { loaded, loading, notEmpty, stopped, untilInvalid, wishInvalid } from './errors.ts'
import { branches, brands, categories, channels, products } from './goods.ts'
import { type Event, eventsOf, PEOPLE_AT_MOST } from './history.ts'
import { attributes, type Person, personOf, type Shop } from './people.ts'
import * as store from './store.ts'
import { type Counts, type History, nothingYet, type WalkRooms, walk, walkingClock } from './walk.ts'

export type { Summary } from './store.ts'

/** The rooms that a shop is loaded through. */
export type DemoRooms = Omit<WalkRooms, 'members' | 'catalogue'> & {
  readonly programme: ProgrammeService
  readonly members: Pick<MembersService, 'enrolMany' | 'changeStatus' | 'putAttribute'>
  readonly catalogue: Pick<
    CatalogueService,
    'known' | 'putBrands' | 'putCategories' | 'putChannels' | 'putProducts' | 'putStores'
  >
  readonly accounts: Pick<AccountsService, 'totals' | 'tierCounts'>
}

export type Wishes = {
  readonly seed?: number | undefined
  readonly members?: number | undefined
  /** Whole months before the running one. */
  readonly months?: number | undefined
  /** Where the history ends; now when absent. */
  readonly until?: Instant | undefined
}

export type Progress = { readonly done: number; readonly total: number }

export type DemoStatus = {
  /** `empty`: can be loaded. `members`: cannot, there are others. `interrupted`: asking again goes on with it. */
  readonly state: 'empty' | 'members' | 'running' | 'interrupted' | 'done'
  readonly shop: (store.Settings & Progress & { readonly summary: store.Summary | null }) | null
}

export type DemoService = {
  status(): Promise<DemoStatus>
  /** Loads, or goes on with what was interrupted, and resolves at the end. @throws Refused errors.ts */
  load(wishes: Wishes, onProgress?: (progress: Progress) => void): Promise<store.Summary>
  /** The same in the background; resolves when it has begun. */
  start(wishes: Wishes): Promise<DemoStatus>
  /** Stops a load of this process at the next event; it can go on later. */
  stop(): Promise<void>
}

export type DemoParts = {
  readonly db: Database
  readonly clock: Clock
  readonly members: Pick<MembersService, 'list'>
  /** The rooms over the same database with another clock. */
  readonly rooms: (clock: Clock) => DemoRooms
  readonly onError: (error: unknown) => void
}

export const limits = {
  members: { least: 1, most: PEOPLE_AT_MOST, usual: 20_000 },
  months: { least: 1, most: 60, usual: 18 },
  seed: { least: 0, most: 2_147_483_647, usual: 1 },
} as const

export function demoService(parts: DemoParts): DemoService {
  const { db, clock } = parts
  let stopping = false
  let atWork: Promise<unknown> = Promise.resolve()

  async function status(): Promise<DemoStatus> {
    const row = await store.demoRow(db)
    if (row === undefined) return { state: (await hasMembers(parts)) ? 'members' : 'empty', shop: null }
    const { seed, members, months, until, timeZone, done, total, summary } = row
    const running = row.state === 'running' && (await store.isLocked(db))
    const state = row.state === 'done' ? 'done' : running ? 'running' : 'interrupted'
    return { state, shop: { seed, members, months, until, timeZone, done, total, summary } }
  }

  /** @param begun is called when nothing stands in the way any more */
  async function load(wishes: Wishes, begun: () => void, onProgress: (progress: Progress) => void) {
    check(wishes, clock.now())
    return db.connection().execute(async (one) => {
      if (!(await store.tryLock(one))) throw new Refused(loading({}))
      try {
        const row = await rowFor(parts, wishes)
        begun()
        return await loadRow(parts, row, onProgress, () => stopping)
      } finally {
        await store.unlock(one)
      }
    })
  }

  function begin(wishes: Wishes, begun: () => void, onProgress: (progress: Progress) => void) {
    const work = load(wishes, begun, onProgress)
    atWork = Promise.allSettled([atWork, work])
    return work
  }

  return {
    status,
    load: (wishes, onProgress = () => {}) => begin(wishes, () => {}, onProgress),
    async start(wishes) {
      await new Promise<void>((resolve, reject) => {
        let began = false
        const begun = () => {
          began = true
          resolve()
        }
        begin(wishes, begun, () => {}).catch((error: unknown) => {
          if (began && !(error instanceof Refused)) parts.onError(error)
          reject(error)
        })
      })
      return status()
    },
    async stop() {
      stopping = true
      await atWork
      stopping = false
    },
  }
}

function check(wishes: Wishes, now: Instant): void {
  for (const field of ['members', 'months', 'seed'] as const) {
    const { least, most } = limits[field]
    const value = wishes[field] ?? least
    if (!Number.isInteger(value) || value < least || value > most)
      throw new Refused(wishInvalid({ field, least, most }))
  }
  const until = wishes.until ?? now
  if (until > now || until < EARLIEST_UNTIL) throw new Refused(untilInvalid({}))
}

/** 1990: whatever the number of months, the history begins after 1970, where instants begin. */
const EARLIEST_UNTIL = 631_152_000_000

async function hasMembers({ members }: DemoParts): Promise<boolean> {
  return (await members.list({ limit: 1 })).items.length > 0
}

/** The row of the shop to load: a new one, or the one that was interrupted, whose settings then count. */
async function rowFor(parts: DemoParts, wishes: Wishes): Promise<store.DemoRow> {
  const { db, clock } = parts
  const known = await store.demoRow(db)
  if (known?.finishedAt != null) {
    const { members, seed, finishedAt } = known
    throw new Refused(loaded({ members, seed, finishedAt: instantText(finishedAt) }))
  }
  if (known !== undefined) return known
  if (await hasMembers(parts)) throw new Refused(notEmpty({}))
  const now = clock.now()
  const { programme } = parts.rooms(clock)
  await programme.refresh()
  await store.openRow(db, {
    seed: wishes.seed ?? limits.seed.usual,
    members: wishes.members ?? limits.members.usual,
    months: wishes.months ?? limits.months.usual,
    until: wishes.until ?? now,
    timeZone: programme.at(now).timeZone,
    counts: nothingYet,
    startedAt: now,
  })
  const opened = await store.demoRow(db)
  if (opened === undefined) throw new Error('the row of the sample shop is gone')
  return opened
}

/** How often the row tells other processes how far it is. */
const TELL_MILLISECONDS = 1_000

async function loadRow(
  parts: DemoParts,
  row: store.DemoRow,
  onProgress: (progress: Progress) => void,
  isStopping: () => boolean,
): Promise<store.Summary> {
  const { db } = parts
  const started = performance.now()
  const spent = () => Math.round(row.milliseconds + performance.now() - started)
  const clock = walkingClock(parts.clock.now())
  const rooms = parts.rooms(clock)
  await prepare(rooms)
  const history = await historyOf(rooms.programme, row, isStopping)
  const total = history.events.length
  let told = 0
  let telling = Promise.resolve()
  const tell = (done: number): void => {
    onProgress({ done, total })
    if (performance.now() - told < TELL_MILLISECONDS) return
    told = performance.now()
    telling = telling.then(() => store.keepProgress(db, { done, total })).catch(parts.onError)
  }
  tell(0)
  const counts = await walk({
    rooms,
    clock,
    history,
    from: row,
    onEvents: tell,
    onReached: (reached, counts) => store.keepReached(db, { reached, counts, milliseconds: spent() }),
    stopped: isStopping,
  })
  if (counts === undefined) throw new Refused(stopped({}))
  const summary = await summaryOf(rooms, row, history, { counts, milliseconds: spent() })
  await telling
  await store.keepProgress(db, { done: total, total })
  await store.finish(db, { counts, milliseconds: spent(), summary, finishedAt: parts.clock.now() })
  return summary
}

/** The catalogue; and the last midnight is settled while nobody is here, so that no nightly run disturbs the past half-way. */
async function prepare(rooms: DemoRooms): Promise<void> {
  await rooms.programme.refresh()
  await rooms.catalogue.putChannels(channels)
  await rooms.catalogue.putBrands(brands)
  await rooms.catalogue.putCategories(categories)
  await rooms.catalogue.putStores(branches)
  for (const outcome of await rooms.catalogue.putProducts(products))
    if (outcome.outcome === 'refused') throw new Refused(outcome.refusal)
  for (const attribute of attributes) await rooms.members.putAttribute(attribute)
  await rooms.nightly.run()
}

/** People made between two breaths: the server that loads the shop answers others meanwhile. */
const BREATH = 200

async function historyOf(
  programme: ProgrammeService,
  settings: store.Settings,
  isStopping: () => boolean,
): Promise<History> {
  const shop = shopOf(settings)
  const people: Person[] = []
  const events: Event[] = []
  for (let index = 0; index < shop.members && !isStopping(); index += 1) {
    const person = personOf(shop, index)
    people.push(person)
    for (const event of eventsOf(shop, person)) events.push(event)
    if (index % BREATH === 0) await breath()
  }
  events.sort((a, b) => a.at - b.at)
  const { definition, wallets } = programme.at(shop.until)
  const spendable = [...wallets.values()].find((wallet) => wallet.purpose === 'spend')
  const { currencies } = definition
  const currency = currencies === 'any' || currencies.includes('CNY') ? 'CNY' : (currencies[0] ?? 'CNY')
  return { shop, people, events, currency, wallet: spendable?.code ?? 'points' }
}

export function shopOf({ seed, members, until, months, timeZone }: store.Settings): Shop {
  const days = calendar({ until, months, timeZone })
  const today = days.days.findIndex((day) => until < day.endsAt)
  const monthBegan = days.days.findLastIndex((day, index) => day.firstOfMonth && index <= today)
  return { seed, members, until, calendar: days, today, monthBegan }
}

async function summaryOf(
  rooms: DemoRooms,
  { seed, members, until, timeZone }: store.Settings,
  { shop, currency, wallet }: History,
  { counts, milliseconds }: { counts: Counts; milliseconds: number },
): Promise<store.Summary> {
  const [totals, tiers] = await Promise.all([rooms.accounts.totals(), rooms.accounts.tierCounts()])
  const of = (counter: string, direction: 'in' | 'out') =>
    totals
      .filter((each) => each.wallet === wallet && each.counter === counter && each.direction === direction)
      .reduce((total, each) => total + each.amount, 0)
  const outstanding = totals
    .filter((each) => each.wallet === wallet)
    .reduce((total, each) => total + (each.direction === 'in' ? each.amount : -each.amount), 0)
  const [ladder] = rooms.programme.at(until).ladders
  const onTier = (code: string) =>
    tiers
      .filter((each) => each.ladder === ladder?.code && each.tier === code)
      .reduce((sum, each) => sum + each.members, 0)
  const counted = (ladder?.tiers ?? []).map(({ code }) => [code, onTier(code)] as const)
  const above = counted.slice(1).reduce((sum, [, count]) => sum + count, 0)
  const [first] = shop.calendar.days
  return {
    ...counts,
    seed,
    members,
    from: dateOf(first?.startsAt ?? until, timeZone).toString(),
    until: instantText(until),
    currency,
    points: {
      earned: of('issued', 'in') - of('issued', 'out'),
      redeemed: of('redeemed', 'out') - of('redeemed', 'in'),
      expired: of('expired', 'out') - of('expired', 'in'),
      outstanding,
    },
    tiers: Object.fromEntries(counted.map(([code, count], place) => [code, place === 0 ? members - above : count])),
    seconds: Math.round(milliseconds / 100) / 10,
  }
}
