/** Filters without those that say nothing, so that the address stays short. */
export function without(filters: Readonly<Record<string, string | undefined>>): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(filters).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
  )
}
