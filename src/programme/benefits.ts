/** Benefits as data: what there is, and what each tier gives of it. Checked, looked over and in words. */
import { type Static, Type } from 'typebox'
import type { Locale, Words } from '../base/refusals.ts'
import { grouped } from '../base/text.ts'
import { CodeSchema, WordsSchema } from './basics.ts'
import type { Definition } from './definition.ts'
import { type Finding, type Linted, warning } from './findings.ts'
import { type GiftGiven, GiftSchema, giftInWords, giftOfTier, mistakeInGift } from './gifts.ts'
import type { LadderDefinition, TierDefinition } from './ladders.ts'

const strict = { additionalProperties: false } as const

export const quotaPeriods = ['month', 'quarter', 'year', 'term'] as const

/** A sentence or two, for members to read. */
const DESCRIPTION_AT_MOST = 300
const Text = Type.String({ minLength: 1, maxLength: DESCRIPTION_AT_MOST })
/** More than anybody uses of a thing in a year. */
const USES_AT_MOST = 10_000
/** A slip of the hand beyond it would be expensive: it comes to every member by itself. */
const GIFT_AT_MOST = 1_000_000

export const BenefitSchema = Type.Object(
  {
    code: CodeSchema,
    name: WordsSchema,
    description: Type.Optional(Type.Object({ en: Text, 'zh-CN': Text }, strict)),
    gives: Type.Union([
      Type.Object(
        { kind: Type.Literal('service') },
        { ...strict, description: 'Told to whoever serves the member, and never counted' },
      ),
      Type.Object(
        {
          kind: Type.Literal('quota'),
          per: Type.Enum([...quotaPeriods], {
            description:
              'Of the calendar, in the programme’s time zone, or the term of the tier: from when it is reached or renewed until it ends, on a ladder with a period. Each tier says how many uses',
          }),
        },
        { ...strict, description: 'So many uses in each period; what is left when it ends is gone' },
      ),
      GiftSchema,
    ]),
  },
  strict,
)

/** In the ladders: which benefits a tier gives. */
export const TierBenefitSchema = Type.Object(
  {
    code: CodeSchema,
    uses: Type.Optional(
      Type.Integer({ minimum: 1, maximum: USES_AT_MOST, description: 'Of a benefit that is counted: in each period' }),
    ),
    points: Type.Optional(
      Type.Integer({ minimum: 1, maximum: GIFT_AT_MOST, description: 'Of a gift of points: how many' }),
    ),
  },
  strict,
)

export type Benefit = Static<typeof BenefitSchema>
export type TierBenefit = Static<typeof TierBenefitSchema>
export type QuotaPeriod = Extract<Benefit['gives'], { kind: 'quota' }>['per']

export const benefitPeriods: Readonly<Record<QuotaPeriod, readonly [en: string, chinese: string]>> = {
  month: ['month', '月'],
  quarter: ['quarter', '季度'],
  year: ['year', '年'],
  term: ['term', '等级周期'],
}

export function giftGiven({ gives }: Benefit, { points }: TierBenefit): GiftGiven | null {
  return gives.kind === 'gift' ? { gift: gives, points: points ?? null } : null
}

/** As clients see it. */
export const quotaView = Type.Object({ uses: Type.Integer(), per: Type.Enum([...quotaPeriods]) })

export const servedView = Type.Object({
  benefit: Type.String(),
  name: Type.String(),
  quota: Type.Union([quotaView, Type.Null()], {
    description: 'How often it is given, what is left of it see getBenefits; null for a service, which is not counted',
  }),
})

export type GivenBenefit = {
  readonly code: string
  readonly name: Words
  readonly quota: { uses: number; per: QuotaPeriod } | null
  readonly gift: GiftGiven | null
}

/** What a tier gives, for members to read. */
export function givenBy(
  { benefits: grants = [] }: Pick<TierDefinition, 'benefits'>,
  { benefits = [] }: Pick<Definition, 'benefits'>,
): GivenBenefit[] {
  return grants.flatMap((grant) => {
    const { code, uses = 0 } = grant
    const benefit = benefits.find((each) => each.code === code)
    if (benefit === undefined) return []
    const { name, gives } = benefit
    const quota = gives.kind === 'quota' ? { uses, per: gives.per } : null
    return { code, name, quota, gift: giftGiven(benefit, grant) }
  })
}

