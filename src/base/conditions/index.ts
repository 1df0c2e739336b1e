/** The condition language, without the HTTP schema, which is in schema.ts. */
export { compile, type Predicate } from './compile.ts'
export { cannotHold } from './contradiction.ts'
export { describe } from './describe.ts'
export { type Discriminator, discriminators, type KeyedBy, keyReader } from './discriminators.ts'
export { parseCondition } from './parse.ts'
export { indexRules, type RuleIndex } from './ruleindex.ts'
export { always, type Condition, fieldsUsed, type Leaf, limits, type Operator, type Scalar } from './tree.ts'
export {
  type Field,
  type FieldCard,
  type Fields,
  type FieldType,
  fieldCards,
  lineVocabulary,
  type Meaning,
  type Meanings,
  type Values,
  type Vocabulary,
  vocabulary,
} from './vocabulary.ts'
export { type WallClock, wallClock } from './wallclock.ts'
