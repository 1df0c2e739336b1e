/** A personal field. Who may not see persons in clear gets a masked value from the server and is told so. */
import { EyeInvisibleOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { useTranslation } from './translation.ts'

export function Personal({ value, masked }: { readonly value: string | null; readonly masked: boolean }) {
  const { t } = useTranslation()
  if (value === null || value === '') return <span className="quiet">{t('state.none')}</span>
  if (!masked) return <span>{value}</span>
  return (
    <Tooltip title={t('state.masked')}>
      <span>
        {value} <EyeInvisibleOutlined className="quiet" aria-label={t('state.masked')} />
      </span>
    </Tooltip>
  )
}
