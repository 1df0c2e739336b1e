import { Tag } from 'antd'
import { useTranslation } from '../../ui/translation.ts'
import type { Import } from './queries.ts'

const colours = { waiting: 'blue', running: 'blue', cancelled: 'default', failed: 'red', done: 'green' } as const

export function StateTag({ state }: { readonly state: Import['state'] }) {
  const { t } = useTranslation()
  return <Tag color={colours[state]}>{t(`imports.states.${state}`)}</Tag>
}
