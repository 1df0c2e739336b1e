/** All mutants, by the law that they break. */
import { books } from './books.ts'
import { limits } from './limits.ts'
import { money } from './money.ts'
import type { Mutant } from './mutant.ts'

const number = ({ law }: Mutant): number => Number(law.slice(1))

export const mutants: readonly Mutant[] = [...books, ...limits, ...money].toSorted((a, b) => number(a) - number(b))
