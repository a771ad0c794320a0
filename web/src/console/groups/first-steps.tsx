import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Card } from '../../shared/card.tsx';

/** The empty console teaches the first step: bring a chat. */
export function FirstSteps() {
  const { t } = useTranslation();
  return (
    <Card title={t('firstSteps.title')}>
      <p style={{ color: 'var(--ink2)', maxWidth: 620 }}>{t('firstSteps.why')}</p>
      <ul style={{ color: 'var(--ink2)', paddingInlineStart: 20, margin: '10px 0 16px' }}>
        <li>{t('firstSteps.file')}</li>
        <li>{t('firstSteps.paste')}</li>
        <li>{t('firstSteps.roster')}</li>
      </ul>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        <Link to="/import">
          <Button type="primary" size="large">
            {t('import.start')}
          </Button>
        </Link>
        <Link to="/camps">
          <Button size="large">{t('firstSteps.camp')}</Button>
        </Link>
      </div>
    </Card>
  );
}
