import { useTranslation } from 'react-i18next';

interface SuggestionData {
  kind: string;
  rank: number;
  people: { id: string; name: string }[];
  values: Record<string, string | number>;
}

/** The words of a suggestion: what to do, and why. Names are cut at three. */
export function useSuggestionWords() {
  const { t } = useTranslation('picture');
  return ({ kind, people, values }: SuggestionData) => {
    const names = people.slice(0, 3).map(({ name }) => name);
    const filled = { ...values, count: people.length, people: names.join(t('list.separator', { defaultValue: '、' })) };
    return {
      title: t(`suggestion.${kind}.title`, filled),
      why: t(`suggestion.${kind}.why`, filled),
      todo: t(`suggestion.${kind}.do`, filled),
    };
  };
}
