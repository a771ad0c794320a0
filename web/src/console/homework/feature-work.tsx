import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { Reason } from '../../shared/reason.tsx';
import { homeworkChanged, type WorkDetail } from './state.tsx';

/** 优秀作业: an example with a sentence why; members see it once its author agrees. */
export function FeatureWork({ work }: { work: WorkDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [why, setWhy] = useState('');
  const told = { onSuccess: homeworkChanged, onError: (error: unknown) => void message.error(errorText(error)) };
  const feature = useMutation({ ...api.homework.feature.mutationOptions(), ...told });
  const unfeature = useMutation({ ...api.homework.unfeature.mutationOptions(), ...told });
  const { submissionId } = work;
  return (
    <section>
      <h3>{t('homework.featured')}</h3>
      {work.feature ? (
        <>
          <p className="homework-words">{work.feature.why}</p>
          <p className="sub">{t(`homework.consentNote.${work.feature.consent}`)}</p>
          <Button loading={unfeature.isPending} onClick={() => unfeature.mutate({ submissionId })}>
            {t('homework.unfeature')}
          </Button>
        </>
      ) : (
        <>
          <p className="frame">{t('homework.featureNote')}</p>
          <Reason label={t('homework.featureWhy')} hint={t('homework.featureHint')} value={why} onChange={setWhy} />
          <Button
            style={{ marginTop: 10 }}
            disabled={why.trim().length < 2}
            loading={feature.isPending}
            onClick={() => feature.mutate({ submissionId, why: why.trim() })}
          >
            {t('homework.feature')}
          </Button>
        </>
      )}
    </section>
  );
}
