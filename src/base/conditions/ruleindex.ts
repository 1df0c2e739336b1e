/**
 * Finds the rules that may hold for a subject without trying them all: each is filed under the values that any match must
 * have (see discriminators.ts), so that the cost follows the number of rules that match and not the number there are.
 */
import { type Discriminator, discriminators, type KeyedBy, keyReader } from './discriminators.ts'
import type { Condition, Scalar } from './tree.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The rules that may hold, in their order; every rule that does hold is among them. */
export type RuleIndex<Subject, Rule> = (subject: Subject) => readonly Rule[]

type Drawer<Subject> = {
  readonly read: (subject: Subject) => readonly Scalar[]
  readonly positions: Map<Scalar, number[]>
}

/**
 * Files each rule under its most selective discriminator.
 * @param readable which fields a subject will have when it is asked about; rules are not filed under others
 * @throws TypeError when a condition does not fit the vocabulary
 */
export function indexRules<Subject, Line, Rule>(
  rules: readonly { readonly rule: Rule; readonly condition: Condition }[],
  vocabulary: Vocabulary<Subject, Line>,
  readable: (field: string) => boolean = () => true,
): RuleIndex<Subject, Rule> {
  const drawers = new Map<string, Drawer<Subject>>()
  const everywhere: number[] = []
  rules.forEach(({ condition }, position) => {
    const narrowest = mostSelective(discriminators(condition, vocabulary).filter(({ field }) => readable(field)))
    if (narrowest === undefined) everywhere.push(position)
    else file(drawerOf(drawers, narrowest, vocabulary), narrowest.values, position)
  })
  const opened = [...drawers.values()]
  return (subject) => {
    const found = new Set(everywhere)
    for (const { read, positions } of opened)
      for (const key of read(subject)) for (const position of positions.get(key) ?? []) found.add(position)
    const sorted = found.size === everywhere.length ? everywhere : [...found].sort((a, b) => a - b)
    return sorted.flatMap((position) => rules[position]?.rule ?? [])
  }
}

/** Lines have many values and a subject few, so a rule is found less often by a value of its lines; then the fewest values. */
function mostSelective(found: readonly Discriminator[]): Discriminator | undefined {
  return found.toSorted((a, b) => weight(a) - weight(b))[0]
}

function weight({ of, values }: Discriminator): number {
  return values.length * (of === 'lines' ? 1 : 8)
}

function drawerOf<Subject, Line>(
  drawers: Map<string, Drawer<Subject>>,
  key: { readonly field: string; readonly of: KeyedBy },
  vocabulary: Vocabulary<Subject, Line>,
): Drawer<Subject> {
  const name = `${key.of} ${key.field}`
  const known = drawers.get(name)
  if (known !== undefined) return known
  const drawer: Drawer<Subject> = { read: keyReader(key, vocabulary), positions: new Map() }
  drawers.set(name, drawer)
  return drawer
}

function file<Subject>({ positions }: Drawer<Subject>, values: readonly Scalar[], position: number): void {
  for (const value of values) {
    const filed = positions.get(value)
    if (filed === undefined) positions.set(value, [position])
    else filed.push(position)
  }
}
