/** Ways to begin on an empty database. */
import { ApiOutlined, ImportOutlined, UserAddOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Card } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EnrolDialog } from '../members/enrol.tsx'
import { useMay } from '../session.ts'

export function FirstDay() {
  const { t } = useTranslation()
  const may = useMay()
  const [enrolling, setEnrolling] = useState(false)
  return (
    <>
      <p>{t('firstday.welcome')}</p>
      <div className="ways">
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

type WayProps = {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly children: ReactNode
}

function Way({ icon, title, text, children }: WayProps) {
  return (
    <Card className="way">
      <div className="way-icon">{icon}</div>
      <h2>{title}</h2>
      <p className="quiet">{text}</p>
      {children}
    </Card>
  )
}
