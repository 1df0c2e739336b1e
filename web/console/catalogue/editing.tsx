/** Entering a thing of the catalogue, or changing one: what it is called, and where it belongs. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { FormDialog } from '../../ui/formdialog.tsx'
import { useNaming } from '../../ui/programme.ts'
import { ask, Trouble } from '../../ui/server.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { PickOne } from '../conditions/pick.tsx'
import { refreshCatalogue } from './queries.ts'
import { codeOf, type Kind, one, put, type Said, type Thing } from './things.ts'

type Given = {
  readonly code: string
  readonly name: string
  readonly english?: string
  readonly chinese?: string
  readonly city?: string
  readonly timeZone?: string
  readonly channel?: string
  readonly parent?: string
  readonly category?: string
  readonly brand?: string
}

const CODE_AT_MOST = 64
const SKU_AT_MOST = 100
const NAME_AT_MOST = 200
const PRODUCT_NAME_AT_MOST = 300
const CITY_AT_MOST = 100

/** The routes replace what there is: whoever means a new thing must not change another. */
async function isTaken(kind: Kind, code: string): Promise<boolean> {
  try {
    await ask(one(kind, code))
    return true
  } catch (error) {
    if (error instanceof Trouble && error.status === 404) return false
    throw error
  }
}

const text = (given: string | undefined) => given?.trim() || null

/** What a dialog does not ask for stays as it is: names in other languages, attributes, whether it is in use. */
function saidBy(given: Given, before: Thing | undefined): Said {
  const { en: _, 'zh-CN': __, ...others } = before?.translations ?? {}
  const [english, chinese] = [text(given.english), text(given.chinese)]
  return {
    ...before,
    name: given.name.trim(),
    translations: {
      ...others,
      ...(english === null ? {} : { en: english }),
      ...(chinese === null ? {} : { 'zh-CN': chinese }),
    },
    ...{ city: text(given.city), timeZone: text(given.timeZone), channel: text(given.channel) },
    ...{ parent: text(given.parent), category: text(given.category), brand: text(given.brand) },
  }
}

/** Both languages of the console; empty fields stay out. */
function shownIn(thing: Thing): Partial<Given> {
  const { en, 'zh-CN': chinese } = thing.translations
  const rows = Object.entries({ ...thing, english: en, chinese, code: codeOf(thing) })
  return Object.fromEntries(rows.filter(([, value]) => typeof value === 'string'))
}

type Props = { readonly kind: Kind; readonly thing?: Thing; readonly close: () => void }

export function ThingDialog({ kind, thing, close }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const saving = useMutation({
    mutationFn: async (given: Given) => {
      const code = thing === undefined ? given.code.trim() : codeOf(thing)
      if (thing === undefined && (await isTaken(kind, code)))
        throw new Trouble({ title: t('catalogue.taken', { code }), status: 409, code: 'catalogue.taken' })
      return ask(put(kind, code, saidBy(given, thing)))
    },
    onSuccess: async ({ name }) => {
      toast.success(t(thing === undefined ? 'catalogue.entered' : 'catalogue.changed', { name }))
      close()
      await refreshCatalogue(queries)
    },
  })
  return (
    <FormDialog<Given>
      title={thing === undefined ? t(`catalogue.enter.${kind}`) : t('catalogue.changeThis', { name: thing.name })}
      action={t(thing === undefined ? 'catalogue.enterConfirm' : 'dialog.save')}
      form={form}
      initialValues={thing === undefined ? {} : shownIn(thing)}
      doing={saving}
      close={close}
    >
      <Names kind={kind} entered={thing !== undefined} />
      <Places kind={kind} />
      {/* Enter in any field sends the form. */}
      <button type="submit" hidden />
    </FormDialog>
  )
}

function Names({ kind, entered }: { readonly kind: Kind; readonly entered: boolean }) {
  const { t } = useTranslation()
  const whole = { required: true, whitespace: true }
  const products = kind === 'products'
  const longest = products ? PRODUCT_NAME_AT_MOST : NAME_AT_MOST
  return (
    <>
      <Form.Item
        name="code"
        label={t(products ? 'catalogue.sku' : 'catalogue.code')}
        extra={entered ? t('catalogue.codeStays') : t(`catalogue.codeAdvice.${kind}`)}
        rules={[{ ...whole, message: t('catalogue.codeMissing') }]}
      >
        <Input
          autoFocus={!entered}
          disabled={entered}
          autoComplete="off"
          maxLength={products ? SKU_AT_MOST : CODE_AT_MOST}
        />
      </Form.Item>
      <Form.Item name="name" label={t('catalogue.name')} rules={[{ ...whole, message: t('catalogue.nameMissing') }]}>
        <Input autoFocus={entered} autoComplete="off" maxLength={longest} />
      </Form.Item>
      <div className="catalogue-names">
        <Form.Item name="chinese" label={t('catalogue.chineseName')}>
          <Input autoComplete="off" maxLength={longest} placeholder={t('catalogue.likeName')} />
        </Form.Item>
        <Form.Item name="english" label={t('catalogue.englishName')}>
          <Input autoComplete="off" maxLength={longest} placeholder={t('catalogue.likeName')} />
        </Form.Item>
      </div>
    </>
  )
}

/** Where a thing of this kind belongs. */
function Places({ kind }: { readonly kind: Kind }) {
  const { t } = useTranslation()
  const { timeZone } = useNaming()
  switch (kind) {
    case 'stores':
      return (
        <>
          <Form.Item name="city" label={t('catalogue.city')}>
            <Input autoComplete="off" maxLength={CITY_AT_MOST} />
          </Form.Item>
          <Form.Item name="channel" label={t('catalogue.channel')}>
            <CodeField source="channels" />
          </Form.Item>
          <Form.Item name="timeZone" label={t('catalogue.timeZone')} extra={t('catalogue.timeZoneAdvice')}>
            <Input autoComplete="off" placeholder={timeZone} />
          </Form.Item>
        </>
      )
    case 'products':
      return (
        <>
          <Form.Item name="category" label={t('catalogue.category')}>
            <CodeField source="categories" />
          </Form.Item>
          <Form.Item name="brand" label={t('catalogue.brand')}>
            <CodeField source="brands" />
          </Form.Item>
        </>
      )
    case 'categories':
      return (
        <Form.Item name="parent" label={t('catalogue.parent')} extra={t('catalogue.parentMeaning')}>
          <CodeField source="categories" />
        </Form.Item>
      )
    case 'brands':
    case 'channels':
      return null
  }
}

type FieldProps = {
  readonly source: 'channels' | 'categories' | 'brands'
  readonly id?: string
  readonly value?: string
  readonly onChange?: (code: string) => void
}

/** Chosen from what there is; it may stay empty. */
function CodeField({ source, id, value = '', onChange }: FieldProps) {
  const { t } = useTranslation()
  return (
    <PickOne
      control={{ className: 'wide', ...(id === undefined ? {} : { id }) }}
      source={source}
      closed
      placeholder={t('catalogue.noneChosen')}
      value={value}
      onChange={(code) => onChange?.(code)}
      onClear={() => onChange?.('')}
    />
  )
}
