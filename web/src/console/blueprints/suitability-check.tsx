import { Alert, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answers, questions, verdictOf } from './suitability.ts';

/** Before opening: is this a community, or something else that deserves its own way? Kept nowhere, blocks nothing. */
export function SuitabilityCheck() {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<Answers>({});
  const verdict = verdictOf(answers);
  return (
    <details className="card blueprint-suits">
      <summary>{t('blueprints.suits.title')}</summary>
      <p className="frame">{t('blueprints.suits.sub')}</p>
      {questions.map((question) => (
        <fieldset key={question} className="blueprint-conflict">
          <legend>{t(`blueprints.suits.${question}`)}</legend>
          <Radio.Group value={answers[question]} onChange={({ target }) => setAnswers({ ...answers, [question]: target.value === true })}>
            <Radio value={true}>{t('blueprints.suits.yes')}</Radio>
            <Radio value={false}>{t('blueprints.suits.no')}</Radio>
          </Radio.Group>
        </fieldset>
      ))}
      <div aria-live="polite">
        {verdict ? (
          <Alert
            type={verdict === 'community' ? 'success' : 'warning'}
            showIcon
            title={t(`blueprints.suits.verdict.${verdict}`)}
            description={t(`blueprints.suits.advice.${verdict}`)}
          />
        ) : (
          <p className="frame">{t('blueprints.suits.open')}</p>
        )}
      </div>
    </details>
  );
}
