/** How a file is to be read: by a preset or by its columns, with the first lines as they would be understood. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Select, Space } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { useNaming } from '../../ui/programme.ts'
import { ask, regulars } from '../../ui/server.ts'
import { Answered, Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { Columns } from './columns.tsx'
import { type Choice, guessed, mappingOf } from './mapping.ts'
import { askPreview, type Preview, type Understanding, useStarting } from './queries.ts'
import { AsUnderstood, FirstRows } from './understood.tsx'

const OWN = ''

export function Understand({ importId }: { readonly importId: string }) {
  const first = useQuery({
    queryKey: ['imports', importId, 'first'],
    queryFn: () => askPreview(importId, {}),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return <Answered of={first}>{(preview) => <Reading importId={importId} file={preview} />}</Answered>
}

function Reading({ importId, file }: { readonly importId: string; readonly file: Preview }) {
  const { t } = useTranslation()
  const { timeZone } = useNaming()
  const navigate = useNavigate()
  const [form] = Form.useForm<Choice>()
  const [preset, setPreset] = useState(OWN)
  const looking = useMutation({ mutationFn: (body: Understanding) => askPreview(importId, body) })
  const starting = useStarting(importId)
  const given = (choice: Choice): Understanding => (preset === OWN ? { mapping: mappingOf(choice) } : { preset })
  const start = (body: Understanding) =>
    starting.mutate(body, {
      onSuccess: (started) =>
        navigate({ to: '/imports/$importId', params: { importId: started.importId }, replace: true }),
    })
  const changed = () => looking.reset()
  return (
    <div className="imports">
      <Card title={t('imports.firstRows')} className="flush">
        <FirstRows of={file} />
      </Card>
      <Card title={t('imports.how')}>
        <Form
          form={form}
          layout="vertical"
          requiredMark="optional"
          initialValues={guessed(file, timeZone)}
          onValuesChange={changed}
          onFinish={(choice) => looking.mutate(given(choice))}
        >
          <Preset
            value={preset}
            onChange={(name) => {
              setPreset(name)
              changed()
            }}
          />
          {preset === OWN ? <Columns heading={file.heading} changed={changed} /> : null}
          {looking.error === null ? null : (
            <Form.Item>
              <Troubled trouble={looking.error} />
            </Form.Item>
          )}
          <Button
            htmlType="submit"
            type={looking.data === undefined ? 'primary' : 'default'}
            loading={looking.isPending}
          >
            {t('imports.look')}
          </Button>
        </Form>
      </Card>
      {looking.data?.understood == null ? null : (
        <>
          <AsUnderstood of={looking.data.understood} />
          {starting.error === null ? null : <Troubled trouble={starting.error} />}
          <Space>
            <Button
              type="primary"
              disabled={looking.data.understood.lines.length === 0}
              loading={starting.isPending}
              onClick={() => looking.variables !== undefined && start(looking.variables)}
            >
              {t('imports.start')}
            </Button>
            <span className="quiet">{t('imports.startAdvice')}</span>
          </Space>
        </>
      )}
    </div>
  )
}

function Preset({ value, onChange }: { readonly value: string; readonly onChange: (name: string) => void }) {
  const { t } = useTranslation()
  const asked = useQuery({
    queryKey: ['imports', 'presets'],
    queryFn: () => ask(regulars.GET('/v1/imports/presets')),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const options = [
    { value: OWN, label: t('imports.ownColumns') },
    ...(asked.data?.items ?? []).map(({ name }) => ({ value: name, label: t('imports.preset', { name }) })),
  ]
  return (
    <Form.Item required label={t('imports.readBy')} htmlFor="preset">
      <Select id="preset" value={value} options={options} onChange={onChange} className="choice" />
    </Form.Item>
  )
}
