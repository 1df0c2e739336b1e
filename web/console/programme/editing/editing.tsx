/** What everything in the editor shares: the definition as it is being written, what is wrong with it, and its sentences. */
import { createContext, type ReactNode, useContext } from 'react'
import type { Language } from '../../../ui/preferences.ts'
import type { Answer } from '../../../ui/server.ts'
import { textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import type { Definition, Gap } from './definition.ts'

type Draft = Answer<'/v1/programme/drafts/{draftId}', 'get'>
type Finding = Draft['findings'][number]
export type Said = Answer<'/v1/programme/words', 'post'>['words']

export type Problem = { readonly level: 'error' | 'warning'; readonly place: string; readonly text: string }

export type Editing = {
  readonly draftId: string
  readonly definition: Definition
  readonly change: (next: Definition) => void
  readonly problems: readonly Problem[]
  readonly said: Said | undefined
  readonly language: Language
}

const Context = createContext<Editing | undefined>(undefined)

export function Edited({ editing, children }: { readonly editing: Editing; readonly children: ReactNode }) {
  return <Context value={editing}>{children}</Context>
}

export function useEditing(): Editing {
  const editing = useContext(Context)
  if (editing === undefined) throw new Error('this belongs inside the editor of a draft')
  return editing
}

/** Those of a place, and of all that is below it. */
export function problemsBelow(problems: readonly Problem[], place: string): Problem[] {
  return problems.filter((problem) => problem.place === place || problem.place.startsWith(`${place}.`))
}

/** What fields say about themselves: not filled in, then what the server found. */
export function useProblemsOf(gaps: readonly Gap[], findings: readonly Finding[], language: Language): Problem[] {
  const { t } = useTranslation()
  return [
    ...gaps.map(({ place, what }): Problem => ({ level: 'error', place, text: t(`editing.missing.${what}`) })),
    ...findings.map(
      ({ level, place, sentence }): Problem => ({ level, place, text: bare(textOf(sentence, language), place) }),
    ),
  ]
}

/** Beside its field a sentence need not say again where it is. */
function bare(sentence: string, place: string): string {
  const found = place === '' ? -1 : sentence.indexOf(place)
  const rest = sentence.slice(found + place.length)
  if (found < 0 || !/^\s*[:：]\s*\S/.test(rest)) return sentence
  const plain = rest.replace(/^\s*[:：]\s*/, '')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}
