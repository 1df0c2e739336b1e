/** How far ahead it is told who will not buy. */
import { Type } from 'typebox'
import { setting } from '../settings/setting.ts'

export const churnSetting = setting({
  name: 'churn',
  summary: 'Within how many days a member who does not buy counts as lost',
  schema: Type.Object({ horizonDays: Type.Integer({ minimum: 14, maximum: 180 }) }),
  initial: { horizonDays: 90 },
})
