/** The list of rooms, in the order the story is told, and how they are put together. */
import type pg from 'pg'
import { createDesk, type Desk, type DeskParts } from './accounts/desk.ts'
import { type AccountsService, accountsService } from './accounts/service.ts'
import { auditDoor } from './audit/door.ts'
import { auditRoutes } from './audit/routes.ts'
import { type AuditService, auditService } from './audit/service.ts'
import { backgroundRoutes } from './background/routes.ts'
import { type BackgroundService, backgroundService } from './background/service.ts'
import type { TimeZone } from './base/time.ts'
import { benefitRoutes } from './benefits/routes.ts'
import { type BenefitsService, benefitsService } from './benefits/service.ts'
import { bulkRoutes } from './bulk/routes.ts'
import { type BulkService, bulkService } from './bulk/service.ts'
import { catalogueRoutes } from './catalogue/routes.ts'
import { type CatalogueService, catalogueService } from './catalogue/service.ts'
import { demoRoutes } from './demo/routes.ts'
import { type DemoService, demoService } from './demo/service.ts'
import { importRoutes } from './imports/routes.ts'
import { type ImportsService, importsService } from './imports/service.ts'
import { anomalyRoutes } from './insights/anomalies/routes.ts'
import { insightRoutes } from './insights/routes.ts'
import { type InsightsService, insightsService } from './insights/service.ts'
import { textRoutes } from './insights/text/routes.ts'
import { type TextsService, textsService } from './insights/text/service.ts'
import { integrationRoutes } from './integrations/routes.ts'
import { type IntegrationsService, integrationsService } from './integrations/service.ts'
import { memberExportRoutes } from './members/exporting/routes.ts'
import { householdRoutes } from './members/households/routes.ts'
import type { MembersSettings } from './members/member.ts'
import { noteRoutes } from './members/notes/routes.ts'
import { memberRoutes } from './members/routes.ts'
import { type MembersService, membershipsIn, membersService } from './members/service.ts'
import { mergingRoutes } from './merging/routes.ts'
import { type MergingService, mergingService } from './merging/service.ts'
import { development, type Gateways } from './messages/gateways.ts'
import { messageRoutes } from './messages/routes.ts'
import { type MessagesService, messagesService } from './messages/service.ts'
import { budgetRoutes } from './offers/budgetroutes.ts'
import { couponListRoutes } from './offers/lists/routes.ts'
import { type CouponListsService, couponListsService } from './offers/lists/service.ts'
import { offerRoutes } from './offers/routes.ts'
import { type OffersService, offersService } from './offers/service.ts'
import { ordersAnnex } from './orders/annex.ts'
import type { DeskDoc } from './orders/docs.ts'
import { orderListRoutes } from './orders/lists/routes.ts'
import { type OrderListsService, orderListsService } from './orders/lists/service.ts'
import { matchingRoutes } from './orders/matching/routes.ts'
import { orderRoutes } from './orders/routes.ts'
import { type OrdersParts, type OrdersService, ordersService } from './orders/service.ts'
import { firstDayRoutes } from './overview/firstday.ts'
import { overviewRoutes } from './overview/routes.ts'
import { type OverviewService, overviewService } from './overview/service.ts'
import type { Clock } from './platform/clock.ts'
import type { SsoConfig } from './platform/config.ts'
import type { App } from './platform/http/app.ts'
import { healthRoutes, type Metrics, type Readiness } from './platform/http/health.ts'
import { type Outgoing, outgoing } from './platform/http/outgoing.ts'
import type { Ids } from './platform/ids.ts'
import type { Keyring } from './platform/keyring.ts'
import type { Log } from './platform/log.ts'
import type { Database } from './platform/postgres/database.ts'
import { systemChance, systemRandom } from './platform/random.ts'
import { sealedSecrets, secretsIn } from './platform/secrets.ts'
import { activationRoutes } from './points/activation/routes.ts'
import { type ActivationService, activationService } from './points/activation/service.ts'
import { approvalRoutes } from './points/approvals/routes.ts'
import { type ApprovalsService, approvalsService } from './points/approvals/service.ts'
import { holdListRoutes } from './points/holds/routes.ts'
import { type HoldListService, holdListService } from './points/holds/service.ts'
import { nightlyRoutes } from './points/nightly/routes.ts'
import { type NightlyService, nightlyService } from './points/nightly/service.ts'
import { pointsRoutes } from './points/routes.ts'
import { type PointsService, pointsService } from './points/service.ts'
import { type TermChangesService, termChangesService } from './points/termchanges/service.ts'
import { transferRoutes } from './points/transfers/routes.ts'
import { type TransfersService, transfersService } from './points/transfers/service.ts'
import { joiningOf } from './portal/joining.ts'
import { portalRoutes } from './portal/routes.ts'
import { type PortalService, portalService } from './portal/service.ts'
import { sessionsOf } from './portal/sessions.ts'
import { viewingRoutes } from './portal/viewings/routes.ts'
import { viewingsService } from './portal/viewings/service.ts'
import type { Wechat } from './portal/wechat.ts'
import { presenceRoutes } from './presence/routes.ts'
import { type PresenceService, presenceService } from './presence/service.ts'
import { conditionRoutes } from './programme/conditions/routes.ts'
import { draftRoutes } from './programme/drafts/routes.ts'
import { type DraftsService, draftsService } from './programme/drafts/service.ts'
import { fileRoutes } from './programme/files/routes.ts'
import { proposalRoutes } from './programme/proposals/routes.ts'
import { reviewRoutes } from './programme/review/routes.ts'
import { programmeRoutes } from './programme/routes.ts'
import { type ProgrammeService, programmeService } from './programme/service.ts'
import type { Authenticator } from './staff/authenticate.ts'
import { staffRoutes } from './staff/routes.ts'
import { sealedByStaff } from './staff/sealed.ts'
import type { StaffService } from './staff/service.ts'
import { tierRoutes } from './tiers/routes.ts'
import { type TiersService, tiersService } from './tiers/service.ts'
import { tillRoutes } from './tills/routes.ts'
import { type TillsService, tillsService } from './tills/service.ts'

