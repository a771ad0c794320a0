import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** An address that leads nowhere, and the way back. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="card" role="alert">
      <h1 style={{ marginTop: 0 }}>{t('notFound.title')}</h1>
      <p>{t('notFound.how')}</p>
      <Link to="/">{t('notFound.back')}</Link>
    </div>
  );
}
