/**
 * Ids are UUIDv7 text, made by the application (see platform/ids.ts), branded so that one kind cannot stand for another.
 */
declare const id: unique symbol
export type Id<Kind extends string> = string & { readonly [id]: Kind }

export type MemberId = Id<'member'>
export type OrderId = Id<'order'>
export type ReturnId = Id<'return'>
export type EntryId = Id<'entry'>
export type LotId = Id<'lot'>
export type HoldId = Id<'hold'>
export type OperationId = Id<'operation'>
export type FactId = Id<'fact'>
export type ImportId = Id<'import'>
export type PlacementId = Id<'placement'>

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for lower-case UUID text of any version. */
export function isId(text: unknown): text is Id<string> {
  return typeof text === 'string' && shape.test(text)
}

/** Brands a UUID that came from the outside or from the database. @throws TypeError when it is not lower-case UUID text */
export function asId<Kind extends string>(text: string): Id<Kind> {
  if (!isId(text)) throw new TypeError('not an id')
  return text as Id<Kind>
}
