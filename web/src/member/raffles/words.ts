import i18next from 'i18next';
import en from '../../../../locales/en/prizes.json';
import zh from '../../../../locales/zh-CN/prizes.json';

// They come with these pages and not with the first load.
i18next.addResourceBundle('zh-CN', 'prizes', zh);
i18next.addResourceBundle('en', 'prizes', en);

/** A number as the reader writes it. */
export const said = (value: number) => new Intl.NumberFormat(i18next.language).format(value);
