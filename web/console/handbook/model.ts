/** The guides as the console shows them: read while the pages are built, so that nothing of Markdown is left to do. */

export type Span =
  | string
  | { readonly kind: 'strong' | 'em'; readonly of: readonly Span[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'page'; readonly page: string; readonly heading: string; readonly of: readonly Span[] }
  | { readonly kind: 'outside'; readonly address: string; readonly of: readonly Span[] }

export type Block =
  | { readonly kind: 'paragraph'; readonly of: readonly Span[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'table'; readonly head: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly of: readonly Block[] }

export type Cell = readonly Span[]

/** A heading and what stands below it, up to the next one. */
export type Section = {
  /** What an address says behind its `#`: the same in every language. */
  readonly id: string
  readonly depth: number
  /** Stands in English in another language's handbook, because nobody has translated it. */
  readonly english: boolean
  readonly title: readonly Span[]
  readonly blocks: readonly Block[]
}

export type Guide = {
  /** The file's name without its ending. */
  readonly name: string
  readonly sections: readonly [Section, ...Section[]]
}

export function plain(spans: readonly Span[]): string {
  return spans
    .map((span) => {
      if (typeof span === 'string') return span
      return span.kind === 'code' ? span.text : plain(span.of)
    })
    .join('')
}

/** Everything that a part says, without its form: what is searched. */
export function said(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return plain(block.of)
    case 'list':
      return block.items.map((item) => item.map(said).join(' ')).join('\n')
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(plain).join(' · ')).join('\n')
    case 'code':
      return block.text
    case 'quote':
      return block.of.map(said).join('\n')
  }
}
