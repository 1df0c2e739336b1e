/** A line of the product that is broken on purpose, to see that the named test notices (docs/guides/laws.md). */
export type Mutant = {
  readonly law: string
  /** What is broken, in words. */
  readonly says: string
  readonly file: string
  /** Stands exactly once in the file. */
  readonly before: string
  readonly after: string
  readonly caughtBy: { readonly file: string; readonly test: string }
}
