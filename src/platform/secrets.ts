/**
 * Keys of the whole installation that must stay the same when the master keys rotate: what was hashed under them cannot be hashed
 * again. Each is random, made when it is first asked for, and kept in the database sealed under the newest master key.
 */
import { sql } from 'kysely'
import { type AlsoSealed, type Keyring, randomFromStock, seal, unseal, versionsClosed } from './keyring.ts'
import { type Database, rows, type Tx } from './postgres/database.ts'

export type Secrets = {
  /** 32 bytes, the same in every process. */
  of(name: string): Promise<Buffer>
  /** Nothing needs it any more; other processes may still remember it. */
  forget(tx: Tx, name: string): Promise<void>
}

type SecretRow = { readonly name: string; readonly masterVersion: number; readonly sealed: Buffer }

const columns = sql.raw('name, master_version as "masterVersion", sealed')
const contextOf = (name: string): string => `secret|${name}`

export function secretsIn(db: Database, keyring: Keyring): Secrets {
  const known = new Map<string, Promise<Buffer>>()
  return {
    of(name) {
      const found = known.get(name)
      if (found !== undefined) return found
      const asked = readOrMade(db, keyring, name)
      known.set(name, asked)
      // What failed is asked for again by whoever comes next; whoever waits now hears of it.
      asked.catch(() => known.delete(name))
      return asked
    },
    async forget(tx, name) {
      await sql`delete from secrets where name = ${name}`.execute(tx)
      known.delete(name)
    },
  }
}

async function readOrMade(db: Database, keyring: Keyring, name: string): Promise<Buffer> {
  const find = () => rows(db, sql<SecretRow>`select ${columns} from secrets where name = ${name}`)
  const [there] = await find()
  if (there !== undefined) return opened(keyring, there)
  const { version, sealed } = sealedNow(keyring, name, randomFromStock(32))
  await sql`
    insert into secrets (name, master_version, sealed) values (${name}, ${version}::int, ${sealed}::bytea)
    on conflict (name) do nothing`.execute(db)
  const [kept] = await find()
  if (kept === undefined) throw new Error(`the secret ${name} was not kept`)
  return opened(keyring, kept)
}

/** @throws Error when the keyring lacks its master key, or has another one of that number */
function opened(keyring: Keyring, { name, masterVersion, sealed }: SecretRow): Buffer {
  const version = keyring.version(masterVersion)
  if (version === undefined) throw new Error(`the keyring has no master key of version ${masterVersion}`)
  return unseal(version.master, contextOf(name), sealed)
}

function sealedNow(keyring: Keyring, name: string, secret: Buffer): { version: number; sealed: Buffer } {
  const [{ version, master }] = keyring.live()
  return { version, sealed: seal(master, contextOf(name), secret) }
}

function olderSecrets(db: Database, keyring: Keyring): Promise<SecretRow[]> {
  const [{ version }] = keyring.live()
  return rows(db, sql<SecretRow>`select ${columns} from secrets where master_version <> ${version}::int`)
}

/** For a change of keys: the secrets stay the same, so no other writer can be overruled. */
export function sealedSecrets({ db, keyring }: { db: Database; keyring: Keyring }): AlsoSealed {
  return {
    async reseal() {
      const older = await olderSecrets(db, keyring)
      const sealed = older.map((each) => ({ ...each, ...sealedNow(keyring, each.name, opened(keyring, each)) }))
      await sql`
        update secrets s set master_version = given.version, sealed = given.sealed
        from unnest(
          ${sealed.map(({ name }) => name)}::text[], ${sealed.map(({ version }) => version)}::int[],
          ${sealed.map((each) => each.sealed)}::bytea[]
        ) as given (name, version, sealed)
        where s.name = given.name`.execute(db)
    },
    left: async () => (await olderSecrets(db, keyring)).length > 0,
    async closed() {
      const all = await rows(db, sql<SecretRow>`select ${columns} from secrets`)
      return versionsClosed(
        all.map((each) => ({ keyVersion: each.masterVersion, open: () => void opened(keyring, each) })),
      )
    },
  }
}
