/** The parts of a guide on the page. */
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import type { Block, Cell, Span } from './model.ts'

/** The same words may stand twice; the place makes the difference, and nothing ever moves. */
const placed = <T,>(items: readonly T[]) => items.map((item, place) => ({ item, key: `${place}` }))

export function Spans({ of }: { readonly of: readonly Span[] }) {
  return placed(of).map(({ item, key }) => <One key={key} span={item} />)
}

function One({ span }: { readonly span: Span }) {
  if (typeof span === 'string') return span
  switch (span.kind) {
    case 'strong':
      return (
        <strong>
          <Spans of={span.of} />
        </strong>
      )
    case 'em':
      return (
        <em>
          <Spans of={span.of} />
        </em>
      )
    case 'code':
      return <code>{span.text}</code>
    case 'page':
      return (
        <Link to="/handbook/$page" params={{ page: span.page }} hash={span.heading}>
          <Spans of={span.of} />
        </Link>
      )
    case 'outside':
      return (
        <a href={span.address} target="_blank" rel="noreferrer">
          <Spans of={span.of} />
        </a>
      )
  }
}

export function Blocks({ of }: { readonly of: readonly Block[] }) {
  return placed(of).map(({ item, key }) => <Shown key={key} block={item} />)
}

function Shown({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Spans of={block.of} />
        </p>
      )
    case 'code':
      return (
        // Long lines are reached by keys, too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable
        <pre className="json" tabIndex={0}>
          {block.text}
        </pre>
      )
    case 'quote':
      return (
        <blockquote>
          <Blocks of={block.of} />
        </blockquote>
      )
    case 'list':
      return <List of={block.items} ordered={block.ordered} />
    case 'table':
      return <Table head={block.head} rows={block.rows} />
  }
}

function List({ of, ordered }: { readonly of: readonly (readonly Block[])[]; readonly ordered: boolean }) {
  const items = placed(of).map(({ item, key }) => (
    <li key={key}>
      <Item of={item} />
    </li>
  ))
  return ordered ? <ol>{items}</ol> : <ul>{items}</ul>
}

/** A line of a list is no paragraph of its own. */
function Item({ of }: { readonly of: readonly Block[] }) {
  return placed(of).map(({ item, key }) =>
    item.kind === 'paragraph' ? (
      <Fragment key={key}>
        <Spans of={item.of} />
      </Fragment>
    ) : (
      <Shown key={key} block={item} />
    ),
  )
}

function Table({ head, rows }: { readonly head: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }) {
  return (
    <div className="guide-table">
      <table>
        <thead>
          <tr>
            {placed(head).map(({ item, key }) => (
              <th key={key} scope="col">
                <Spans of={item} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {placed(rows).map(({ item: row, key }) => (
            <tr key={key}>
              {placed(row).map(({ item, key: place }) => (
                <td key={place}>
                  <Spans of={item} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
