import { useTranslation } from 'react-i18next';

/** Said to readers of another language: documents are content and are not translated. */
export function InChinese() {
  const { t, i18n } = useTranslation();
  return i18n.language.startsWith('zh') ? null : <p className="frame blueprint-language">{t('blueprints.inChinese')}</p>;
}
