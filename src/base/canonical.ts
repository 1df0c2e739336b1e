/** JSON with the keys of every object in code-point order: equal values have equal text. `undefined` fields are left out. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const fields: string[] = []
  for (const name of Object.keys(value).sort()) {
    const field: unknown = Reflect.get(value, name)
    if (field !== undefined) fields.push(`${JSON.stringify(name)}:${canonical(field)}`)
  }
  return `{${fields.join(',')}}`
}
