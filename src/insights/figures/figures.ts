/** What is known of one person: the columns of `insight_members`, each filled by the model that knows it. */

/** Of DuckDB and of Postgres, by name of the column. */
export const figureColumns = {
  recency: { copy: 'SMALLINT', books: 'smallint' },
  frequency: { copy: 'SMALLINT', books: 'smallint' },
  monetary: { copy: 'SMALLINT', books: 'smallint' },
  segment: { copy: 'VARCHAR', books: 'text' },
  alive: { copy: 'SMALLINT', books: 'smallint' },
  orders_expected: { copy: 'FLOAT', books: 'real' },
  value_minor: { copy: 'BIGINT', books: 'bigint' },
  value_currency: { copy: 'VARCHAR', books: 'text' },
  stage: { copy: 'VARCHAR', books: 'text' },
  stage_since: { copy: 'VARCHAR', books: 'date' },
  stage_because: { copy: 'VARCHAR', books: 'jsonb' },
  loyalty: { copy: 'SMALLINT', books: 'smallint' },
  loyalty_parts: { copy: 'VARCHAR', books: 'jsonb' },
  churn: { copy: 'SMALLINT', books: 'smallint' },
  churn_because: { copy: 'VARCHAR', books: 'jsonb' },
  due_on: { copy: 'VARCHAR', books: 'date' },
  first_on: { copy: 'VARCHAR', books: 'date' },
  cluster: { copy: 'VARCHAR', books: 'text' },
} as const

export type FigureColumn = keyof typeof figureColumns

const order: readonly string[] = Object.keys(figureColumns)

function isFigureColumn(name: string): name is FigureColumn {
  return order.includes(name)
}

export const figureNames: readonly FigureColumn[] = order.filter(isFigureColumn)
