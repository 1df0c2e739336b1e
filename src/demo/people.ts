/** The sample shop's members: who they are, what they like and how they come and go. Pure: a member follows from seed and place. */
import { asInstant, type Instant } from '../base/time.ts'
import type { AttributeDefinition, GivenEnrolment, GivenIdentity } from '../members/member.ts'
import { type Calendar, type Day, momentOf } from './calendar.ts'
import { type Branch, branches, type Good, goods } from './goods.ts'
import { familyNames, fictionAreas, givenCharacters, givenNames, surnames } from './names.ts'
import { at, type Draws, draws, evenly } from './random.ts'

export type Shop = {
  readonly seed: number
  readonly members: number
  readonly until: Instant
  readonly calendar: Calendar
  /** The day that `until` is in, and the first of its month. */
  readonly today: number
  readonly monthBegan: number
}

/** How somebody comes and goes. `generous`: buys for a whole office and gives presents. */
export type Kind = 'never' | 'once' | 'occasional' | 'loyal' | 'daily' | 'lapsing' | 'won-back' | 'generous'

/** In percent of the members, and visits in an ordinary month. */
const kinds: readonly (readonly [Kind, share: number, monthly: number])[] = [
  ['never', 6, 0],
  ['once', 21, 0],
  ['occasional', 36.5, 0.32],
  ['loyal', 15, 1.2],
  ['daily', 1, 5.2],
  ['lapsing', 13, 0.95],
  ['won-back', 5, 0.9],
  ['generous', 2.5, 1.2],
]

export type Taste = 'coffee' | 'tea' | 'both'

/** Days of the calendar, both inclusive. */
export type Stay = { readonly from: number; readonly to: number }

export type Person = {
  readonly index: number
  readonly kind: Kind
  readonly english: boolean
  readonly taste: Taste
  readonly favourites: readonly Good[]
  readonly branch: Branch
  readonly joinedOn: number
  readonly joinedAt: Instant
  /** Was known by an e-mail address before he joined. */
  readonly prospectSince: Instant | null
  readonly prospectOnly: boolean
  /** Visits in an ordinary month while he comes. */
  readonly monthly: number
  readonly stays: readonly Stay[]
  /** Likes to spend points. */
  readonly redeems: boolean
}

const topic = { person: 1, profile: 2 } as const
const DAY = 86_400_000
/** Of those who never buy, so many in a hundred left only an address. */
const PROSPECTS = 35

export function personOf(shop: Shop, index: number): Person {
  const chance = draws(shop.seed, topic.person, index)
  const [kind, , monthly] = kindOf(evenly(index, (shop.seed % 997) / 997))
  const taste = chance.weighted([
    ['coffee', 52],
    ['tea', 30],
    ['both', 18],
  ] as const)
  const joinedOn = joiningDay(shop, chance)
  const joinedAt = momentOf(at(shop.calendar.days, joinedOn), chance)
  const prospectOnly = kind === 'never' && chance.percent(PROSPECTS)
  const wasProspect = !prospectOnly && joinedOn > 60 && chance.percent(1.5)
  return {
    index,
    kind,
    english: isEnglish(index),
    taste,
    favourites: favouritesOf(taste, chance),
    branch: branchOf(shop, joinedOn, chance),
    joinedOn,
    joinedAt,
    prospectSince: wasProspect ? asInstant(joinedAt - (7 + chance.whole(50)) * DAY) : null,
    prospectOnly,
    // People of one kind differ: from half to twice as often, and rarely more.
    monthly: monthly * Math.exp(0.45 * (chance.next() + chance.next() + chance.next() - 1.5) * 2),
    stays: staysOf(shop, kind, joinedOn, chance),
    redeems: chance.percent(kind === 'daily' || kind === 'loyal' ? 80 : 55),
  }
}

function kindOf(place: number): (typeof kinds)[number] {
  let left = place * 100
  for (const kind of kinds) {
    left -= kind[1]
    if (left < 0) return kind
  }
  return at(kinds, 2)
}

/** Newcomers of the last days; their share is what the days are of the whole. */
const NEW_DAYS = 30

