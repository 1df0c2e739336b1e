/** A report: a question with parameters, answered over the copy by the insights process and kept until there is a newer answer. */
import type { Static, TObject, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Workshop } from '../workshop.ts'

export type Report = {
  /** Of the address: `/v1/insights/<name>`. */ readonly name: string
  readonly operationId: string
  readonly summary: string
  readonly asked: TObject
  readonly result: TSchema
  /** Made with every run, so that it is there when somebody comes. */ readonly standing: boolean
  /** @throws when `asked` is not what the schema says */ make(workshop: Workshop, asked: unknown): Promise<unknown>
}

/** @param given.standing without parameters: made with every run */
export function report<const A extends TObject, const R extends TSchema>(given: {
  readonly name: string
  readonly operationId: string
  readonly summary: string
  readonly asked: A
  readonly result: R
  readonly standing?: boolean
  make(workshop: Workshop, asked: Static<A>): Promise<Static<R>>
}): Report {
  const asked = Compile(given.asked)
  return {
    ...given,
    standing: given.standing ?? false,
    make: (workshop, wish) => given.make(workshop, asked.Parse(wish)),
  }
}
