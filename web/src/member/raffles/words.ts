import i18next from 'i18next';

/** A number as the reader writes it. */
export const said = (value: number) => new Intl.NumberFormat(i18next.language).format(value);