/** What the tiers of one member give together to whoever serves him; of a quota the most generous. In the programme's order. */
export function servedBy(
  tiers: ReadonlyMap<string, string>,
  definition: Pick<Definition, 'benefits' | 'ladders'>,
): GivenBenefit[] {
  const { benefits = [], ladders } = definition
  if (benefits.length === 0) return []
  const given = ladders.flatMap(({ code, tiers: steps }) => {
    const tier = steps.find((each) => each.code === tiers.get(code))
    return tier === undefined ? [] : givenBy(tier, definition)
  })
  return benefits.flatMap(({ code }) => {
    const own = given.filter((each) => each.code === code && each.gift === null)
    return own.toSorted((a, b) => (b.quota?.uses ?? 0) - (a.quota?.uses ?? 0))[0] ?? []
  })
}

/** The first mistake in a benefit itself, with its place below it. */
export function mistakeInBenefit(
  { gives }: Benefit,
  definition: Definition,
): { part: string; problem: Words } | undefined {
  return gives.kind === 'gift' ? mistakeInGift(gives, definition) : undefined
}

/**
 * The first mistake in what a tier gives, with its place below the tier.
 * @param hasTerms whether the ladder has periods, which are the terms of its tiers
 */
export function mistakeInGrants(
  { benefits: grants = [] }: Pick<TierDefinition, 'benefits'>,
  { benefits = [] }: Pick<Definition, 'benefits'>,
  { hasTerms }: { readonly hasTerms: boolean },
): { part: string; problem: Words } | undefined {
  for (const [index, grant] of grants.entries()) {
    const { code } = grant
    const part = `benefits[${index}]`
    const benefit = benefits.find((each) => each.code === code)
    if (benefit === undefined)
      return { part: `${part}.code`, problem: { en: `there is no benefit ${code}`, 'zh-CN': `没有权益 ${code}` } }
    if (grants.slice(0, index).some((each) => each.code === code))
      return {
        part: `${part}.code`,
        problem: { en: `the benefit ${code} is there twice`, 'zh-CN': `权益 ${code} 重复` },
      }
    if (benefit.gives.kind === 'quota' && benefit.gives.per === 'term' && !hasTerms)
      return { part: `${part}.code`, problem: noTerm(code) }
    const wrong = mistakeInAmount(benefit, grant)
    if (wrong !== undefined) return { part: `${part}.${wrong.part}`, problem: wrong.problem }
  }
  return undefined
}

function noTerm(code: string): Words {
  return {
    en: `${code} is counted by the term of the tier, and this ladder has no period that ends one: review it by a period, or count by the calendar`,
    'zh-CN': `权益 ${code} 按等级周期计算，而此等级体系没有评定周期：请设置评定周期，或改用自然周期`,
  }
}

/** A quota has a number of uses, a gift of points a number of points, and nothing else has either. */
function mistakeInAmount(
  { gives }: Benefit,
  { code, uses, points }: TierBenefit,
): { part: string; problem: Words } | undefined {
  const counted = gives.kind === 'quota'
  if (counted !== (uses !== undefined))
    return {
      part: 'uses',
      problem: counted
        ? { en: `${code} is counted: say how many uses`, 'zh-CN': `权益 ${code} 按次数计算，须填写次数` }
        : { en: `${code} is not counted: it has no number of uses`, 'zh-CN': `权益 ${code} 不限次数，不应填写次数` },
    }
  const inPoints = gives.kind === 'gift' && gives.what.kind === 'points'
  if (inPoints !== (points !== undefined))
    return {
      part: 'points',
      problem: inPoints
        ? { en: `${code} gives points: say how many`, 'zh-CN': `权益 ${code} 赠送积分，须填写数量` }
        : { en: `${code} gives no points`, 'zh-CN': `权益 ${code} 不赠送积分，不应填写数量` },
    }
  return undefined
}

