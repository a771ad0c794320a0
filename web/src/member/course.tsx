import { useTranslation } from 'react-i18next';
import { Notice } from './parts.tsx';

/** Nothing to learn here yet, and the page says so. */
export function Course() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <h1>{t('tab.course')}</h1>
      <Notice title={t('course.title')}>
        <p>{t('course.coming')}</p>
        <p className="quiet-text">{t('course.now')}</p>
      </Notice>
    </div>
  );
}