export type House = {
  readonly audit: AuditService
  readonly programme: ProgrammeService
  readonly drafts: DraftsService
  readonly members: MembersService
  readonly messages: MessagesService
  readonly presence: PresenceService
  readonly catalogue: CatalogueService
  readonly accounts: AccountsService
  readonly desk: Desk<DeskDoc>
  readonly points: PointsService
  readonly holdList: HoldListService
  readonly activation: ActivationService
  readonly approvals: ApprovalsService
  readonly transfers: TransfersService
  readonly tiers: TiersService
  readonly benefits: BenefitsService
  readonly nightly: NightlyService
  readonly termChanges: TermChangesService
  readonly offers: OffersService
  readonly couponLists: CouponListsService
  readonly orders: OrdersService
  readonly portal: PortalService
  readonly merging: MergingService
  readonly orderLists: OrderListsService
  readonly tills: TillsService
  readonly imports: ImportsService
  readonly bulk: BulkService
  readonly overview: OverviewService
  readonly demo: DemoService
  readonly integrations: IntegrationsService
  readonly background: BackgroundService
  readonly insights: InsightsService
  readonly texts: TextsService
}

export type HouseParts = {
  readonly db: Database
  /** Connections for short transactions that only the desk uses, so that reports never keep a till waiting. */
  readonly deskDb: Database
  /** Connections for COPY and for locks that last as long as a session. */
  readonly copying: pg.Pool
  /** Where uploaded files are kept. */
  readonly importsFolder: string
  /** Where a company's own weights for reading texts are, once it has trained some. */
  readonly ownWeights?: string | undefined
  readonly clock: Clock
  readonly ids: Ids
  readonly keyring: Keyring
  /** Of the standard programme that a new database starts with. */
  readonly timeZone: TimeZone
  readonly settings?: MembersSettings
  /** The ways to members' phones and mailboxes; the outbox alone when absent. */
  readonly gateways?: Gateways
  /** Under which people reach the server, when that is not where it listens. */
  readonly publicUrl?: string | undefined
  /** The way to addresses that people typed; into the internet only when absent. */
  readonly outgoing?: Outgoing
  readonly observe?: DeskParts<DeskDoc>['observe']
  readonly onError?: DeskParts<DeskDoc>['onError']
  readonly onLeftOut?: OrdersParts['onLeftOut']
}

