/** What recommendations were worth on visits that they did not know; on the way the model for single members is learned and kept. */
import { Type } from 'typebox'
import { asInstant, type Instant, instantText } from '../../base/time.ts'
import { instantSchema } from '../../platform/http/schemas.ts'
import { purchases } from '../purchases.ts'
import { missingOf, missingSchema } from '../reports/missing.ts'
import { report } from '../reports/report.ts'
import { STRETCHES } from './clock.ts'
import { visitsTooFew } from './errors.ts'
import { type Case, type Method, measured, splitAt } from './evaluation.ts'
import type { History } from './histories.ts'
import { learn, type Model } from './model.ts'
import { histories } from './questions.ts'
import { forgetModel, putModel } from './store.ts'
import { stored } from './storing.ts'

const DAY = 86_400_000
/** What people bought longer ago says little of what they want now. */
const KNOWN_DAYS = 730
/** The last days, whose visits are not learned from where lists are measured. */
const HELD_BACK_DAYS = 30
const PEOPLE_AT_LEAST = 20
/** Below it an interval is wider than what there is to see. */
const CASES_AT_LEAST = 30
const CASES_AT_MOST = 3_000
/** 200 MB while a model is learned. */
const LINES_AT_MOST = 2_000_000
const COUNT = 10

const share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description })
const methodNames = ['popular', 'habit', 'following', 'together', 'varied'] as const
type MethodName = (typeof methodNames)[number]

const methods: Readonly<Record<MethodName, Omit<Method, 'count'>>> = {
  popular: { withoutHistory: true },
  habit: { weights: { again: 1, following: 0, popular: 0.001 } },
  following: { weights: { again: 0, following: 1, popular: 0.001 } },
  together: {},
  varied: { diversity: 0.3 },
}

const measuredSchema = Type.Object({
  method: Type.Enum([...methodNames]),
  onlyNew: Type.Boolean({ description: 'Only what a member had not bought before' }),
  cases: Type.Integer({ description: 'Members whose next visit was looked at' }),
  recall: share('Of what was bought, how much stood on the list of ten'),
  recallWithin: Type.Number({ description: 'Half the width of its 95 % interval' }),
  ndcg: share('The same, with places further down counting less'),
  hit: share('Of the members, how many bought anything on their list'),
  coverage: share('Of all products, how many stood on somebody’s list'),
  likeness: share('Mean likeness of two products on one list'),
})

export const recommendationsReport = report({
  name: 'recommendations',
  operationId: 'getRecommendations',
  summary: 'How good recommendations are, measured on visits that they did not know, beside what all buy',
  asked: Type.Object({}),
  standing: true,
  result: Type.Object({
    missing: missingSchema,
    people: Type.Integer({ description: 'Members who bought something in the last two years' }),
    learnedFrom: Type.Integer({
      description: 'Of these, those the model was learned from: all, or a part drawn by lot',
    }),
    ...{ visits: Type.Integer(), products: Type.Integer() },
    heldBackFrom: Type.Union([Type.Null(), instantSchema('Visits from then on were not learned from')]),
    measured: Type.Array(measuredSchema, { description: 'Empty where too few members came again' }),
    clock: Type.Array(
      Type.Object({
        until: Type.Union([Type.Null(), Type.Number()], { description: 'Usual gaps since the purchase; null: more' }),
        factor: Type.Number({ description: 'How many times as often as without a clock it was bought again' }),
      }),
    ),
  }),
  async make({ copy, db, now }) {
    const known = await histories(copy, {
      ...{ purchases, from: asInstant(now - KNOWN_DAYS * DAY), until: now, linesAtMost: LINES_AT_MOST },
    })
    const found = {
      ...{ missing: null, people: known.people, learnedFrom: known.histories.length, visits: 0, products: 0 },
      ...{ heldBackFrom: null, measured: [], clock: [] },
    }
    if (known.people < PEOPLE_AT_LEAST) {
      await forgetModel(db)
      return { ...found, missing: missingOf(visitsTooFew({ people: known.people, least: PEOPLE_AT_LEAST })) }
    }
    const heldBackFrom = asInstant(newest(known.histories) - HELD_BACK_DAYS * DAY)
    const evaluation = evaluated(known.histories, heldBackFrom)
    const model = learn(known.histories)
    await putModel(db, stored(model), now)
    return {
      ...{ ...found, visits: model.visits, products: model.counts.size },
      ...{ heldBackFrom: instantText(heldBackFrom), measured: evaluation, clock: clockOf(model) },
    }
  },
})

function newest(all: readonly History[]): Instant {
  return asInstant(all.reduce((latest, history) => Math.max(latest, history.at(-1)?.at ?? 0), 0))
}

function evaluated(all: readonly History[], heldBackFrom: Instant) {
  const { histories: before, cases } = splitAt(all, heldBackFrom)
  if (cases.length < CASES_AT_LEAST) return []
  const model = learn(before)
  const looked = spread(cases)
  return [false, true].flatMap((onlyNew) =>
    methodNames.flatMap((method) => {
      // What is new to somebody is no habit.
      if (onlyNew && method === 'habit') return []
      const figures = measured(model, looked, { count: COUNT, onlyNew, ...methods[method] })
      return figures === null ? [] : [{ method, onlyNew, ...figures }]
    }),
  )
}

/** Evenly over all of them. */
function spread(cases: readonly Case[]): readonly Case[] {
  const step = Math.ceil(cases.length / CASES_AT_MOST)
  return cases.filter((_, place) => place % step === 0)
}

function clockOf({ clock }: Model) {
  return clock.factors.map((factor, place) => ({ until: STRETCHES[place] ?? null, factor }))
}
