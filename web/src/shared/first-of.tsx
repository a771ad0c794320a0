import { useTranslation } from 'react-i18next';
import { number } from './format.ts';

interface Props {
  shown: number;
  total: number;
  /** To the others: they come up as these are done, none (the latest are what is asked for), or by searching. */
  way: 'next' | 'latest' | 'search';
}

/** Under a list that is cut: that it is, and where the rest are. */
export function FirstOf({ shown, total, way }: Props) {
  const { t } = useTranslation();
  return total > shown && <p className="frame">{t(`list.${way}`, { n: number(shown), total: number(total) })}</p>;
}
