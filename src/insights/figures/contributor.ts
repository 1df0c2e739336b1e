/** A model that says something of each person: it leaves a table of its own in the copy, which a run puts together with the others. */
import { type RawBuilder, sql } from 'kysely'
import type { Workshop } from '../workshop.ts'
import type { FigureColumn } from './figures.ts'

export type Contributor = {
  /** Its step in a run, and its table `figures_<name>`. */ readonly name: string
  readonly columns: readonly FigureColumn[]
  /**
   * Makes the temporary table with `person_id` and the columns, at most one row for each person; who is missing has no figure.
   * Models that find too little leave it out: their columns are empty.
   */
  make(workshop: Omit<Workshop, 'rooms'>): Promise<void>
}

export function tableOf({ name }: Pick<Contributor, 'name'>): RawBuilder<unknown> {
  return sql.id(`figures_${name.replaceAll('-', '_')}`)
}
