import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api.ts';
import { day } from '../../shared/format.ts';
import { evidenceWords } from '../../shared/succession-words.ts';
import { changed, type Trial } from './state.ts';
import { WithReason } from './with-reason.tsx';

const tone = { running: 'blue', due: 'amber', broken: 'grey' } as const;

/** 试岗: what was asked for and what is there, and the decision. */
export function Trials({ trials }: { trials: readonly Trial[] }) {
  const { t } = useTranslation('succession');
  const [deciding, setDeciding] = useState<{ trial: Trial; decision: 'confirm' | 'prolong' | 'end' } | null>(null);
  const words = evidenceWords(t);
  return (
    <section className="bench-part">
      <header>
        <h3>{t('trials')}</h3>
      </header>
      {trials.length === 0 && <p className="sub">{t('noTrials')}</p>}
      <ul className="bench">
        {trials.map((trial) => (
          <li key={trial.trialId} aria-label={trial.nickname}>
            <div className="bench-who">
              <b>{trial.nickname}</b> {trial.squad && <span className="frame">{trial.squad} </span>}
              <span className={`tag ${tone[trial.state]}`}>{t(`state.${trial.state}`)}</span>{' '}
              {trial.prolonged && <span className="tag grey">{t('prolonged')}</span>}
              <div className="frame">{t('trialOf', { from: day(trial.begunAt), to: day(trial.endsAt) })}</div>
              <ul className="bench-needs">
                {trial.needs.map((one) => (
                  <li key={one.fact} className={one.met ? 'met' : ''}>
                    {words.need(one)} <span className="visually-hidden">{t(one.met ? 'met' : 'metNot')}</span>
                  </li>
                ))}
              </ul>
            </div>
            <span className="bench-acts">
              {trial.state === 'due' && (
                <Button type="primary" onClick={() => setDeciding({ trial, decision: 'confirm' })}>
                  {t('confirm')}
                </Button>
              )}
              {trial.state !== 'broken' && !trial.prolonged && (
                <Button onClick={() => setDeciding({ trial, decision: 'prolong' })}>{t('prolong')}</Button>
              )}
              <Button onClick={() => setDeciding({ trial, decision: 'end' })}>{t('end')}</Button>
            </span>
          </li>
        ))}
      </ul>
      {deciding && (
        <WithReason
          title={t(`${deciding.decision}Title`, { name: deciding.trial.nickname })}
          goes={t(`${deciding.decision}Goes`)}
          okText={t(deciding.decision)}
          needed={deciding.decision === 'end' || (deciding.decision === 'confirm' && !deciding.trial.met)}
          danger={deciding.decision === 'end'}
          send={async (reason) => {
            await call.succession.decideTrial({ trialId: deciding.trial.trialId, decision: deciding.decision, reason });
            await changed();
          }}
          close={() => setDeciding(null)}
        />
      )}
    </section>
  );
}
