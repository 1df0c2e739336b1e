import { Type } from 'typebox'
import { instantText } from '../base/time.ts'
import type { App } from '../platform/http/app.ts'
import { refusals } from '../platform/http/schemas.ts'
import type { OverviewService } from './service.ts'

const sales = Type.Array(
  Type.Object({
    currency: Type.String(),
    orders: Type.Integer(),
    buyers: Type.Integer({ description: 'Members who bought' }),
    netMinor: Type.Integer({ description: 'After discounts, returns taken off' }),
  }),
)

const overviewView = Type.Object({
  at: Type.String({ format: 'date-time' }),
  members: Type.Object({
    prospect: Type.Integer(),
    active: Type.Integer(),
    suspended: Type.Integer(),
    closed: Type.Integer(),
  }),
  tiers: Type.Array(Type.Object({ ladder: Type.String(), tier: Type.String(), members: Type.Integer() }), {
    description: 'Members by the tier they stand on; who never bought stands on the lowest',
  }),
  losing: Type.Object(
    {
      lastDay: Type.String({ format: 'date', description: 'Thirty days ahead, in the programme’s time zone' }),
      tiers: Type.Array(
        Type.Object({
          ladder: Type.String(),
          tier: Type.String({ description: 'The tier that is lost' }),
          members: Type.Integer(),
          soonest: Type.String({ format: 'date-time', description: 'When the first of them loses it' }),
        }),
      ),
    },
    { description: 'Active members who lose their tier until the end of that day if they do nothing more' },
  ),
  wallets: Type.Array(
    Type.Object(
      {
        wallet: Type.String(),
        issued: Type.Integer(),
        returned: Type.Integer(),
        redeemed: Type.Integer(),
        expired: Type.Integer(),
        adjusted: Type.Integer(),
        exchanged: Type.Integer(),
        fees: Type.Integer({ description: 'Kept back when members gave to each other' }),
        underWay: Type.Integer({ description: 'Given by one member and not yet with the other' }),
        outstanding: Type.Integer({ description: 'What members hold now, pending and held included' }),
      },
      { description: 'Since the beginning' },
    ),
  ),
  sales: Type.Object(
    { current: sales, before: sales },
    { description: 'Members’ orders of the last 30 days, and of the 30 before' },
  ),
})

export function overviewRoutes(app: App, { overview }: { overview: OverviewService }): void {
  app.get(
    '/v1/overview',
    {
      config: { right: 'members.read', stores: 'all' },
      schema: {
        operationId: 'getOverview',
        tags: ['overview'],
        summary: 'Key figures: members, tiers, points and the last 30 days',
        description:
          'As of `at`: at most 15 seconds old, or five minutes where summing takes long because a company is large.',
        response: { 200: overviewView, ...refusals(401, 403) },
      },
    },
    async () => {
      const { at, members, tiers, losing, wallets, sales } = await overview.read()
      const { prospect = 0, active = 0, suspended = 0, closed = 0 } = members
      return {
        at: instantText(at),
        members: { prospect, active, suspended, closed },
        tiers: [...tiers],
        losing: {
          lastDay: losing.lastDay,
          tiers: losing.tiers.map((each) => ({ ...each, soonest: instantText(each.soonest) })),
        },
        wallets: [...wallets],
        sales: { current: [...sales.current], before: [...sales.before] },
      }
    },
  )
}
