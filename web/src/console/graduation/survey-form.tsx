import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input, Segmented, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { changed, type Survey } from './exit-survey.tsx';

type Question = Survey['questions'][number];
const MOST = 3;

interface Draft {
  key: number;
  kind: Question['kind'];
  text: string;
  options: string[];
}

/** Two or three questions; where there were none yet, those of the product, which staff may take as they are. */
export function SurveyForm({ communityId, before, close }: { communityId: string; before: Survey | null; close(): void }) {
  const { t } = useTranslation();
  const defaults: Question[] = [
    { kind: 'choice', text: t('exits.default.why'), options: t('exits.default.whyOptions').split('|') },
    { kind: 'words', text: t('exits.default.different') },
    { kind: 'choice', text: t('exits.default.again'), options: t('exits.default.againOptions').split('|') },
  ];
  const [drafts, setDrafts] = useState<Draft[]>(() =>
    (before?.questions ?? defaults).map((one, key) => ({
      key,
      kind: one.kind,
      text: one.text,
      options: one.kind === 'choice' ? one.options : [],
    })),
  );
  const [anonymous, setAnonymous] = useState(before?.anonymous ?? true);
  const set = useMutation({
    ...api.exits.setSurvey.mutationOptions(),
    onSuccess: async () => {
      await changed();
      close();
    },
  });
  const change = (key: number, to: Partial<Draft>) => setDrafts(drafts.map((one) => (one.key === key ? { ...one, ...to } : one)));
  const complete = drafts.every(({ kind, text, options }) => text.trim().length >= 2 && (kind === 'words' || options.length >= 2));
  const save = () =>
    set.mutate({
      communityId,
      anonymous,
      open: before?.open ?? true,
      questions: drafts.map(({ kind, text, options }) =>
        kind === 'choice' ? { kind, text: text.trim(), options } : { kind, text: text.trim() },
      ),
    });
  return (
    <Card title={t('exits.title')}>
      <div className="exit-form">
        <p>{t('exits.intro')}</p>
        {drafts.map(({ key, kind, text, options }, index) => (
          <fieldset key={key} className="exit-question">
            <legend>{t('exits.question', { n: index + 1 })}</legend>
            <Input
              aria-label={t('exits.questionText', { n: index + 1 })}
              maxLength={120}
              value={text}
              onChange={(event) => change(key, { text: event.target.value })}
            />
            <Segmented
              value={kind}
              onChange={(to) => change(key, { kind: to })}
              options={(['choice', 'words'] as const).map((value) => ({ value, label: t(`exits.kind.${value}`) }))}
            />
            {kind === 'choice' && (
              <Select
                mode="tags"
                aria-label={t('exits.options', { n: index + 1 })}
                placeholder={t('exits.optionsHint')}
                value={options}
                maxCount={10}
                open={false}
                suffixIcon={null}
                tokenSeparators={['\n', ';', '；']}
                onChange={(to: string[]) => change(key, { options: to.map((option) => option.trim().slice(0, 40)).filter(Boolean) })}
              />
            )}
            {drafts.length > 1 && (
              <Button
                aria-label={t('exits.removeQuestion', { n: index + 1 })}
                onClick={() => setDrafts(drafts.filter((one) => one.key !== key))}
              >
                {t('exits.remove')}
              </Button>
            )}
          </fieldset>
        ))}
        {drafts.length < MOST && (
          <Button
            onClick={() =>
              setDrafts([...drafts, { key: Math.max(...drafts.map(({ key }) => key)) + 1, kind: 'words', text: '', options: [] }])
            }
          >
            {t('exits.add')}
          </Button>
        )}
        <p>
          <Switch checked={anonymous} onChange={setAnonymous} aria-label={t('exits.anonymous')} /> {t('exits.anonymous')}
        </p>
        <p className="sub">{t(anonymous ? 'exits.anonymousNote' : 'exits.namedNote')}</p>
        {before && <p className="sub">{t('exits.editNote')}</p>}
        {set.error && <Alert type="error" showIcon title={errorText(set.error)} />}
        <div className="filters">
          <Button type="primary" disabled={!complete} loading={set.isPending} onClick={save}>
            {t(before ? 'exits.save' : 'exits.openNow')}
          </Button>
          {before && <Button onClick={close}>{t('exits.cancel')}</Button>}
        </div>
      </div>
    </Card>
  );
}
