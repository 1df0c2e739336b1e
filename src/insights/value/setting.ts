import { Type } from 'typebox'
import { setting } from '../settings/setting.ts'
import { modelNames } from './models.ts'

/** A year of a shop's own money at what it might earn elsewhere. */
const YEARLY_PERCENT = 10

export const valueSetting = setting({
  name: 'value',
  summary: 'What value of a member means: how far ahead, at which margin, discounted by how much, by which model',
  schema: Type.Object({
    days: Type.Integer({ minimum: 7, maximum: 1_825, description: 'How far ahead' }),
    marginPercent: Type.Integer({
      minimum: 1,
      maximum: 100,
      description: 'Of what members pay; 100: value is revenue',
    }),
    yearlyPercent: Type.Integer({ minimum: 0, maximum: 100, description: 'By which later money is worth less' }),
    model: Type.Enum(['best', ...modelNames], { description: 'best: the one that told best what was held back' }),
  }),
  initial: { days: 365, marginPercent: 100, yearlyPercent: YEARLY_PERCENT, model: 'best' },
})
