/**
 * A client for transactions that are short and many: what is asked in one turn of the event loop goes to Postgres as one group
 * with one end, and is answered in one piece. Statements one after another would each end with an answer of their own, and each
 * answer wakes this process: on a busy machine the waking costs more than the statements.
 * The statements of a group succeed or fail together, which suits statements of one transaction and nothing else.
 */
import pg from 'pg'
import { statementName } from './statements.ts'

type Values = readonly unknown[]
type Answer = { command: string; rowCount: number; rows: Record<string, unknown>[] }
type Call = {
  readonly text: string
  readonly name: string
  readonly values: Values
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}

/** The columns of a statement's rows, with what reads each. */
type Shape = readonly { readonly name: string; readonly parse: (text: string) => unknown }[]
const noRows: Shape = []

/** What a connection has prepared; kept beside it, so that a group needs to ask only once what its rows look like. */
type Prepared = { readonly parsed: Set<string>; readonly shapes: Map<string, Shape> }

/** The parts of pg's connection that a group uses; TypeScript's types of pg do not name them. */
type Connection = {
  readonly stream: { cork(): void; uncork(): void }
  close(message: { type: 'S'; name: string }): void
  parse(message: { text: string; name: string }): void
  bind(message: { statement: string; values: Values; valueMapper: (value: unknown) => string | null }): void
  describe(message: { type: 'P'; name: string }): void
  execute(message: object): void
  sync(): void
}
type Field = { readonly name: string; readonly dataTypeID: number }
type TypeParsers = { getTypeParser(oid: number, format: 'text'): (text: string) => unknown }

/** @throws TypeError for what no store sends: arrays are turned to text by arrays.ts, instants by `stamp` */
function asText(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new TypeError(`a parameter of the type ${typeof value} cannot be sent in a group`)
}

/** What pg needs of a query of one's own: it calls these as the answers come in. */
function groupOf(calls: readonly Call[], prepared: Prepared, types: TypeParsers) {
  const answers: Answer[] = []
  let rows: Answer['rows'] = []
  let shape: Shape | undefined
  let fault: Error | undefined

  function fail(error: Error): void {
    for (const { reject } of calls) reject(error)
  }

  return {
    submit(connection: Connection): null {
      connection.stream.cork()
      try {
        for (const call of calls) send(connection, call, prepared)
      } catch (error) {
        fault = asError(error)
      }
      connection.sync()
      connection.stream.uncork()
      return null
    },
    handleRowDescription({ fields }: { fields: readonly Field[] }): void {
      shape = fields.map(({ name, dataTypeID }) => ({ name, parse: types.getTypeParser(dataTypeID, 'text') }))
    },
    handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
      shape ??= prepared.shapes.get(calls[answers.length]?.name ?? '') ?? noRows
      try {
        rows.push(rowOf(shape, fields))
      } catch (error) {
        fault ??= asError(error)
      }
    },
    handleCommandComplete({ text }: { text: string }): void {
      const call = calls[answers.length]
      if (call !== undefined && !prepared.shapes.has(call.name)) prepared.shapes.set(call.name, shape ?? noRows)
      const words = text.split(' ')
      answers.push({ command: words[0] ?? '', rowCount: Number(words.at(-1)) || 0, rows })
      rows = []
      shape = undefined
    },
    handleReadyForQuery(): void {
      if (fault !== undefined) {
        fail(fault)
        return
      }
      calls.forEach(({ name, resolve, reject }, index) => {
        const answer = answers[index]
        prepared.parsed.add(name)
        if (answer === undefined) reject(new Error('a statement of a group was left without an answer'))
        else resolve(answer)
      })
    },
    handleError: fail,
  }
}

function send(connection: Connection, { name, text, values }: Call, { parsed, shapes }: Prepared): void {
  if (!parsed.has(name)) {
    // Closing comes first because an earlier group may have prepared it before it failed.
    connection.close({ type: 'S', name })
    connection.parse({ name, text })
  }
  connection.bind({ statement: name, values, valueMapper: asText })
  if (!shapes.has(name)) connection.describe({ type: 'P', name: '' })
  connection.execute({})
}

function rowOf(shape: Shape, fields: readonly (string | null)[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (let index = 0; index < shape.length; index += 1) {
    const [column, text] = [shape[index], fields[index]]
    if (column !== undefined) row[column.name] = text === null || text === undefined ? null : column.parse(text)
  }
  return row
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

export class GroupingClient extends pg.Client {
  readonly #prepared: Prepared = { parsed: new Set(), shapes: new Map() }
  #calls: Call[] = []

  // biome-ignore lint/suspicious/noExplicitAny: pg's overloads cannot be restated; what is not a plain statement is passed on
  override query(...given: any[]): any {
    const [text, values] = given
    if (typeof text !== 'string' || given.length > 2) return Reflect.apply(super.query, this, given)
    const name = statementName(text)
    if (name === undefined) return Reflect.apply(super.query, this, given)
    return new Promise<Answer>((resolve, reject) => {
      if (this.#calls.length === 0) process.nextTick(() => this.#send())
      this.#calls.push({ text, name, values: values ?? [], resolve, reject })
    })
  }

  #send(): void {
    const types = this as unknown as TypeParsers
    const group = groupOf(this.#calls, this.#prepared, types)
    this.#calls = []
    super.query(group as unknown as pg.Submittable)
  }
}