/** Puts the rooms together and reads the programme's versions. */
export async function house(parts: HouseParts): Promise<House> {
  const rooms = furnished(parts)
  await rooms.programme.refresh()
  return rooms
}

/** Puts the rooms together without a word to the database. */
export function furnished(parts: HouseParts): House {
  const { db, clock, ids, keyring } = parts
  const audit = auditService({ db, clock, ids, ...(parts.onError === undefined ? {} : { onError: parts.onError }) })
  const programme = programmeService({ db, clock, ids, timeZone: parts.timeZone })
  const drafts = draftsService({ db, clock, ids, programme })
  const members = membersService({
    db,
    clock,
    ids,
    keyring,
    alsoSealed: [sealedSecrets({ db, keyring }), sealedByStaff({ db, keyring })],
    inForce: () => programme.at(clock.now()),
    segmentNames: () => insights.segmentNames(),
    isLowestTier: (tier) => programme.at(clock.now()).ladders.some((ladder) => ladder.tiers[0]?.code === tier),
    ...(parts.settings === undefined ? {} : { settings: parts.settings }),
  })
  const onError = parts.onError ?? (() => {})
  const gateways = parts.gateways ?? { sms: development, email: development }
  const messages = messagesService({ db, clock, ids, keyring, gateways, onError })
  const presence = presenceService({ db, clock, ids, keyring, messages, members })
  const catalogue = catalogueService({ db, clock, ids })
  const reads = { memberships: membershipsIn, countsOrders: programme.countsOrders }
  const accounts = accountsService({ db, ...reads })
  const desk = createDesk<DeskDoc>({
    db: parts.deskDb,
    clock,
    ids,
    annex: ordersAnnex,
    ...reads,
    ...(parts.observe === undefined ? {} : { observe: parts.observe }),
    ...(parts.onError === undefined ? {} : { onError: parts.onError }),
  })
  const points = pointsService({ accounts, clock, ids, desk, programme })
  const holdList = holdListService({ accounts, members, clock })
  const tiers = tiersService({ accounts, clock, ids, desk, programme })
  const nightly = nightlyService({ db, clock, ids, desk, accounts, programme, onError })
  const termChanges = termChangesService({ db, clock, ids, desk, accounts, programme })
  const classify = async (skus: readonly string[]) => {
    const known = await catalogue.known(skus)
    return (sku: string) => {
      const product = known.get(sku)
      return product === undefined ? undefined : { category: product.categoryPath, brand: product.brand }
    }
  }
  const offers = offersService({ db, pool: parts.copying, clock, ids, random: systemRandom, programme })
  const benefits = benefitsService({ db, clock, ids, desk, members, tiers, offers, programme })
  const secrets = secretsIn(db, keyring)
  const couponLists = couponListsService({ db, clock })
  const orders = ordersService({
    ...{ db, clock, ids, desk, programme, classify, accounts, offers },
    identifierKey: () => secrets.of('order-identifiers'),
    ...(parts.onLeftOut === undefined ? {} : { onLeftOut: parts.onLeftOut }),
  })
  const orderLists = orderListsService({ db, clock, ids, programme, members, accounts })
  const tills = tillsService({
    ...{ db, clock, ids, orders, members, presence, programme },
    onError: parts.onError ?? (() => {}),
  })
  const activation = activationService({ clock, ids, desk, programme, orderOf: orders.whose })
  const approvals = approvalsService({ db, clock, ids, desk, programme })
  const transfers = transfersService({
    enclosures: members.enclosures,
    db,
    clock,
    ids,
    desk,
    accounts,
    programme,
    onError,
  })
  const bulk = bulkService({ db, clock, ids, programme, members, offers, approvals, tiers, onError })
  const overview = overviewService({ clock, members, accounts, orders, programme })
  const viewings = viewingsService({ db, clock, ids })
  const sessions = sessionsOf({ db, clock, ids, presence, viewings, publicUrl: parts.publicUrl })
  const joining = joiningOf({ keyring, clock })
  const portal = portalService({ db, clock, members, tiers, offers, orders, presence, sessions, viewings, joining })
  const merging = mergingService({
    ...{ db, clock, ids, desk, programme, accounts, members, offers, orders, onError },
    signOut: (memberId) => sessions.end(memberId, null),
  })
  const imports = importsService({
    ...{ db, clock, ids, members, accounts, orders, programme, points, desk, catalogue, onError },
    pool: parts.copying,
    folder: parts.importsFolder,
  })
  const rooms = { accounts, members, catalogue, orders, offers, programme }
  const insights = insightsService({ db, copying: parts.copying, clock, ids, rooms })
  const demo = demoService({ db, clock, members, onError, rooms: (walking) => furnished({ ...parts, clock: walking }) })
  const integrations = integrationsService({
    ...{ db, clock, ids, secrets, onError, outgoing: parts.outgoing ?? outgoing(), chance: systemChance },
  })
  return {
    ...{ audit, programme, drafts, members, messages, presence, catalogue, accounts, desk },
    ...{ points, holdList, activation, approvals, transfers, nightly, tiers, benefits, termChanges },
    ...{ offers, couponLists, orders, orderLists, portal, merging, tills },
    ...{ imports, bulk, overview, demo, integrations },
    ...{ insights, background: backgroundService({ db, clock, ids }) },
    texts: textsService({ own: parts.ownWeights }),
  }
}

