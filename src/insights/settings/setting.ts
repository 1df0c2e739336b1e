/** What people set for insights, and what holds until somebody does. */
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { isRefusal, type Refusal } from '../../base/refusals.ts'
import { settingInvalid } from './errors.ts'

export type Setting<T> = {
  /** Of the address: `/v1/insights/settings/<name>`. */ readonly name: string
  readonly summary: string
  readonly schema: TSchema
  readonly initial: T
  /** What the schema cannot say is checked, too. */ checked(value: unknown): T | Refusal
}

export function setting<const S extends TSchema>(given: {
  readonly name: string
  readonly summary: string
  readonly schema: S
  readonly initial: Static<S>
  check?(value: Static<S>): Refusal | undefined
}): Setting<Static<S>> {
  const { name, summary, schema, initial, check } = given
  const form = Compile(schema)
  return {
    ...{ name, summary, schema, initial },
    checked(value) {
      if (!form.Check(value)) {
        const [first] = form.Errors(value)
        return settingInvalid({ setting: name, where: first?.instancePath ?? '', problem: first?.message ?? '' })
      }
      const why = check?.(value)
      return isRefusal(why) ? why : value
    },
  }
}
