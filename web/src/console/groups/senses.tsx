import { useTranslation } from 'react-i18next';
import { Card, Metric } from '../../shared/card.tsx';
import type { Picture } from '../../shared/charts/options.ts';
import { number, percent } from '../../shared/format.ts';

/** 四感, each by its named proxies; what chat cannot show is said, not guessed. */
export function Senses({ picture }: { picture: Picture }) {
  const { t } = useTranslation(['console', 'picture']);
  return (
    <Card title={<Metric name="senses" />} note={t('overview.sensesNote')}>
      <div className="sense">
        {(['ritual', 'participation', 'organisation', 'belonging'] as const).map((sense) => (
          <div key={sense}>
            <h3>{t(`picture:sense.${sense}`)}</h3>
            <ul>
              {picture.senses[sense].parts.map(({ proxy, value, of, missing }) => (
                <li key={proxy}>
                  <span className="sub">{t(`picture:proxy.${proxy}`)}</span>
                  <span className={value === null ? undefined : 'figures'}>
                    {value === null ? <span className="sub">{t(`picture:missing.${missing}`)}</span> : percent(value)}
                    {value !== null && of !== null && <span className="frame"> / {number(of)}</span>}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Card>
  );
}
