/** What a report or a run works with: the copy, the books, what people set, and the instant that counts as now. */
import type { AccountsService } from '../accounts/service.ts'
import type { Instant, TimeZone } from '../base/time.ts'
import type { CatalogueService } from '../catalogue/service.ts'
import type { MembersService } from '../members/service.ts'
import type { OffersService } from '../offers/service.ts'
import type { OrdersService } from '../orders/service.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { ProgrammeService } from '../programme/service.ts'
import type { Setting } from './settings/setting.ts'

export type Rooms = {
  readonly accounts: AccountsService
  readonly members: MembersService
  readonly catalogue: CatalogueService
  readonly orders: OrdersService
  readonly offers: OffersService
  readonly programme: ProgrammeService
}

export type Workshop = {
  readonly copy: Database
  /** Postgres. */ readonly db: Database
  readonly rooms: Rooms
  readonly now: Instant
  readonly zone: TimeZone
  /** Of most orders in the copy; undefined as long as there are none. */ readonly currency: string | undefined
  /** What people set, or what it came with. */ setting<T>(setting: Setting<T>): Promise<T>
}