/** A rush at the opening, then steady growth; the newest members joined in the days before `until`, whatever day it is. */
function joiningDay({ today, monthBegan }: Shop, chance: Draws): number {
  const whole = Math.max(monthBegan, 1)
  if (today > NEW_DAYS && chance.next() < (NEW_DAYS / whole) * 0.7) return today - 1 - chance.whole(NEW_DAYS)
  if (chance.percent(10)) return Math.min(whole - 1, Math.floor(chance.exponential(12)))
  // The density grows from 0.6 at the opening to 1.4 now; this is the inverse of its sum.
  const grown = (-0.6 + Math.sqrt(0.36 + 1.6 * chance.next())) / 0.8
  return Math.min(whole - 1, Math.floor(grown * whole))
}

function branchOf({ today }: Shop, joinedOn: number, chance: Draws): Branch {
  const open = branches.filter((branch) => branch.opensAfter * today <= joinedOn * 100)
  return chance.weighted(open.map((branch) => [branch, branch.share] as const))
}

const shelves = {
  coffee: [
    ['espresso', 70],
    ['cold', 14],
    ['filter', 16],
  ],
  tea: [
    ['milk-tea', 45],
    ['fruit-tea', 30],
    ['leaf-tea', 25],
  ],
  both: [
    ['espresso', 45],
    ['milk-tea', 25],
    ['fruit-tea', 15],
    ['leaf-tea', 15],
  ],
} as const

export function drinkFor(taste: Taste, chance: Draws): Good {
  return chance.pick(goods.get(chance.weighted(shelves[taste])) ?? [])
}

function favouritesOf(taste: Taste, chance: Draws): Good[] {
  return [drinkFor(taste, chance), drinkFor(taste, chance)]
}

function staysOf({ calendar }: Shop, kind: Kind, from: number, chance: Draws): Stay[] {
  const last = calendar.days.length - 1
  switch (kind) {
    case 'never':
    case 'once':
      return []
    case 'lapsing':
      return [{ from, to: Math.min(last, from + 20 + chance.whole(140)) }]
    case 'won-back': {
      const left = from + 30 + chance.whole(100)
      const back = left + 90 + chance.whole(110)
      return [
        { from, to: Math.min(last, left) },
        { from: back, to: last },
      ].filter((stay) => stay.from <= last)
    }
    default:
      return [{ from, to: last }]
  }
}

/** Two of nine; evenly spread, so that each of them can have a number that is set aside for fiction. */
function isEnglish(index: number): boolean {
  return index % 9 === 0 || index % 9 === 4
}

const FICTION = 100
/** A factor that shares no divisor with ten million: neighbours get numbers that look nothing alike, and no two the same. */
const SCATTER = 7_130_527

/**
 * Numbers that should reach nobody. North America sets 555-0100 … 555-0199 of each area aside for fiction. China sets nothing
 * aside: 145 0… is a prefix of data cards, which cannot be called. Undefined when the fictional ones are used up.
 */
function phoneOf({ index, english }: Person): string | undefined {
  if (!english) return `+861450${String((index * SCATTER) % 10_000_000).padStart(7, '0')}`
  const place = Math.floor(index / 9) * 2 + (index % 9 === 0 ? 0 : 1)
  const area = fictionAreas[Math.floor(place / FICTION)]
  return area === undefined ? undefined : `+1${area}55501${String(place % FICTION).padStart(2, '0')}`
}

/** Domains that RFC 2606 sets aside for examples. */
const domains = ['example.com', 'example.org', 'example.net'] as const

export type Wish = 'prospect' | 'member'

/** What he says of himself. The same address both times, so that the prospect is found when he joins. */
export function enrolmentOf(shop: Shop, person: Person, wish: Wish): GivenEnrolment {
  const chance = draws(shop.seed, topic.profile, person.index)
  const { index, english, branch } = person
  const gender = chance.percent(58) ? 'female' : 'male'
  const name = english ? englishName(gender, chance) : chineseName(gender, chance)
  const email = `${name.latin}${index}@${chance.pick(domains)}`
  if (wish === 'prospect')
    return { status: 'prospect', email, locale: localeOf(person), channel: 'web', joinedAt: prospectJoined(person) }
  const phone = phoneOf(person)
  const tells = phone === undefined || person.prospectSince !== null || chance.percent(english ? 85 : 40)
  const born = birthdayOf(at(shop.calendar.days, 0), chance)
  return {
    familyName: name.familyName,
    givenName: name.givenName,
    ...(phone === undefined ? {} : { phone }),
    ...(tells ? { email } : {}),
    identities: furtherIdentities(person, chance),
    ...(born === undefined ? {} : { birthday: born }),
    ...(chance.percent(70) ? { gender } : {}),
    ...(chance.percent(35) ? { address: { country: 'CN', city: branch.city ?? '' } } : {}),
    channel: channelOf(person, chance),
    store: branch.code,
    locale: localeOf(person),
    attributes: chance.percent(60) ? { favourite: person.taste, milk: chance.pick(milks) } : {},
    tags: tagsOf(person, chance),
    joinedAt: person.joinedAt,
  }
}

