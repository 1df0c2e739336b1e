/** The trail as a file, and whether it is whole. */
import { DownloadOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button, Dropdown } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { ask, regulars } from '../../ui/server.ts'
import { useSentence } from '../../ui/states.tsx'
import { modal, toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { AuditFilters } from '../router.tsx'
import { useNarrowing } from './queries.ts'

const formats = ['csv', 'jsonl'] as const

/** What is filtered is what is in the file. */
export function Exporting({ filters }: { readonly filters: AuditFilters }) {
  const { t } = useTranslation()
  const narrowing = useNarrowing(filters)
  const items = formats.map((format) => ({
    key: format,
    label: (
      <a href={`/v1/audit/export?${new URLSearchParams({ ...narrowing, format }).toString()}`} download>
        {t(`audit.formats.${format}`)}
      </a>
    ),
  }))
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button icon={<DownloadOutlined />}>{t('audit.export')}</Button>
    </Dropdown>
  )
}

export function Checking() {
  const { t } = useTranslation()
  const format = useFormat()
  const sentence = useSentence()
  const checking = useMutation({
    mutationFn: () => ask(regulars.GET('/v1/audit/verification')),
    onSuccess: ({ whole, rows, examples }) => {
      const figures = { rows: format.number(rows) }
      if (whole) toast.success(t('audit.whole', figures))
      else
        modal.error({
          title: t('audit.broken'),
          content: (
            <>
              <p>{t('audit.brokenAdvice', figures)}</p>
              {examples.map((example) => (
                <p key={example}>
                  <code>{example}</code>
                </p>
              ))}
            </>
          ),
        })
    },
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Button icon={<SafetyCertificateOutlined />} loading={checking.isPending} onClick={() => checking.mutate()}>
      {t('audit.check')}
    </Button>
  )
}
