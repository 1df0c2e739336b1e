/** Facts in words, one below the other. */
import { Timeline } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { useFactSentence } from './facts.ts'
import type { Fact } from './queries.ts'

export function Happened({ facts }: { readonly facts: readonly Fact[] }) {
  const format = useFormat()
  const sentence = useFactSentence()
  const items = facts.map((fact) => ({
    key: fact.factId,
    content: (
      <>
        <div>{sentence(fact)}</div>
        <div className="quiet">{format.moment(fact.at)}</div>
      </>
    ),
  }))
  return <Timeline items={items} className="timeline" />
}
