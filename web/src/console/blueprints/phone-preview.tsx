import { useTranslation } from 'react-i18next';

const charter = (name: string) => `/interest/charter/${name}`;
const linesOf = (text = '') => text.split('\n').filter((line) => line.trim() !== '');

/** The first screen of a member as these words would make it. */
export function PhonePreview({ name, texts }: { name: string; texts: Record<string, string> }) {
  const { t } = useTranslation();
  const said = (field: string) => texts[charter(field)]?.trim() ?? '';
  const lists = [
    { title: t('blueprints.preview.encouraged'), lines: linesOf(texts[charter('encouraged')]) },
    { title: t('blueprints.preview.violations'), lines: linesOf(texts[charter('violations')]) },
  ];
  return (
    <aside className="blueprint-use" aria-label={t('blueprints.preview.title')}>
      <div className="blueprint-phone">
        <strong>{t('blueprints.preview.welcome', { name })}</strong>
        {said('slogan') && <em>{said('slogan')}</em>}
        <p>{said('audience')}</p>
        {said('pain') && <p className="frame">{said('pain')}</p>}
        <div className="blueprint-phone-goal">
          <small>{t('blueprints.charter.goal')}</small>
          {said('goal')}
        </div>
        {lists.map(
          ({ title, lines }) =>
            lines.length > 0 && (
              <div key={title}>
                <b>{title}</b>
                <ul className="blueprint-lines">
                  {lines.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </div>
            ),
        )}
        <p>{t('blueprints.preview.nickname', { format: texts['/interest/face/nickname'] ?? '' })}</p>
      </div>
      <p className="frame">{t('blueprints.preview.note')}</p>
    </aside>
  );
}
