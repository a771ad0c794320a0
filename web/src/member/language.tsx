import { useTranslation } from 'react-i18next';
import { setLanguage } from '../shared/i18n.ts';

/** Each language in its own words. */
const names = { 'zh-CN': '中文', en: 'English' } as const;

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <fieldset className="choices">
      <legend>{t('me.language')}</legend>
      {(['zh-CN', 'en'] as const).map((language) => (
        <label key={language}>
          <input type="radio" name="language" checked={i18n.language === language} onChange={() => void setLanguage(language)} />
          <span lang={language}>{names[language]}</span>
        </label>
      ))}
    </fieldset>
  );
}
