import { useTranslation } from 'react-i18next';

/** `¥12.50`, from fen. */
export function useYuan(): (fen: number) => string {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.language, { style: 'currency', currency: 'CNY' });
  return (fen) => format.format(fen / 100);
}
