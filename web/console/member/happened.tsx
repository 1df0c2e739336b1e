/** Facts in words, one below the other. */
import { Timeline } from 'antd'
import type { ReactNode } from 'react'
import { useFormat } from '../../ui/format.ts'
import { useFactSentence } from './facts.ts'
import type { Fact } from './queries.ts'

type Props = {
  readonly facts: readonly Fact[]
  /** What belongs to a fact and is kept elsewhere. */
  readonly more?: (fact: Fact) => ReactNode
}

export function Happened({ facts, more }: Props) {
  const format = useFormat()
  const sentence = useFactSentence()
  const items = facts.map((fact) => ({
    key: fact.factId,
    content: (
      <>
        <div>{sentence(fact)}</div>
        {more?.(fact)}
        <div className="quiet">{format.moment(fact.at)}</div>
      </>
    ),
  }))
  return <Timeline items={items} className="timeline" />
}
