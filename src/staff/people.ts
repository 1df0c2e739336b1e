/** Adding, changing, inviting and deactivating staff. Nobody gives or takes rights that they lack themselves. */
import { record } from '../audit/record.ts'
import { type Change, difference, type Values } from '../audit/row.ts'
import { accepted, type Language, type Refusal, Refused } from '../base/refusals.ts'
import { asInstant, type Instant } from '../base/time.ts'
import { announce } from '../platform/facts.ts'
import { isUniqueViolation, type Tx, transaction } from '../platform/postgres/database.ts'
import { emailTaken, invitationInvalid, lastOwner, staffDeactivated, staffUnknown } from './errors.ts'
import { removeFactors } from './factors/store.ts'
import { staffFact } from './facts.ts'
import { revokeMadeBy } from './keys/store.ts'
import type { StaffParts } from './parts.ts'
import { hashPassword } from './password.ts'
import { fitPassword } from './passwords/fit.ts'
import { rightsToGive } from './roles/service.ts'
import { rightsHeld } from './roles.ts'
import { CODE_CHARACTERS, checkedEmail, checkedName, withinOwnRights } from './rules.ts'
import { beyondStores, fitForRole, storesToGive } from './scope.ts'
import { digestOf, randomCharacters } from './secrets.ts'
import { type Actor, type Invitation, type NewStaff, rightsOfActor, type StaffId, type StaffMember } from './staff.ts'
import {
  addStaff,
  changeStaff,
  closeStaff,
  endSessionsOf,
  invitedBy,
  lockOwners,
  lockStaff,
  removeCredentials,
  removeInvitation,
  reopenStaff,
  setInvitation,
  setPassword,
  staffById,
  takeInvitation,
} from './store.ts'

const DAY_MILLISECONDS = 24 * 3_600_000
/** Long enough for a weekend and a holiday. */
const INVITATION_MILLISECONDS = 7 * DAY_MILLISECONDS

export type PeopleService = {
  /** Without a password the answer holds a one-time invitation. @throws Refused emailTaken, beyondOwnRights, beyondOwnStores, … */
  add(by: Actor, asked: NewStaff): Promise<{ member: StaffMember; invitation: Invitation | undefined }>
  /** @throws Refused staffUnknown, staffDeactivated, lastOwner, beyondOwnRights, beyondOwnStores */
  change(
    by: Actor,
    staffId: StaffId,
    to: {
      name?: string | undefined
      role?: string | undefined
      /** Null for all. */
      stores?: readonly string[] | null | undefined
    },
  ): Promise<StaffMember>
  /** What people may change about themselves. */
  changeSelf(
    staffId: StaffId,
    to: { name?: string | undefined; locale?: Language | null | undefined },
  ): Promise<StaffMember>
  /** A new one-time link to set a password, which replaces an earlier link; the old password works until then. */
  invite(by: Actor, staffId: StaffId): Promise<Invitation>
  /** Sets the password and ends all sessions of that person. @throws Refused invitationInvalid and unfit passwords */
  acceptInvitation(asked: { code: string; password: string }): Promise<StaffMember>
  /** Takes all second factors of somebody who lost them, and ends their sessions. @throws Refused as \`change\` */
  resetFactors(by: Actor, staffId: StaffId): Promise<void>
  /** Forgets the password and ends all sessions. Keys that the person made live on unless asked. */
  deactivate(by: Actor, staffId: StaffId, asked: { revokeKeys: boolean }): Promise<{ keysRevoked: number }>
  /** Lets somebody back in, who sets a new password with the invitation; also for somebody who was never away. */
  reactivate(by: Actor, staffId: StaffId): Promise<Invitation>
}

export function peopleService(parts: StaffParts): PeopleService {
  return {
    add: (by, asked) => add(parts, by, asked),
    change: (by, staffId, to) => change(parts, by, staffId, to),
    changeSelf: (staffId, to) => changeSelf(parts, staffId, to),
    invite: (by, staffId) => invite(parts, by, staffId),
    acceptInvitation: (asked) => acceptInvitation(parts, asked),
    resetFactors: (by, staffId) => resetFactors(parts, by, staffId),
    deactivate: (by, staffId, asked) => deactivate(parts, by, staffId, asked),
    reactivate: (by, staffId) => reactivate(parts, by, staffId),
  }
}

type Of<Name extends keyof PeopleService> = ReturnType<PeopleService[Name]>
type Given<Name extends keyof PeopleService, Place extends number> = Parameters<PeopleService[Name]>[Place]