function prospectJoined({ prospectSince, joinedAt }: Person): Instant {
  return prospectSince ?? joinedAt
}

function localeOf({ english }: Person): string {
  return english ? 'en' : 'zh-CN'
}

type Name = { readonly familyName: string; readonly givenName: string; readonly latin: string }

const surnamesByWeight = surnames.map(([chinese, latin, weight]) => [[chinese, latin] as const, weight] as const)

function chineseName(gender: 'female' | 'male', chance: Draws): Name {
  const [familyName, latin] = chance.weighted(surnamesByWeight)
  const characters = givenCharacters[gender]
  const second = chance.percent(78) ? chance.pick(characters) : ''
  return { familyName, givenName: `${chance.pick(characters)}${second}`, latin }
}

function englishName(gender: 'female' | 'male', chance: Draws): Name {
  const givenName = chance.pick(givenNames[gender])
  return { familyName: chance.pick(familyNames), givenName, latin: `${givenName.toLowerCase()}.` }
}

function birthdayOf({ label }: Day, chance: Draws): string | undefined {
  const age = 17 + Math.floor((chance.next() + chance.next() + chance.next()) * 17)
  const month = String(1 + chance.whole(12)).padStart(2, '0')
  const day = String(1 + chance.whole(28)).padStart(2, '0')
  const told = chance.next()
  if (told < 0.3) return undefined
  return told < 0.42 ? `--${month}-${day}` : `${2000 + Number(label.slice(0, 2)) - age}-${month}-${day}`
}

function furtherIdentities({ index, english }: Person, chance: Draws): GivenIdentity[] {
  const identities: GivenIdentity[] = []
  const told = String(index).padStart(8, '0')
  if (!english && chance.percent(40))
    identities.push({ kind: 'wechat-openid', source: 'wx-half-day', value: `oHD${told}demo` })
  if (chance.percent(8)) identities.push({ kind: 'card', value: `HD${told}` })
  if (chance.percent(6)) identities.push({ kind: 'external', source: 'old-stamp-cards', value: told })
  return identities
}

function channelOf({ kind }: Person, chance: Draws): string {
  return chance.weighted([
    ['mini-programme', 45],
    ['pos', 27],
    ['app', 20],
    ['web', kind === 'generous' ? 40 : 8],
  ] as const)
}

function tagsOf({ kind, taste }: Person, chance: Draws): string[] {
  const tags: string[] = []
  if (kind === 'generous' && chance.percent(80)) tags.push('企业客户')
  if (kind === 'daily' && chance.percent(50)) tags.push('附近上班')
  if (taste !== 'tea' && chance.percent(6)) tags.push('手冲爱好者')
  if (taste !== 'coffee' && chance.percent(6)) tags.push('茶友')
  if (chance.percent(4)) tags.push('学生')
  if (chance.percent(2)) tags.push('坚果过敏')
  return tags
}

const milks = ['whole', 'oat', 'coconut', 'none'] as const

export const attributes: readonly AttributeDefinition[] = [
  {
    code: 'favourite',
    type: 'choice',
    words: { en: 'Prefers', 'zh-CN': '偏好' },
    choices: [
      { code: 'coffee', words: { en: 'Coffee', 'zh-CN': '咖啡' } },
      { code: 'tea', words: { en: 'Tea', 'zh-CN': '茶' } },
      { code: 'both', words: { en: 'Both', 'zh-CN': '都喜欢' } },
    ],
    active: true,
  },
  {
    code: 'milk',
    type: 'choice',
    words: { en: 'Milk', 'zh-CN': '奶' },
    choices: [
      { code: 'whole', words: { en: 'Whole milk', 'zh-CN': '全脂牛奶' } },
      { code: 'oat', words: { en: 'Oat', 'zh-CN': '燕麦奶' } },
      { code: 'coconut', words: { en: 'Coconut', 'zh-CN': '椰奶' } },
      { code: 'none', words: { en: 'None', 'zh-CN': '不加奶' } },
    ],
    active: true,
  },
]
