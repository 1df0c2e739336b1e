/** In which order the handbook is told: by who somebody is, by what it is about, and what is for those who run it. */
import type { Guide } from './model.ts'

const people = ['manager', 'marketer', 'analyst', 'cashier', 'support', 'member', 'finance']
const machinery = ['developer', 'portal', 'capabilities', 'laws', 'hostile', 'performance']
const subjects = ['first-day', 'catalogue', 'programme', 'offers', 'import', 'rights', 'sign-in']
const words = 'words'

/** A guide that nobody has put in its place is one about a subject. */
export function contents(guides: readonly Guide[]) {
  const placed = (names: readonly string[]) => names.flatMap((name) => guides.filter((guide) => guide.name === name))
  const others = guides.filter(({ name }) => ![...people, ...machinery, ...subjects, words].includes(name))
  return [
    { key: 'people', guides: placed(people) },
    { key: 'subjects', guides: [...placed(subjects), ...others, ...placed([words])] },
    { key: 'machinery', guides: placed(machinery) },
  ] as const
}

const byRole: Readonly<Record<string, string>> = {
  marketer: 'marketer',
  analyst: 'analyst',
  cashier: 'cashier',
  support: 'support',
  finance: 'finance',
  privacy: 'finance',
}

/** The guide for who has this role; roles of a company's own are of all kinds. */
export function guideOf(role: string | null | undefined): string {
  return byRole[role ?? ''] ?? 'manager'
}
