/** A password that is being chosen: long rather than strange. */
import { Form, Input } from 'antd'
import { useTranslation } from '../../ui/translation.ts'

/** As the server asks for (src/staff/rules.ts); it has the last word. */
export const PASSWORD_AT_LEAST = 15

export function NewPassword({ label }: { readonly label?: string }) {
  const { t } = useTranslation()
  return (
    <Form.Item
      name="password"
      label={label ?? t('access.password')}
      extra={t('access.passwordAdvice', { atLeast: PASSWORD_AT_LEAST })}
      rules={[
        { required: true, message: t('access.passwordMissing') },
        { min: PASSWORD_AT_LEAST, message: t('access.passwordShort', { atLeast: PASSWORD_AT_LEAST }) },
      ]}
    >
      <Input.Password autoComplete="new-password" size="large" />
    </Form.Item>
  )
}