async function add({ db, clock, ids }: StaffParts, by: Actor, asked: NewStaff): Of<'add'> {
  const name = accepted(checkedName(asked.name))
  const email = accepted(checkedEmail(asked.email))
  const { role } = asked
  const hash =
    asked.password === undefined ? undefined : await hashPassword(await fitPassword(asked.password, { name, email }))
  const staffId = ids.next<'staff'>()
  try {
    return await transaction(db, async (tx) => {
      const at = clock.now()
      accepted(withinOwnRights(rightsOfActor(by), await rightsToGive(tx, role)))
      const stores = await storesToGive(tx, by, asked.stores)
      refuse(fitForRole(role, stores))
      await addStaff(tx, { staffId, name, email, role, stores, at })
      if (hash !== undefined) await setPassword(tx, { credentialId: ids.next(), staffId, hash, at })
      const invitation = hash === undefined ? await newInvitation(tx, staffId, at) : undefined
      await announce(tx, [staffFact({ kind: 'staff.added', data: { staffId, role, stores } }, { at, ids, by })])
      await record(tx, { on: { kind: 'staff', id: staffId }, after: place({ role, stores }) }, { at, ids })
      return { member: await present(tx, staffId), invitation }
    })
  } catch (error) {
    if (isUniqueViolation(error, 'staff_email_key')) throw new Refused(emailTaken({}))
    throw error
  }
}

async function change(parts: StaffParts, by: Actor, staffId: StaffId, to: Given<'change', 2>): Of<'change'> {
  const { db, clock, ids, forget } = parts
  const changed = await transaction(db, async (tx) => {
    const at = clock.now()
    const stays = to.role === undefined || to.role === 'owner'
    const member = stays ? await subordinate(tx, by, staffId) : await dispensable(tx, by, staffId)
    const name = to.name === undefined ? member.name : accepted(checkedName(to.name))
    const { role = member.role } = to
    if (role !== member.role) accepted(withinOwnRights(rightsOfActor(by), await rightsToGive(tx, role)))
    const stores = to.stores === undefined ? member.stores : await storesToGive(tx, by, to.stores)
    refuse(fitForRole(role, stores))
    await changeStaff(tx, { staffId, name, role, stores, locale: member.locale, at })
    const data = { staffId, role, roleBefore: member.role, stores, storesBefore: member.stores }
    await announce(tx, [staffFact({ kind: 'staff.changed', data }, { at, ids, by })])
    const fields = name === member.name ? [] : ['name']
    await record(tx, changeOf(staffId, { from: place(member), to: place({ role, stores }), fields }), { at, ids })
    return present(tx, staffId)
  })
  forget()
  return changed
}

async function changeSelf(parts: StaffParts, staffId: StaffId, to: Given<'changeSelf', 1>): Of<'changeSelf'> {
  const { db, clock, ids, forget } = parts
  const changed = await transaction(db, async (tx) => {
    const at = clock.now()
    const member = await lockStaff(tx, staffId)
    if (member === undefined) throw new Refused(staffUnknown({}))
    const name = to.name === undefined ? member.name : accepted(checkedName(to.name))
    const locale = to.locale === undefined ? member.locale : to.locale
    await changeStaff(tx, { staffId, name, role: member.role, stores: member.stores, locale, at })
    const fields = name === member.name ? [] : ['name']
    const told = changeOf(staffId, { from: { locale: member.locale }, to: { locale }, fields })
    await record(tx, told && { ...told, by: { kind: 'staff', id: staffId } }, { at, ids })
    return { ...member, name, locale }
  })
  forget()
  return changed
}

async function invite({ db, clock, ids }: StaffParts, by: Actor, staffId: StaffId): Of<'invite'> {
  return transaction(db, async (tx) => {
    const at = clock.now()
    await subordinate(tx, by, staffId)
    const invitation = await newInvitation(tx, staffId, at)
    await announce(tx, [staffFact({ kind: 'staff.invited', data: { staffId } }, { at, ids, by })])
    await record(tx, { on: { kind: 'staff', id: staffId } }, { at, ids })
    return invitation
  })
}

async function acceptInvitation(parts: StaffParts, asked: Given<'acceptInvitation', 0>): Of<'acceptInvitation'> {
  const { db, clock, ids, forget } = parts
  const codeHash = digestOf(asked.code)
  const staffId = await invitedBy(db, codeHash, clock.now())
  // Before the password is hashed: nobody without a link makes this server work.
  if (staffId === undefined) throw new Refused(invitationInvalid({}))
  const person = await staffById(db, staffId)
  if (person === undefined) throw new Refused(invitationInvalid({}))
  const hash = await hashPassword(await fitPassword(asked.password, person))
  const member = await transaction(db, async (tx) => {
    const at = clock.now()
    const locked = await lockStaff(tx, staffId)
    if (locked?.status === 'deactivated' || !(await takeInvitation(tx, codeHash, at)))
      throw new Refused(invitationInvalid({}))
    await setPassword(tx, { credentialId: ids.next(), staffId, hash, at })
    await endSessionsOf(tx, staffId)
    await announce(tx, [staffFact({ kind: 'staff.password-set', data: { staffId } }, { at, ids })])
    const itself = { kind: 'staff', id: staffId } as const
    await record(tx, { on: itself, by: itself, fields: ['password'] }, { at, ids })
    return present(tx, staffId)
  })
  forget()
  return member
}

