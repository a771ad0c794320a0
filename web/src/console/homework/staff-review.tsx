import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { number } from '../../shared/format.ts';
import { homeworkChanged, pointFields, type WorkDetail } from './state.tsx';

/** A review by staff: where grades are given it counts alone, and a work that waits for staff has what it needs. */
export function StaffReview({ work }: { work: WorkDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const me = useQuery(api.accounts.me.queryOptions({ input: {} }));
  const own = work.reviews.find(({ reviewer, by }) => reviewer === null && by === me.data?.name);
  const [text, setText] = useState<string | null>(null);
  const [typed, setTyped] = useState<(number | null)[] | null>(null);
  const fields = pointFields(work.assignment.policy);
  const said = text ?? own?.text ?? '';
  const points = typed ?? fields.map((_, at) => own?.scores[at] ?? null);
  const scores = points.filter((value) => value !== null);
  const review = useMutation({
    ...api.homework.review.mutationOptions(),
    onSuccess: async () => {
      await homeworkChanged();
      void message.success(t('homework.staffReviewed'));
    },
  });
  return (
    <section>
      <h3>{t('homework.staffReview')}</h3>
      <p className="frame">{t(work.assignment.policy.graded ? 'homework.staffGradedNote' : 'homework.staffNote')}</p>
      <div className="homework-form">
        {review.error && <Alert type="error" showIcon title={errorText(review.error)} />}
        {fields.map(({ name, most }, at) => (
          <InputNumber
            key={name ?? 'score'}
            aria-label={name ?? t('homework.score')}
            prefix={name ?? t('homework.score')}
            suffix={`/ ${number(most)}`}
            min={0}
            max={most}
            value={points[at] ?? null}
            onChange={(value) => setTyped(points.map((before, i) => (i === at ? value : before)))}
            style={{ width: 260 }}
          />
        ))}
        <Input.TextArea
          aria-label={t('homework.comment')}
          placeholder={t('homework.comment')}
          maxLength={5000}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={said}
          onChange={(event) => setText(event.target.value)}
        />
        <Button
          disabled={said.trim() === '' || scores.length < fields.length}
          loading={review.isPending}
          onClick={() => review.mutate({ submissionId: work.submissionId, text: said.trim(), scores })}
        >
          {t(own ? 'homework.staffChange' : 'homework.staffGive')}
        </Button>
      </div>
    </section>
  );
}
