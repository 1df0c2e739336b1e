/** The first run: one owner, made once, by whoever can read what the server printed. */
import { record } from '../audit/record.ts'
import { accepted, Refused } from '../base/refusals.ts'
import { announce } from '../platform/facts.ts'
import { transaction } from '../platform/postgres/database.ts'
import { setupCodeWrong, setupDone } from './errors.ts'
import { staffFact } from './facts.ts'
import type { StaffParts } from './parts.ts'
import { hashPassword } from './password.ts'
import { fitPassword } from './passwords/fit.ts'
import { CODE_CHARACTERS, checkedEmail, checkedName } from './rules.ts'
import { digestOf, randomCharacters } from './secrets.ts'
import type { NewOwner, StaffId } from './staff.ts'
import { addStaff, hasOwner, isSetupCode, setPassword, setSetupCode, takeSetup } from './store.ts'

export type SetupService = {
  setupNeeded(): Promise<boolean>
  /** A fresh code that makes the first owner, and replaces the one before; undefined when there is an owner. */
  setupCode(): Promise<string | undefined>
  /** Once, however many try. @throws Refused setupCodeWrong, setupDone, and for unfit names, addresses, passwords */
  setUp(asked: NewOwner & { readonly code: string }): Promise<StaffId>
  /** As `setUp`, for whoever may run commands on the machine. @throws Refused setupDone */
  createOwner(asked: NewOwner): Promise<StaffId>
}

export function setupService({ db, clock, ids }: StaffParts): SetupService {
  async function makeOwner(asked: NewOwner, codeHash: Buffer | null): Promise<StaffId> {
    const name = accepted(checkedName(asked.name))
    const email = accepted(checkedEmail(asked.email))
    const hash = await hashPassword(await fitPassword(asked.password, { name, email }))
    const staffId = ids.next<'staff'>()
    await transaction(db, async (tx) => {
      const at = clock.now()
      if (!(await takeSetup(tx, staffId, codeHash)))
        throw new Refused((await hasOwner(tx)) ? setupDone({}) : setupCodeWrong({}))
      await addStaff(tx, { staffId, name, email, role: 'owner', stores: null, at })
      await setPassword(tx, { credentialId: ids.next(), staffId, hash, at })
      await announce(tx, [staffFact({ kind: 'staff.owner-created', data: { staffId } }, { at, ids })])
      const itself = { kind: 'staff', id: staffId } as const
      await record(
        tx,
        { on: itself, by: codeHash === null ? undefined : itself, after: { role: 'owner' } },
        { at, ids },
      )
    })
    return staffId
  }

  return {
    setupNeeded: async () => !(await hasOwner(db)),
    async setupCode() {
      const code = randomCharacters(CODE_CHARACTERS)
      return (await setSetupCode(db, digestOf(code))) ? code : undefined
    },
    async setUp(asked) {
      const codeHash = digestOf(asked.code)
      if (await hasOwner(db)) throw new Refused(setupDone({}))
      // Before the password is hashed: nobody without the code makes this server work.
      if (!(await isSetupCode(db, codeHash))) throw new Refused(setupCodeWrong({}))
      return makeOwner(asked, codeHash)
    },
    createOwner: (asked) => makeOwner(asked, null),
  }
}
