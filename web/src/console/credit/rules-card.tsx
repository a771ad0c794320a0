import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { ladderWords } from '../../shared/credit-words.ts';
import { ExamForm } from './exam-form.tsx';
import { RuleForm } from './rule-form.tsx';
import { creditChanged, type HeldRules, type Rules } from './state.ts';

/** 编号群规: each with its number and what follows; every change is a new version for what comes. */
export function RulesCard({ communityId, held }: { communityId: string; held: HeldRules }) {
  const { t } = useTranslation('credit');
  const { message, modal } = App.useApp();
  const [edited, setEdited] = useState<{ at: number | null } | null>(null);
  const [examining, setExamining] = useState(false);
  const { rules, version, offered } = held;
  const set = useMutation({
    ...api.credit.setRules.mutationOptions(),
    onSuccess: async () => {
      await creditChanged();
      void message.success(t('rules.saved'));
    },
    onError: (error) => void message.error(errorText(error)),
  });
  const save = (creditRules: Rules) => set.mutateAsync({ communityId, creditRules, version });
  if (!rules) {
    const adopt = () =>
      modal.confirm({
        title: t('rules.adoptTitle'),
        content: t('rules.adoptNote', { count: offered.rules.length, questions: offered.exam.questions.length }),
        okText: t('rules.adopt'),
        onOk: () => save(offered).catch(() => undefined),
      });
    return (
      <Card title={t('rules.title')}>
        <p>{t('tab.none')}</p>
        <List rules={offered.rules} />
        <Button type="primary" onClick={adopt}>
          {t('rules.adopt')}
        </Button>
      </Card>
    );
  }
  const remove = (at: number, number: string) =>
    modal.confirm({
      title: t('rules.removeTitle', { number }),
      content: t('rules.removeNote'),
      okText: t('rules.remove'),
      okButtonProps: { danger: true },
      onOk: () => save({ ...rules, rules: rules.rules.filter((_, index) => index !== at) }).catch(() => undefined),
    });
  return (
    <Card title={t('rules.title')} note={t('rules.note', { version })}>
      <p className="sub">{t('rules.exam', rules.exam)}</p>
      <p className="sub">{t('rules.appeal', rules.appeal)}</p>
      <div className="filters">
        <Button onClick={() => setExamining(true)}>{t('examForm.edit')}</Button>
      </div>
      {examining && <ExamForm rules={rules} save={save} close={() => setExamining(false)} />}
      <List
        rules={rules.rules}
        acts={(at, number) => (
          <span className="filters">
            <Button onClick={() => setEdited({ at })}>
              {t('rules.edit')}
              <span className="visually-hidden">{number}</span>
            </Button>
            <Button disabled={rules.rules.length === 1} onClick={() => remove(at, number)}>
              {t('rules.remove')}
              <span className="visually-hidden">{number}</span>
            </Button>
          </span>
        )}
      />
      <Button onClick={() => setEdited({ at: null })}>{t('rules.add')}</Button>
      <RuleForm
        open={edited !== null}
        rule={edited?.at == null ? null : (rules.rules[edited.at] ?? null)}
        close={() => setEdited(null)}
        save={(rule) => {
          const at = edited?.at ?? null;
          return save({
            ...rules,
            rules: at === null ? [...rules.rules, rule] : rules.rules.map((one, index) => (index === at ? rule : one)),
          });
        }}
      />
    </Card>
  );
}

function List({ rules, acts }: { rules: Rules['rules']; acts?: (at: number, number: string) => ReactNode }) {
  const { t } = useTranslation('credit');
  return (
    <ul className="credit-rules">
      {rules.map(({ number, name, text, steps, withinDays }, at) => (
        <li key={number}>
          <b>{t('rule.named', { number, name })}</b> <span className="sub">{t('rule.within', { days: withinDays })}</span>
          <p>{text}</p>
          <ul className="credit-steps">
            {ladderWords(t, steps).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          {acts?.(at, number)}
        </li>
      ))}
    </ul>
  );
}
