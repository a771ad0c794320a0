import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api.ts';
import { day } from '../../shared/format.ts';
import { changed, type Past, type Posts } from './state.ts';
import { WithReason } from './with-reason.tsx';

/** 任期与交接: who held it from when until when and how it ended; what is still to be handed over. */
export function Terms({ posts: { history, handovers } }: { posts: Posts }) {
  const { t } = useTranslation('succession');
  const [recalling, setRecalling] = useState<Past | null>(null);
  return (
    <section className="bench-part">
      <header>
        <h3>{t('terms')}</h3>
      </header>
      {history.length === 0 && <p className="sub">{t('noTerms')}</p>}
      <ul className="bench">
        {history.map((term) => (
          <li key={term.holderId}>
            <div className="bench-who">
              <b>{term.nickname}</b> {term.squad && <span className="frame">{term.squad} </span>}
              {term.trial && <span className="tag grey">{t('trial')}</span>}{' '}
              {term.how && <span className="tag grey">{t(`ended.${term.how}`)}</span>}
              <div className="frame">
                {term.ended ? t('fromTo', { from: day(term.since), to: day(term.ended) }) : t('since', { from: day(term.since) })}
                {term.by && ` · ${t('by', { name: term.by })}`}
              </div>
              {term.reason !== '' && <div>{term.reason}</div>}
            </div>
            {term.ended === null && (
              <span className="bench-acts">
                <Button onClick={() => setRecalling(term)} aria-label={t('recallOf', { name: term.nickname })}>
                  {t('recall')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {handovers.map(({ id, from, to, items }) => (
        <div key={id} className="bench-handover">
          <b>{t('handover', { from, to })}</b>
          <ul className="bench-needs">
            {items.map(({ text, who, state }) => (
              <li key={text} className={state === 'done' ? 'met' : ''}>
                {t('itemLine', { who, text })} <span className={`tag ${state === 'missed' ? 'amber' : 'grey'}`}>{t(`item.${state}`)}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {recalling && (
        <WithReason
          title={t('recallTitle', { name: recalling.nickname })}
          goes={t('recallGoes')}
          okText={t('recallDo')}
          needed
          danger
          send={async (reason) => {
            await call.succession.recall({ holderId: recalling.holderId, reason });
            await changed();
          }}
          close={() => setRecalling(null)}
        />
      )}
    </section>
  );
}
