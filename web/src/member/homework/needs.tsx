import { useTranslation } from 'react-i18next';
import { momentIn } from '../days.ts';
import type { Requirement } from './mine.ts';

/** Need and have of each requirement, and whether it is met. */
export function Needs({ zone, needs }: { zone: string; needs: readonly Requirement[] }) {
  const { t } = useTranslation();
  return (
    <ul className="needs">
      {needs.map(({ code, need, have, met }) => (
        <li key={code} className={met ? 'met' : undefined}>
          <span aria-hidden="true">{met ? '✓' : '○'}</span>
          <span>
            {t(`homework.needs.${code}`, { need, have, at: /^due$|over$/.test(code) ? momentIn(zone, new Date(need).toISOString()) : '' })}
            <span className="visually-hidden">
              {t('list.dot')}
              {t(met ? 'homework.needs.met' : 'homework.needs.unmet')}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
