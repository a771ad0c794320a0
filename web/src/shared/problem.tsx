import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorText } from './api.ts';

/** A page or card that could not be shown: what happened, what to do. */
export function Problem({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="card" role="alert">
      <p style={{ fontWeight: 600 }}>{t('problem.title')}</p>
      <p style={{ margin: '6px 0 12px', color: 'var(--ink2)' }}>{errorText(error)}</p>
      {retry && <Button onClick={retry}>{t('problem.retry')}</Button>}
    </div>
  );
}
