/** What members agreed to, in which words, when and where; and how much they want to hear. Nothing of it is ever changed, only said anew. */
import type { MemberId } from '../../base/ids.ts'
import { Refused, type Words } from '../../base/refusals.ts'
import type { Instant } from '../../base/time.ts'
import { announce } from '../../platform/facts.ts'
import { type Tx, transaction } from '../../platform/postgres/database.ts'
import { memberFact } from '../facts.ts'
import type { By } from '../member.ts'
import { locked, type Room } from '../room.ts'
import { channelMisplaced, consentRequired, consentTextUnknown, consentUnknown, quietInvalid } from './errors.ts'
import type { Consent, ConsentText, ContactBudget } from './store.ts'
import * as store from './store.ts'

export type { Consent, ConsentText, ContactBudget } from './store.ts'

/** What is said of a text. Without a version, of the one in use. */
export type Said = { readonly code: string; readonly version?: number | undefined; readonly given: boolean }

/** A text in use with what the member said of it; `said` is null when he was not asked, or only about an earlier version. */
export type MemberConsent = ConsentText & { readonly said: Consent | null; readonly givenNow: boolean }

export type ConsentsService = {
  /** The texts in use. */
  texts(): Promise<ConsentText[]>
  /** A new version of a text, or its first. @throws Refused channelMisplaced */
  publish(text: Omit<ConsentText, 'version' | 'publishedAt'>): Promise<ConsentText>
  /** Nobody is asked any more; what was said stays. @throws Refused consentTextUnknown */
  retire(code: string): Promise<void>
  of(memberId: MemberId): Promise<MemberConsent[]>
  /** All that the member ever said, newest first. */
  history(memberId: MemberId): Promise<Consent[]>
  /** Saying the same again changes nothing. @throws Refused memberUnknown, consentUnknown */
  record(memberId: MemberId, said: readonly Said[], how: { by: By; source: string }): Promise<MemberConsent[]>
  budget(memberId: MemberId): Promise<ContactBudget>
  /** @throws Refused memberUnknown, quietInvalid */
  setBudget(memberId: MemberId, budget: ContactBudget, by: By): Promise<void>
}

/** Who said nothing hears at most this: a message every other day is what most people still call fine. */
const ordinary: ContactBudget = { perWeek: 3, quietFrom: null, quietTo: null }

/** What somebody says of texts, and where he says it: `till`, `portal`, `console`, `api` … */
export type Saying = { readonly said: readonly Said[]; readonly source: string }

/** In the caller's transaction, which has locked the member or is making him. @throws Refused consentUnknown */
export async function recordIn(
  { clock, ids }: Room,
  tx: Tx,
  memberId: MemberId,
  { said, source, by }: Saying & { readonly by: By },
): Promise<void> {
  const texts = await store.textsOf(
    tx,
    said.map(({ code }) => code),
  )
  const before = new Map((await store.latestConsents(tx, memberId)).map((one) => [one.code, one]))
  const at = clock.now()
  const added = said
    .map((one) => ({ consentId: ids.next<'consent'>(), ...one, version: versionOf(one, texts), at, source }))
    .filter(({ code, version, given }) => before.get(code)?.version !== version || before.get(code)?.given !== given)
  await store.addConsents(tx, added, { memberId, by })
  await announce(
    tx,
    added.map(({ code, version, given }) =>
      memberFact(
        { kind: given ? 'member.consented' : 'member.consent-withdrawn', data: { code, version, source } },
        { memberId, at, recordedAt: at, by, ids },
      ),
    ),
  )
}

/** @throws Refused consentRequired when something without which nobody becomes a member is missing */
export async function checkRequired(tx: Tx, said: readonly Said[]): Promise<void> {
  const given = new Set(said.filter((one) => one.given).map((one) => one.code))
  const missing = (await store.currentTexts(tx)).filter(({ code, required }) => required && !given.has(code))
  if (missing.length > 0) throw new Refused(consentRequired({ codes: missing.map(({ code }) => code) }))
}

export function consentsService(room: Room): ConsentsService {
  const { db, clock, ids } = room

  async function of(memberId: MemberId): Promise<MemberConsent[]> {
    const [texts, said] = await Promise.all([store.currentTexts(db), store.latestConsents(db, memberId)])
    return together(texts, said)
  }

  async function record(
    memberId: MemberId,
    said: readonly Said[],
    how: { by: By; source: string },
  ): Promise<MemberConsent[]> {
    await transaction(db, async (tx) => {
      await locked(tx, memberId)
      await recordIn(room, tx, memberId, { said, ...how })
    })
    return of(memberId)
  }

  return {
    texts: () => store.currentTexts(db),
    publish: (text) => publish(room, text),
    async retire(code) {
      if (!(await store.retireText(db, code, clock.now()))) throw new Refused(consentTextUnknown({ code }))
    },
    of,
    history: (memberId) => store.allConsents(db, memberId),
    record,
    budget: async (memberId) => (await store.contactBudget(db, memberId)) ?? ordinary,
    async setBudget(memberId, budget, by) {
      if ((budget.quietFrom === null) !== (budget.quietTo === null)) throw new Refused(quietInvalid({}))
      await transaction(db, async (tx) => {
        await locked(tx, memberId)
        const at = clock.now()
        await store.putContactBudget(tx, memberId, budget, at)
        const happened = { kind: 'member.contact-budget', data: { perWeek: budget.perWeek } } as const
        await announce(tx, [memberFact(happened, { memberId, at, recordedAt: at, by, ids })])
      })
    },
  }
}

/** @throws Refused consentUnknown */
function versionOf({ code, version }: Said, texts: readonly ConsentText[]): number {
  const known = texts.filter((one) => one.code === code).map((one) => one.version)
  const newest = Math.max(0, ...known)
  if (newest === 0 || (version !== undefined && !known.includes(version))) throw new Refused(consentUnknown({ code }))
  return version ?? newest
}

function together(texts: readonly ConsentText[], said: readonly Consent[]): MemberConsent[] {
  return texts.map((text) => {
    const one = said.find(({ code, version }) => code === text.code && version === text.version) ?? null
    return { ...text, said: one, givenNow: one?.given === true }
  })
}

async function publish(
  { db, clock }: Room,
  text: { code: string; kind: ConsentText['kind']; channel: ConsentText['channel']; required: boolean; words: Words },
): Promise<ConsentText> {
  if ((text.channel !== null) !== (text.kind === 'marketing')) throw new Refused(channelMisplaced({}))
  return transaction(db, async (tx) => {
    await store.lockTexts(tx)
    const versions = (await store.textsOf(tx, [text.code])).map(({ version }) => version)
    const publishedAt: Instant = clock.now()
    const published = { ...text, version: 1 + Math.max(0, ...versions), publishedAt }
    await store.addText(tx, published)
    return published
  })
}
