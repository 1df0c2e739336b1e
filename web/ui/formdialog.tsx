/** A dialog whose one deed is asked for by a form: its fields are checked before it is done. */
import { Form, type FormInstance, type FormProps } from 'antd'
import type { ReactNode } from 'react'
import { ActionDialog } from './dialog.tsx'
import type { Trouble } from './server.ts'

type Props<Given> = {
  readonly title: string
  readonly action: string
  readonly danger?: boolean
  readonly ready?: boolean
  readonly width?: number
  readonly form: FormInstance<Given>
  readonly initialValues?: NonNullable<FormProps<Given>['initialValues']>
  /** As `useMutation` gives it. */
  readonly doing: {
    readonly isPending: boolean
    readonly error: Trouble | null
    readonly mutate: (given: Given) => void
  }
  readonly close: () => void
  readonly children: ReactNode
}

export function FormDialog<Given extends object>(props: Props<Given>) {
  const { form, initialValues, doing, children, ...dialog } = props
  return (
    <ActionDialog {...dialog} pending={doing.isPending} trouble={doing.error} act={() => form.submit()}>
      <Form<Given>
        form={form}
        layout="vertical"
        requiredMark={false}
        {...(initialValues === undefined ? {} : { initialValues })}
        onFinish={(given) => doing.mutate(given)}
      >
        {children}
      </Form>
    </ActionDialog>
  )
}