/** Benefits that no tier gives, and tiers that give less of one than the tier below them. */
export function benefitsLookedOver({ definition }: Linted): Finding[] {
  const given = new Set(definition.ladders.flatMap(({ tiers }) => tiers.flatMap(codesOf)))
  const idle = (definition.benefits ?? []).flatMap(({ code, name }) =>
    given.has(code)
      ? []
      : warning('benefit.given-by-none', `benefits.${code}`, {
          en: `No tier gives “${name.en}”: no member has it.`,
          'zh-CN': `没有等级包含“${name['zh-CN']}”：会员无法享有。`,
        }),
  )
  return [...idle, ...definition.ladders.flatMap((ladder) => lessThanBelow(ladder, definition))]
}

function codesOf({ benefits = [] }: TierDefinition): string[] {
  return benefits.map(({ code }) => code)
}

function lessThanBelow(ladder: LadderDefinition, { benefits = [] }: Definition): Finding[] {
  return ladder.tiers.flatMap((tier, step) => {
    const below = ladder.tiers[step - 1]
    return (below?.benefits ?? []).flatMap(({ code, uses, points }) => {
      const own = tier.benefits?.find((each) => each.code === code)
      const known = benefits.find((each) => each.code === code)
      if (below === undefined || known === undefined) return []
      const { name } = known
      if (own !== undefined && (own.uses ?? 0) >= (uses ?? 0) && (own.points ?? 0) >= (points ?? 0)) return []
      if (own === undefined && isWelcome(known)) return []
      return warning('tier.gives-less', `ladders.${ladder.code}.tiers.${tier.code}`, {
        en: `${tier.name.en} gives less of “${name.en}” than ${below.name.en}: who rises loses it.`,
        'zh-CN': `${tier.name['zh-CN']}的“${name['zh-CN']}”少于${below.name['zh-CN']}：升级后反而减少。`,
      })
    })
  })
}

/** What comes when a tier is reached was had on the tier below and is not lost by rising further. */
function isWelcome({ gives }: Benefit): boolean {
  return gives.kind === 'gift' && gives.at === 'tier-reached'
}

export function benefitsInWords(
  definition: Definition,
  locale: Locale,
): { code: string; name: string; sentence: string }[] {
  return (definition.benefits ?? []).map(({ code, name, description, gives }) => {
    const text = description?.[locale]
    return {
      code,
      name: name[locale],
      sentence: `${givesInWords(gives, definition, locale)}${text === undefined ? '' : ` ${text}`}`,
    }
  })
}

function givesInWords(gives: Benefit['gives'], definition: Definition, locale: Locale): string {
  const zh = locale === 'zh-CN'
  if (gives.kind === 'gift') return giftInWords(gives, definition, locale)
  if (gives.kind === 'service') return zh ? '服务类权益，不限次数。' : 'A service, as often as it is wanted.'
  if (gives.per === 'term')
    return zh
      ? '按次使用，每个等级周期（达到或保级后）重新计算，次数由等级决定。'
      : 'So many uses in each term of the tier, from when it is reached or kept on, as each tier says.'
  const [en, chinese] = benefitPeriods[gives.per]
  return zh
    ? `按次使用，每个自然${chinese}重新计算，次数由等级决定。`
    : `So many uses a calendar ${en}, as each tier says.`
}

/** What a tier gives, as the end of its sentence; empty when it gives none. */
export function grantsInWords(tier: TierDefinition, definition: Definition, locale: Locale): string {
  const said = (tier.benefits ?? []).map(({ code, uses, points }) => {
    const benefit = definition.benefits?.find((each) => each.code === code)
    const name = benefit?.name[locale] ?? code
    if (benefit?.gives.kind === 'gift') {
      const gift = giftOfTier(benefit.gives, points, definition, locale)
      return gift === '' ? name : locale === 'zh-CN' ? `${name}（${gift}）` : `${name} (${gift})`
    }
    if (benefit === undefined || benefit.gives.kind !== 'quota' || uses === undefined) return name
    const [en, chinese] = benefitPeriods[benefit.gives.per]
    return locale === 'zh-CN' ? `${name}（每${chinese} ${grouped(uses)} 次）` : `${name} (${grouped(uses)} × a ${en})`
  })
  if (said.length === 0) return ''
  return locale === 'zh-CN' ? `；权益：${said.join('、')}` : `; gives ${said.join(', ')}`
}