export type RouteParts = Pick<HouseParts, 'clock' | 'ids' | 'db' | 'keyring'> & {
  readonly log: Log
  readonly authenticator: Authenticator
  /** The authenticator's. */
  readonly secret: string
  /** The identity provider of the staff; undefined when there is none. */
  readonly sso?: SsoConfig | undefined
  readonly readiness: Readiness
  readonly metrics: Metrics
  readonly publicUrl: string | undefined
  readonly wechat: Wechat | undefined
}

/** Every room's routes. */
export function routes(app: App, rooms: House & { readonly staff: StaffService }, parts: RouteParts): void {
  const given = { ...rooms, ...parts }
  auditDoor(app, rooms.audit)
  healthRoutes(app, given)
  staffRoutes(app, given)
  auditRoutes(app, { ...given, namesOf: rooms.staff.namesOf })
  programmeRoutes(app, given)
  draftRoutes(app, given)
  proposalRoutes(app, given)
  fileRoutes(app, given)
  reviewRoutes(app, given)
  conditionRoutes(app, given)
  memberRoutes(app, given)
  memberExportRoutes(app, given)
  noteRoutes(app, { ...given, namesOf: rooms.staff.namesOf })
  householdRoutes(app, given)
  messageRoutes(app, given)
  presenceRoutes(app, given)
  catalogueRoutes(app, given)
  pointsRoutes(app, given)
  holdListRoutes(app, given)
  activationRoutes(app, given)
  approvalRoutes(app, given)
  transferRoutes(app, given)
  tierRoutes(app, given)
  benefitRoutes(app, given)
  nightlyRoutes(app, given)
  budgetRoutes(app, given)
  offerRoutes(app, { ...given, exists: async (id) => (await membershipsIn(given.db, [id])).has(id) })
  couponListRoutes(app, given)
  orderRoutes(app, given)
  portalRoutes(app, given)
  mergingRoutes(app, given)
  viewingRoutes(app, given)
  orderListRoutes(app, given)
  tillRoutes(app, given)
  matchingRoutes(app, given)
  importRoutes(app, given)
  bulkRoutes(app, given)
  overviewRoutes(app, given)
  firstDayRoutes(app, given)
  demoRoutes(app, given)
  integrationRoutes(app, given)
  backgroundRoutes(app, given)
  insightRoutes(app, given)
  textRoutes(app, given)
  anomalyRoutes(app, { ...given, namesOf: rooms.staff.namesOf })
}
