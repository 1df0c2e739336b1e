/** Brings `insight_bought` to what the copy knows now, so that conditions can ask who bought something. */
import { sql } from 'kysely'
import { asInstant, type Instant } from '../../base/time.ts'
import type { CatalogueService } from '../../catalogue/service.ts'
import { type Database, rows } from '../../platform/postgres/database.ts'
import { bring } from '../figures/bringing.ts'
import { purchases } from '../purchases.ts'
import { bought } from './questions.ts'
import { deleteBought, deleteOlderBought, upsertBought } from './store.ts'

export type WritingParts = {
  readonly copy: Database
  readonly db: Database
  readonly catalogue: Pick<CatalogueService, 'categoriesOf'>
  readonly at: Instant
  /** Said as it goes on. */ readonly progress?: (done: number, total: number) => void
}

/** Two years. */
const DAYS = 730
const DAY_MS = 86_400_000
/** Different goods of one person. */
const MOST = 500

const lines = sql`order_lines`
const living = sql`(select member_id as person_id from people where person_id = member_id and status <> 'closed')`

/** @returns how many members' goods changed, appeared or went */
export async function writeBought(parts: WritingParts): Promise<number> {
  const { copy, db, at } = parts
  await makeTree(parts)
  const from = asInstant(Math.max(0, at - DAYS * DAY_MS))
  const question = { purchases, lines, among: living, tree: sql`category_tree`, from, most: MOST }
  await sql`create or replace temp table bought_now as ${bought(question)}`.execute(copy)
  return bring({
    ...parts,
    name: 'bought',
    put: (tx, page) => upsertBought(tx, `[${page.map(({ record }) => record).join(',')}]`, at),
    remove: deleteBought,
    removeOlder: () => deleteOlderBought(db, at),
  })
}

/** Each category that was bought of, with all above it as the catalogue has them now. */
async function makeTree({ copy, catalogue }: Pick<WritingParts, 'copy' | 'catalogue'>): Promise<void> {
  await sql`create or replace temp table category_tree (category varchar, above varchar)`.execute(copy)
  const codes = await rows(
    copy,
    sql<{ code: string }>`select distinct category as code from order_lines where category is not null order by 1`,
  )
  const placed = await catalogue.categoriesOf(codes.map(({ code }) => code))
  const paths = new Map(placed.map(({ code, path }) => [code, path]))
  const tree = codes.flatMap(({ code }) => (paths.get(code) ?? [code]).map((above) => ({ category: code, above })))
  await sql`
    insert into category_tree by name
    select unnest(from_json(${JSON.stringify(tree)}::json, '[{"category":"VARCHAR","above":"VARCHAR"}]'), recursive := true)`.execute(
    copy,
  )
}
