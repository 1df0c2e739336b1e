/** Who did something, as people read it: this room keeps ids, the staff room knows whose they are. */
import type { Id } from '../base/ids.ts'

export type People = {
  /** Every id by which a staff member acts: his own, and those of keys that he made. */
  handsOf(staffId: Id<'staff'>): Promise<ReadonlySet<string>>
  /** Of staff and keys, those that are known. */
  names(ids: readonly string[]): Promise<readonly { readonly id: string; readonly name: string }[]>
}

/** Who is neither staff nor a key, such as the command line, goes by what stands there. */
export async function namesOf(people: People, ids: readonly (string | null)[]): Promise<(id: string) => string> {
  const asked = new Set(ids.filter((id) => id !== null))
  const known = new Map((await people.names([...asked])).map(({ id, name }) => [id, name]))
  return (id) => known.get(id) ?? id
}
