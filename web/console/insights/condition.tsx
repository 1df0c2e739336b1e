/** What a figure is about, as the list of those members: from there it is saved as a segment. */
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../ui/translation.ts'
import type { Column } from './figure.tsx'

type Props = { readonly condition: object; readonly label?: string }

export function AsCondition({ condition, label }: Props) {
  const { t } = useTranslation()
  return (
    <Link to="/members" search={{ condition: JSON.stringify(condition) }}>
      {label ?? t('insights.asCondition')}
    </Link>
  )
}

/** The last column of a table whose rows are members: it leads to them. @param conditionOf nothing where a row has none */
export function membersColumn<Row>(
  conditionOf: (row: Row) => object | undefined,
  labelOf?: (row: Row) => string,
): Column<Row> {
  return {
    ...{ key: 'who', title: '', value: () => null, leads: true },
    shown: (row) => {
      const [condition, label] = [conditionOf(row), labelOf?.(row)]
      return condition === undefined ? null : <AsCondition condition={condition} {...(label && { label })} />
    },
  }
}
