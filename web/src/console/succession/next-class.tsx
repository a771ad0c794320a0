import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { evidenceWords } from '../../shared/succession-words.ts';
import { Asking } from './candidates.tsx';

/** 下一期的班委: proposals rung by rung; each is asked, and nothing happens by itself. */
export function NextClass({ communityId }: { communityId: string }) {
  const { t } = useTranslation('succession');
  const [nextId, setNextId] = useState<string>();
  const query = useQuery(api.succession.nextClass.queryOptions({ input: { communityId, ...(nextId && { nextId }) } }));
  const words = evidenceWords(t);
  if (!query.data) return null;
  const { classes, rungs, nextId: shown } = query.data;
  return (
    <section className="bench-part">
      <header>
        <h3>{t('next.title')}</h3>
        {classes.length > 1 && (
          <Select
            aria-label={t('next.class')}
            value={shown}
            onChange={(id: string) => setNextId(id)}
            options={classes.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </header>
      <p className="frame">{t(shown === null ? 'next.none' : 'next.note')}</p>
      {rungs.map(({ name, from, roleId, people }) => (
        <div key={name} className="bench-rung">
          <b>{name}</b> <span className="frame">{from === null ? t('next.lowest') : t('next.from', { role: from })}</span>
          {roleId === null && <p className="sub">{t('next.noRole')}</p>}
          {people.length === 0 && <p className="sub">{t('next.nobody')}</p>}
          <ul className="bench">
            {people.map(({ enrolmentId, nickname, willing, reasons, offer, there }) => (
              <li key={enrolmentId}>
                <div className="bench-who">
                  <b>{nickname}</b> {willing && <span className="tag">{t('tag.willing')}</span>}{' '}
                  {offer && <span className={`tag ${offer.state === 'agreed' ? '' : 'grey'}`}>{t(`tag.${offer.state}`)}</span>}{' '}
                  {there && <span className="tag grey">{t('tag.there')}</span>}
                  <div>{reasons.length === 0 ? t('noReason') : reasons.map(words.reason).join(t('dot'))}</div>
                </div>
                {roleId !== null && (
                  <span className="bench-acts">
                    <Asking roleId={roleId} role={name} enrolmentId={enrolmentId} nickname={nickname} offer={offer} asked={false} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
