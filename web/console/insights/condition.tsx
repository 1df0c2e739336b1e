/** What a figure is about, as the list of those members: from there it is saved as a segment. */
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../ui/translation.ts'

type Props = { readonly condition: object; readonly label?: string }

export function AsCondition({ condition, label }: Props) {
  const { t } = useTranslation()
  return (
    <Link to="/members" search={{ condition: JSON.stringify(condition) }}>
      {label ?? t('insights.asCondition')}
    </Link>
  )
}
