/** What a run found on its way, for the report on the same. It stands beside the copy, and goes with the process. */
import { sql } from 'kysely'
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { canonical } from '../../base/canonical.ts'
import { type Database, row } from '../../platform/postgres/database.ts'
import { markOf } from '../copy/tables.ts'
import type { Workshop } from '../workshop.ts'

type Shop = Pick<Workshop, 'copy' | 'currency' | 'zone'>

export type Memory<Found> = {
  /** In place of what was remembered before. @param of what it was made of */
  remember(copy: Database, of: unknown, found: Found): Promise<void>
  /** Nothing when it was made of something else. */
  recall(copy: Database, of: unknown): Promise<Found | undefined>
}

export function memory<const S extends TSchema>(name: string, schema: S): Memory<Static<S>> {
  const form = Compile(schema)
  return {
    async remember(copy, of, found) {
      await prepared(copy)
      await sql`delete from remembered where name = ${name}::text`.execute(copy)
      await sql`
        insert into remembered values (${name}::text, ${canonical(of)}::text, ${JSON.stringify(found)}::text)`.execute(
        copy,
      )
    },
    async recall(copy, of) {
      await prepared(copy)
      const kept = sql<{ found: string }>`
        select found from remembered where name = ${name}::text and made_of = ${canonical(of)}::text`
      const one = await row(copy, kept)
      return one === undefined ? undefined : form.Parse(JSON.parse(one.found))
    },
  }
}

async function prepared(copy: Database): Promise<void> {
  await sql`create temp table if not exists remembered (name varchar, made_of varchar, found varchar)`.execute(copy)
}

/** All that a model's answer hangs on: how far the copy has read, and what people set. */
export async function madeOf({ copy, currency, zone }: Shop, setting: unknown): Promise<unknown> {
  return { position: (await markOf(copy)).position, currency: currency ?? null, zone, setting }
}
