/** The list of rooms, in the order the story is told, and how they are put together. */
import { createDesk, type Desk, type DeskParts } from './accounts/desk.ts'
import { type AccountsService, accountsService } from './accounts/service.ts'
import type { TimeZone } from './base/time.ts'
import { type CatalogueService, catalogueService } from './catalogue/service.ts'
import type { MembersSettings } from './members/member.ts'
import { type MembersService, membersService, statusesIn } from './members/service.ts'
import { ordersAnnex } from './orders/annex.ts'
import type { OrderDoc } from './orders/rules.ts'
import { type OrdersService, ordersService } from './orders/service.ts'
import type { Clock } from './platform/clock.ts'
import type { Ids } from './platform/ids.ts'
import type { Keyring } from './platform/keyring.ts'
import type { Database } from './platform/postgres/database.ts'
import { type PointsService, pointsService } from './points/service.ts'
import { type ProgrammeService, programmeService } from './programme/service.ts'

export type House = {
  readonly programme: ProgrammeService
  readonly members: MembersService
  readonly catalogue: CatalogueService
  readonly accounts: AccountsService
  readonly desk: Desk<OrderDoc>
  readonly points: PointsService
  readonly orders: OrdersService
}

export type HouseParts = {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly keyring: Keyring
  /** Of the standard programme that a new database starts with. */
  readonly timeZone: TimeZone
  readonly settings?: MembersSettings
  readonly observe?: DeskParts<OrderDoc>['observe']
  readonly onError?: DeskParts<OrderDoc>['onError']
}

/** Puts the rooms together; the programme's versions are read before it resolves. */
export async function house(parts: HouseParts): Promise<House> {
  const { db, clock, ids, keyring } = parts
  const programme = programmeService({ db, clock, ids, timeZone: parts.timeZone })
  const members = membersService({ db, clock, ids, keyring, ...(parts.settings === undefined ? {} : { settings: parts.settings }) })
  const catalogue = catalogueService({ db, clock })
  const accounts = accountsService({ db, statuses: statusesIn })
  const desk = createDesk<OrderDoc>({
    db,
    clock,
    ids,
    annex: ordersAnnex,
    statuses: statusesIn,
    ...(parts.observe === undefined ? {} : { observe: parts.observe }),
    ...(parts.onError === undefined ? {} : { onError: parts.onError }),
  })
  const points = pointsService({ accounts, clock, ids, desk, programme })
  const classify = async (skus: readonly string[]) => {
    const known = await catalogue.known(skus)
    return (sku: string) => {
      const product = known.get(sku)
      return product === undefined ? undefined : { category: product.categoryPath, brand: product.brand }
    }
  }
  const orders = ordersService({ db, clock, ids, desk, programme, classify, accounts })
  await programme.refresh()
  return { programme, members, catalogue, accounts, desk, points, orders }
}
