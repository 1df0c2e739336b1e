/** Ways to begin on an empty database. */
import { ApiOutlined, ImportOutlined, UserAddOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EnrolDialog } from '../members/enrol.tsx'
import { useMay } from '../session.ts'
import { Demo } from './demo.tsx'
import { Way } from './way.tsx'

export function FirstDay() {
  const { t } = useTranslation()
  const may = useMay()
  const [enrolling, setEnrolling] = useState(false)
  return (
    <>
      <p>{t('firstday.welcome')}</p>
      <div className="ways">
        <Demo />
        {may('imports.run') ? (
          <Way icon={<ImportOutlined />} title={t('firstday.import')} text={t('firstday.importText')}>
            <Link to="/imports">{t('firstday.importGo')}</Link>
          </Way>
        ) : null}
        {may('members.write') ? (
          <Way icon={<UserAddOutlined />} title={t('firstday.enrol')} text={t('firstday.enrolText')}>
            <Button type="link" className="bare" onClick={() => setEnrolling(true)}>
              {t('firstday.enrolGo')}
            </Button>
          </Way>
        ) : null}
        {may('keys.manage') ? (
          <Way icon={<ApiOutlined />} title={t('firstday.connect')} text={t('firstday.connectText')}>
            <Link to="/settings">{t('firstday.connectGo')}</Link>
          </Way>
        ) : null}
      </div>
      {enrolling ? <EnrolDialog close={() => setEnrolling(false)} /> : null}
    </>
  )
}