async function resetFactors(parts: StaffParts, by: Actor, staffId: StaffId): Of<'resetFactors'> {
  const { db, clock, ids, forget } = parts
  await transaction(db, async (tx) => {
    await subordinate(tx, by, staffId)
    await removeFactors(tx, staffId)
    await endSessionsOf(tx, staffId)
    const at = clock.now()
    await announce(tx, [staffFact({ kind: 'staff.factors-reset', data: { staffId } }, { at, ids, by })])
    await record(tx, { on: { kind: 'staff', id: staffId }, fields: ['secondFactors'] }, { at, ids })
  })
  forget()
}

async function deactivate(
  { db, clock, ids, forget }: StaffParts,
  by: Actor,
  staffId: StaffId,
  { revokeKeys }: { revokeKeys: boolean },
): Of<'deactivate'> {
  const keysRevoked = await transaction(db, async (tx) => {
    const at = clock.now()
    const { status } = await dispensable(tx, by, staffId)
    await closeStaff(tx, staffId, at)
    await removeCredentials(tx, staffId)
    await removeFactors(tx, staffId)
    await removeInvitation(tx, staffId)
    await endSessionsOf(tx, staffId)
    const revoked = revokeKeys ? await revokeMadeBy(tx, staffId, at) : []
    const data = { staffId, keysRevoked: revoked.length }
    await announce(tx, [
      staffFact({ kind: 'staff.deactivated', data }, { at, ids, by }),
      ...revoked.map((keyId) => staffFact({ kind: 'key.revoked', data: { keyId } }, { at, ids, by })),
    ])
    await record(
      tx,
      {
        on: { kind: 'staff', id: staffId },
        ...{ before: { status }, after: { status: 'deactivated', keysRevoked: revoked } },
      },
      { at, ids },
    )
    return revoked.length
  })
  forget()
  return { keysRevoked }
}

async function reactivate({ db, clock, ids }: StaffParts, by: Actor, staffId: StaffId): Of<'reactivate'> {
  return transaction(db, async (tx) => {
    const at = clock.now()
    const { status } = await anyone(tx, by, staffId)
    await reopenStaff(tx, staffId, at)
    await announce(tx, [staffFact({ kind: 'staff.reactivated', data: { staffId } }, { at, ids, by })])
    const after = { status: status === 'deactivated' ? 'invited' : status }
    await record(tx, { on: { kind: 'staff', id: staffId }, before: { status }, after }, { at, ids })
    return newInvitation(tx, staffId, at)
  })
}

/** Locks somebody whose rights the actor has too, for stores that are the actor's. */
async function anyone(tx: Tx, by: Actor, staffId: StaffId): Promise<StaffMember> {
  const member = await lockStaff(tx, staffId)
  if (member === undefined) throw new Refused(staffUnknown({}))
  accepted(withinOwnRights(rightsOfActor(by), rightsHeld(member)))
  refuse(beyondStores(by, member.stores))
  return member
}

async function subordinate(tx: Tx, by: Actor, staffId: StaffId): Promise<StaffMember> {
  const member = await anyone(tx, by, staffId)
  if (member.status === 'deactivated') throw new Refused(staffDeactivated({}))
  return member
}

/**
 * As `subordinate`, for what takes the role away: owners are locked first, in one order, so that two of them can neither
 * remove each other nor wait for each other.
 */
async function dispensable(tx: Tx, by: Actor, staffId: StaffId): Promise<StaffMember> {
  const others = (await lockOwners(tx)).filter((one) => one !== staffId)
  const member = await subordinate(tx, by, staffId)
  if (member.role === 'owner' && others.length === 0) throw new Refused(lastOwner({}))
  return member
}

async function newInvitation(tx: Tx, staffId: StaffId, at: Instant): Promise<Invitation> {
  const code = randomCharacters(CODE_CHARACTERS)
  const expiresAt = asInstant(at + INVITATION_MILLISECONDS)
  await setInvitation(tx, { staffId, codeHash: digestOf(code), expiresAt })
  return { code, expiresAt }
}

async function present(tx: Tx, staffId: StaffId): Promise<StaffMember> {
  const member = await staffById(tx, staffId)
  if (member === undefined) throw new Refused(staffUnknown({}))
  return member
}

function refuse(why: Refusal | undefined): void {
  if (why !== undefined) throw new Refused(why)
}

/** What the trail tells of somebody's place: never a name or an address. */
function place({ role, stores }: Pick<StaffMember, 'role' | 'stores'>): Values {
  return { role, stores }
}

/** Undefined when nothing is different. */
function changeOf(
  staffId: StaffId,
  { from, to, fields }: { from: Values; to: Values; fields: readonly string[] },
): Change | undefined {
  const values = difference(from, to)
  if (values === undefined && fields.length === 0) return undefined
  return { on: { kind: 'staff', id: staffId }, ...values, ...(fields.length === 0 ? {} : { fields }) }
}
