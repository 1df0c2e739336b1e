/** Entering a store: the code that orders name it by, and what it is called. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { ActionDialog } from '../../ui/dialog.tsx'
import { ask, regulars, Trouble } from '../../ui/server.ts'

type Given = { readonly code: string; readonly name: string; readonly city?: string }

const CODE_AT_MOST = 64
const NAME_AT_MOST = 200
const CITY_AT_MOST = 100

/** The route replaces a store that there is: whoever means a new one must not change another. */
async function isTaken(code: string): Promise<boolean> {
  try {
    await ask(regulars.GET('/v1/stores/{code}', { params: { path: { code } } }))
    return true
  } catch (error) {
    if (error instanceof Trouble && error.status === 404) return false
    throw error
  }
}

export function StoreDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const entering = useMutation({
    mutationFn: async (given: Given) => {
      const code = given.code.trim()
      const city = given.city?.trim() ?? ''
      if (await isTaken(code))
        throw new Trouble({ title: t('store.taken', { code }), status: 409, code: 'store.taken' })
      const body = { name: given.name.trim(), ...(city === '' ? {} : { city }) }
      return ask(regulars.PUT('/v1/stores/{code}', { params: { path: { code } }, body }))
    },
    onSuccess: async ({ name }) => {
      void message.success(t('store.entered', { name }))
      close()
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['first-day'] }),
        queries.invalidateQueries({ queryKey: ['catalogue', 'stores'] }),
      ])
    },
  })
  const whole = { required: true, whitespace: true }
  return (
    <ActionDialog
      title={t('store.title')}
      action={t('store.enter')}
      pending={entering.isPending}
      trouble={entering.error}
      act={() => form.submit()}
      close={close}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => entering.mutate(given)}>
        <Form.Item
          name="code"
          label={t('store.code')}
          extra={t('store.codeAdvice')}
          rules={[{ ...whole, message: t('store.codeMissing') }]}
        >
          <Input autoFocus autoComplete="off" maxLength={CODE_AT_MOST} />
        </Form.Item>
        <Form.Item name="name" label={t('store.name')} rules={[{ ...whole, message: t('store.nameMissing') }]}>
          <Input autoComplete="off" maxLength={NAME_AT_MOST} />
        </Form.Item>
        <Form.Item name="city" label={t('store.city')}>
          <Input autoComplete="off" maxLength={CITY_AT_MOST} />
        </Form.Item>
        {/* Enter in any field sends the form. */}
        <button type="submit" hidden />
      </Form>
    </ActionDialog>
  )
}
