/** What was before and what is after, field by field, in words. */
import { ArrowRightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../ui/format.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { textOf } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { rolesQuery, useStores } from '../staff/queries.ts'
import type { AuditRow } from './queries.ts'
import { useAuditWords } from './words.ts'

export function Difference({ of: row }: { readonly of: AuditRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { field } = useAuditWords()
  const { before, after, fields } = row
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return (
    <>
      {names.map((name) => (
        <div key={name}>
          <span className="quiet">{t('audit.named', { field: field(name) })}</span> <Values name={name} row={row} />
        </div>
      ))}
      {fields.length === 0 ? null : (
        <div className="quiet">{t('audit.hidden', { fields: format.list(fields.map(field)) })}</div>
      )}
    </>
  )
}

function Values({ name, row: { before, after } }: { readonly name: string; readonly row: AuditRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  const said = useValue(name)
  const [was, is] = [before?.[name], after?.[name]]
  if (Array.isArray(was) && Array.isArray(is)) {
    const gone = was.filter((each) => !is.includes(each)).map((each) => t('audit.without', { value: said(each) }))
    const come = is.filter((each) => !was.includes(each)).map((each) => t('audit.with', { value: said(each) }))
    return format.list([...come, ...gone])
  }
  if (before === null || !(name in before)) return said(is)
  if (after === null || !(name in after)) return <del>{said(was)}</del>
  return (
    <>
      {said(was)} <ArrowRightOutlined className="quiet" aria-label={t('audit.became')} /> {said(is)}
    </>
  )
}

/** Roles and rights are said in words to whoever may see them so. */
function useValue(name: string): (value: unknown) => string {
  const { t } = useTranslation()
  const may = useMay()
  const language = useLanguage()
  const format = useFormat()
  const words = useAuditWords()
  const { nameOf } = useStores()
  const { data } = useQuery({ ...rolesQuery, enabled: may('staff.manage') })
  function one(value: string | number | boolean): string {
    const text = String(value)
    if (name === 'role') return textOf(data?.roles.find(({ role }) => role === text)?.words, language) ?? text
    if (name === 'rights') return textOf(data?.rights.find(({ right }) => right === text)?.words, language) ?? text
    if (name === 'by') return words.look(text)
    if (name === 'stores' || name === 'store') return nameOf(text)
    if (name === 'status' || name === 'outcome' || name === 'way' || name === 'factor' || name === 'identity')
      return words.value(text)
    if (/^\d{4}-\d\d-\d\dT/.test(text)) return format.moment(text)
    return typeof value === 'number' ? format.number(value) : text
  }
  return (value) => {
    if (value === null || value === undefined) return name === 'stores' ? t('staff.allStores') : t('state.none')
    if (Array.isArray(value)) return value.length === 0 ? t('state.none') : format.list(value.map(one))
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? one(value) : ''
  }
}
