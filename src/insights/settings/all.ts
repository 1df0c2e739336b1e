/** The settings there are. */
import { churnSetting } from '../churn/setting.ts'
import { targetsSetting } from '../kpis/targets.ts'
import { thresholdsSetting } from '../lifecycle/thresholds.ts'
import { weightsSetting } from '../loyalty/weights.ts'
import { moneySetting } from '../money/settings.ts'
import { segmentsSetting } from '../rfm/segments.ts'
import { valueSetting } from '../value/setting.ts'
import type { Setting } from './setting.ts'

export const allSettings: readonly Setting<unknown>[] = [
  segmentsSetting,
  valueSetting,
  churnSetting,
  moneySetting,
  thresholdsSetting,
  weightsSetting,
  targetsSetting,
]
