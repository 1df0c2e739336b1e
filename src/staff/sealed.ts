/** Secrets that must be known again in clear: those that authenticator apps share. */
import { sql } from 'kysely'
import { type AlsoSealed, type Keyring, seal, unseal, versionsClosed } from '../platform/keyring.ts'
import { type Database, row, rows } from '../platform/postgres/database.ts'

export type Sealed = { readonly sealed: Buffer; readonly keyVersion: number }

export type Sealer = {
  /** @param context whose secret it is; it opens only under the same words */
  seal(context: string, secret: string): Sealed
  /** @throws Error when the keyring lacks the version: the operator must put the old key file back */
  open(context: string, kept: Sealed): string
}

export function sealer(keyring: Keyring): Sealer {
  return {
    seal(context, secret) {
      const [newest] = keyring.live()
      return { sealed: seal(newest.master, context, secret), keyVersion: newest.version }
    },
    open(context, { sealed, keyVersion }) {
      const version = keyring.version(keyVersion)
      if (version === undefined) throw new Error(`the keyring has no master key of version ${keyVersion}`)
      return unseal(version.master, context, sealed).toString('utf8')
    },
  }
}

export function totpContext(staffId: string): string {
  return `staff|${staffId}|totp`
}

/** For the rotation of keys (members/rotation): brings what is sealed here under the newest version. */
export function sealedByStaff({ db, keyring }: { db: Database; keyring: Keyring }): AlsoSealed {
  const { seal: again, open } = sealer(keyring)
  return {
    /** Each row is written only if it is still as it was read. */
    async reseal() {
      for (const one of await rows(db, otherThan(keyring.live()[0].version))) {
        const context = totpContext(one.staffId)
        const fresh = again(context, open(context, one))
        await sql`
          update staff_totp set sealed = ${fresh.sealed}, key_version = ${fresh.keyVersion}::int
          where staff_id = ${one.staffId}::uuid and sealed = ${one.sealed}`.execute(db)
      }
    },
    left: async () => (await row(db, otherThan(keyring.live()[0].version))) !== undefined,
    async closed() {
      const all = await rows(
        db,
        sql<Sealed & { staffId: string }>`
          select distinct on (key_version) ${columns} from staff_totp order by key_version, staff_id`,
      )
      return versionsClosed(
        all.map((one) => ({ keyVersion: one.keyVersion, open: () => void open(totpContext(one.staffId), one) })),
      )
    },
  }
}

const columns = sql.raw('staff_id as "staffId", sealed, key_version as "keyVersion"')

function otherThan(version: number) {
  return sql<Sealed & { staffId: string }>`select ${columns} from staff_totp where key_version <> ${version}::int`
}
