import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../copy.tsx';
import { dayName } from '../days.ts';
import { olderDrafts, removeDraft } from '../drafts.ts';
import type { Campaign } from '../mine.ts';
import { Section } from '../parts.tsx';
import { MakeUp } from './make-up.tsx';
import type { Sending } from './sending.ts';

/** What was written and never arrived: of days gone by, or for a day that had its check-in already. */
export function LeftOver({ campaign, who, sending }: { campaign: Campaign; who: string; sending: Sending }) {
  const { t } = useTranslation();
  const [making, setMaking] = useState<string>();
  const [, setGone] = useState(0);
  const drafts = olderDrafts(campaign.id, who, campaign.today).map(({ day, key, draft }) => ({
    day,
    text: draft.text,
    files: draft.photos.length + (draft.voice ? 1 : 0),
    pressed: draft.sending,
    drop: () => {
      removeDraft(key);
      setGone((gone) => gone + 1);
    },
  }));
  const { text, photos, voice } = sending.draft;
  const files = photos.length + (voice ? 1 : 0);
  if (campaign.done && (text !== '' || files > 0)) drafts.push({ day: campaign.today, text, files, pressed: false, drop: sending.discard });
  const written = drafts.filter((draft) => draft.text !== '' || draft.files > 0 || draft.pressed);
  if (written.length === 0) return null;
  return (
    <Section title={t('leftOver.title')} note={t('leftOver.note')}>
      <ul className="lines">
        {written.map(({ day, text, files, pressed, drop }) => (
          <li key={day}>
            <p>
              <b>{dayName(day)}</b>
            </p>
            {pressed && <p className="quiet-text">{t('leftOver.pressed')}</p>}
            {text && <blockquote>{text}</blockquote>}
            {files > 0 && <p className="quiet-text">{t('leftOver.files', { count: files })}</p>}
            <div className="choices-row">
              {campaign.calendar.some((row) => row.day === day && row.canMakeUp) && (
                <button type="button" className="second" onClick={() => setMaking(day)}>
                  {t('makeUp.do')}
                </button>
              )}
              {text && <CopyButton text={text}>{t('leftOver.copy')}</CopyButton>}
              <button type="button" className="quiet" onClick={drop}>
                {t('leftOver.drop')}
              </button>
            </div>
          </li>
        ))}
      </ul>
      {making && <MakeUp campaign={campaign} who={who} day={making} onClose={() => setMaking(undefined)} />}
    </Section>
  );
}
