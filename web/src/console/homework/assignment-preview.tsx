import { useTranslation } from 'react-i18next';
import { number } from '../../shared/format.ts';
import type { writtenOf } from './assignment-fields.ts';

type Written = ReturnType<typeof writtenOf>;

/** The assignment as it is on a phone, and the words around it that follow from its rules. */
export function AssignmentPreview({ written: { title, asked, due, lateUntil, policy } }: { written: Written }) {
  const { t } = useTranslation();
  const { text, photos, voice, link } = policy.content;
  const bring = [
    text && t(text.min > 0 ? 'homework.preview.textMin' : 'homework.preview.text', { n: number(text.min) }),
    photos && t('homework.preview.photos', { n: number(photos.max) }),
    voice && t('homework.preview.voice'),
    link && t('homework.preview.link'),
  ].filter((line) => line !== null);
  const lines = [
    t('homework.preview.due', { day: due.day, time: due.time }),
    lateUntil && t('homework.preview.late', { day: lateUntil.day, time: lateUntil.time }),
    bring.length > 0 && t('homework.preview.bring', { what: bring.join(t('homework.preview.comma')) }),
    policy.reviews === 0
      ? t('homework.preview.staff')
      : t('homework.preview.reviews', { count: policy.reviews, n: number(policy.reviews), days: number(policy.days) }),
    t(policy.graded ? 'homework.preview.graded' : 'homework.preview.comments'),
    policy.reviews > 0 && policy.giveFirst && t('homework.preview.giveFirst'),
  ];
  return (
    <aside aria-label={t('homework.preview.label')} className="homework-phone">
      <strong>{title}</strong>
      {asked && <p className="homework-words">{asked}</p>}
      <ul>{lines.map((line) => line && <li key={line}>{line}</li>)}</ul>
      {policy.rubric.length > 0 && (
        <ul>
          {policy.rubric.map(({ name, good, points }) => (
            <li key={name}>
              <b>{name}</b> {policy.graded && t('homework.points', { n: number(points) })} {good}
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}
